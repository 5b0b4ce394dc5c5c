// pages-manifest.json, app-paths-manifest.json and app-path-routes-manifest.json: the outputs.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "manifest/build_output.h"
#include "manifest/json_reader.h"

namespace next_native {

// What else is known about the outputs, from the other manifests.
struct EntrypointFacts {
  const std::unordered_set<std::string>& edge_pages;
  const std::vector<std::string>& data_route_pages;
};

// Fills `outputs`, `output_by_pathname`, `output_by_localized_pathname`, `has_app` and `has_pages`
// of `build`, whose config has to be set, as next's server/lib/router-utils/filesystem.js makes its
// route definitions. What has the wrong shape ends up in the documents' errors.
void ReadEntrypoints(const JsonValue& pages_root, const JsonValue& app_paths_root,
                     const JsonValue& app_path_routes_root, const EntrypointFacts& facts,
                     BuildOutput& build);

}  // namespace next_native

// Reads the outputs: pages-manifest.json, app-paths-manifest.json, app-path-routes-manifest.json.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "manifest/build_output.h"
#include "manifest/json_reader.h"

namespace next_native {

// Facts about the outputs from other manifests.
struct EntrypointFacts {
  const std::unordered_set<std::string>& edge_pages;
  const std::vector<std::string>& data_route_pages;
};

// Fills `outputs`, `output_by_pathname`, `output_by_localized_pathname`, `has_app` and `has_pages`
// of `build` in the way next's server/lib/router-utils/filesystem.js makes its route definitions.
// `build.config` must be set. A value of the wrong shape is recorded as its document's error.
void ReadEntrypoints(const JsonValue& pages_root, const JsonValue& app_paths_root,
                     const JsonValue& app_path_routes_root, const EntrypointFacts& facts,
                     BuildOutput& build);

}  // namespace next_native

// routes-manifest.json: the custom routes of a build, its internal redirects and data routes.
#pragma once

#include <string>
#include <vector>

#include "manifest/build_output.h"
#include "manifest/json_reader.h"

namespace next_native {

// Fills the routing fields of `build`, whose config has to be set, and returns the pathnames of the
// pages that have data routes. What has the wrong shape ends up in the document's error.
[[nodiscard]] std::vector<std::string> ReadRoutesManifest(const JsonValue& root,
                                                          BuildOutput& build);

}  // namespace next_native

// Reads routes-manifest.json: a build's custom routes, internal redirects and data routes.
#pragma once

#include <string>
#include <vector>

#include "manifest/build_output.h"
#include "manifest/json_reader.h"

namespace next_native {

// Fills the routing fields of `build`, whose config must be set. Returns the pathnames of the pages
// that have data routes. A value of the wrong shape is recorded as the document's error.
[[nodiscard]] std::vector<std::string> ReadRoutesManifest(const JsonValue& root,
                                                          BuildOutput& build);

}  // namespace next_native

// Reads middleware-manifest.json and functions-config-manifest.json: the requests that middleware
// (Next.js 16: proxy) runs for, and the outputs that run on the edge.
#pragma once

#include <string>
#include <unordered_set>

#include "manifest/build_output.h"
#include "manifest/json_reader.h"

namespace next_native {

// Fills `middleware` of `build` and returns the pages that run on the edge: "/x/page", "/x/route",
// "/api/y". A value of the wrong shape is recorded as its document's error.
[[nodiscard]] std::unordered_set<std::string> ReadMiddlewareManifests(
    const JsonValue& middleware_root, const JsonValue& functions_config_root, BuildOutput& build);

}  // namespace next_native

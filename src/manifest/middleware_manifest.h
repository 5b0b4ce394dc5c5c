// middleware-manifest.json and functions-config-manifest.json: which requests middleware (16:
// proxy) is for, and which outputs run on the edge.
#pragma once

#include <string>
#include <unordered_set>

#include "manifest/build_output.h"
#include "manifest/json_reader.h"

namespace next_native {

// Fills `middleware` of `build` and returns the pages that run on the edge: "/x/page", "/x/route",
// "/api/y". What has the wrong shape ends up in the documents' errors.
[[nodiscard]] std::unordered_set<std::string> ReadMiddlewareManifests(
    const JsonValue& middleware_root, const JsonValue& functions_config_root, BuildOutput& build);

}  // namespace next_native

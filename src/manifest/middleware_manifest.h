// middleware-manifest.json and functions-config-manifest.json: is there middleware (16: proxy), and
// which outputs run on the edge.
#pragma once

#include <string>
#include <unordered_set>

#include "manifest/json_reader.h"

namespace next_native {

struct MiddlewareFacts {
  bool has_middleware = false;
  std::unordered_set<std::string> edge_pages;  // "/x/page", "/x/route", "/api/y"
};

// What has the wrong shape ends up in the documents' errors.
[[nodiscard]] MiddlewareFacts ReadMiddlewareManifests(const JsonValue& middleware_root,
                                                      const JsonValue& functions_config_root);

}  // namespace next_native

#include "manifest/middleware_manifest.h"

#include <string_view>

#include "manifest/custom_route_reader.h"

namespace next_native {

namespace {

// Edge middleware wins over Node.js middleware (setupFsCheck of next's
// server/lib/router-utils/filesystem.js).
MiddlewareOutput ReadMiddleware(const JsonValue& middleware_root,
                                const JsonValue& functions_config_root) {
  MiddlewareOutput middleware;
  const auto read_matchers = [&](const JsonValue& matchers) {
    matchers.ForEachElement([&](const JsonValue& matcher) {
      middleware.matchers.push_back(ReadMiddlewareMatcher(matcher));
    });
  };

  const JsonValue edge_matchers =
      middleware_root.OptionalObject("middleware").OptionalObject("/").OptionalArray("matchers");
  const JsonValue node =
      functions_config_root.OptionalObject("functions").OptionalObject("/_middleware");
  const JsonValue node_matchers = node.OptionalArray("matchers");
  if (edge_matchers.is_present()) {
    middleware.runtime = MiddlewareRuntime::kEdge;
    read_matchers(edge_matchers);
  } else if (node.is_present()) {
    middleware.runtime = MiddlewareRuntime::kNode;
    read_matchers(node_matchers);
    if (!node_matchers.is_present()) {
      middleware.matchers.push_back({".*", {}, {}, node.file(), node.json_path()});
    }
  }
  return middleware;
}

}  // namespace

std::unordered_set<std::string> ReadMiddlewareManifests(const JsonValue& middleware_root,
                                                        const JsonValue& functions_config_root,
                                                        BuildOutput& build) {
  build.middleware = ReadMiddleware(middleware_root, functions_config_root);
  std::unordered_set<std::string> edge_pages;
  middleware_root.OptionalObject("functions")
      .ForEachMember([&](std::string_view page, const JsonValue& function) {
        if (function.ExpectObject()) edge_pages.emplace(page);
      });
  return edge_pages;
}

}  // namespace next_native

#include "manifest/prerender_manifest.h"

#include <string>
#include <string_view>

namespace next_native {

namespace {

// `response` says since 16.4 what the build stored of a route; `renderingMode` before that.
bool IsPartial(const JsonValue& route) {
  const std::string response = route.String("response", "");
  return route.String("renderingMode", "") == "PARTIALLY_STATIC" ||
         (!response.empty() && response != "complete" && response != "empty");
}

PrerenderedRoute ReadRoute(std::string_view path, const JsonValue& value) {
  PrerenderedRoute route;
  route.path = path;
  route.source_route = value.String("srcRoute", path);
  route.data_route = value.String("dataRoute", "");
  route.lifetime.revalidate = value.NumberOrFalse("initialRevalidateSeconds");
  route.lifetime.expire = value.OptionalNumberOrFalse("initialExpireSeconds");
  route.initial_status = static_cast<int>(value.Integer("initialStatus", 200));
  // A route the build stored nothing of is as good as a partial one: only its handler can answer.
  route.is_partial = IsPartial(value) || value.String("response", "") == "empty";
  value.OptionalObject("initialHeaders")
      .ForEachMember([&](std::string_view name, const JsonValue& field) {
        if (field.is_array()) {
          field.ForEachElement([&](const JsonValue& item) {
            route.initial_headers.emplace_back(name, item.AsString());
          });
        } else {
          route.initial_headers.emplace_back(name, field.AsString());
        }
      });
  return route;
}

PrerenderedDynamicRoute ReadDynamicRoute(std::string_view pathname, const JsonValue& value) {
  PrerenderedDynamicRoute route;
  route.pathname = pathname;
  route.is_partial = IsPartial(value);
  bool is_not_found = false;
  const std::optional<std::string> shell = value.StringFalseOrNull("fallback", &is_not_found);
  if (shell) {
    route.fallback = FallbackMode::kShell;
    route.fallback_file = *shell;
  } else if (is_not_found) {
    route.fallback = FallbackMode::kNotFound;
  }
  if (value.Has("fallbackRevalidate")) {
    route.fallback_lifetime = CacheLifetime{value.OptionalNumberOrFalse("fallbackRevalidate"),
                                            value.OptionalNumberOrFalse("fallbackExpire")};
  }
  return route;
}

}  // namespace

void ReadPrerenderManifest(const JsonValue& root, BuildOutput& build) {
  root.Object("routes").ForEachMember([&](std::string_view path, const JsonValue& route) {
    if (!route.ExpectObject()) return;
    build.prerendered.emplace(path, ReadRoute(path, route));
  });
  root.Object("dynamicRoutes").ForEachMember([&](std::string_view path, const JsonValue& route) {
    if (!route.ExpectObject()) return;
    build.prerendered_dynamic.emplace(path, ReadDynamicRoute(path, route));
  });
  root.Array("notFoundRoutes").ForEachElement([&](const JsonValue& path) {
    build.not_found_routes.push_back(path.AsString());
  });
}

}  // namespace next_native

#include "manifest/prerender_manifest.h"

#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "manifest/locale_path.h"

namespace next_native {

namespace {

// Since 16.4, `response` says how much of a route the build stored: "empty", "initial" or
// "complete". Before, `renderingMode` marked a partial route.
bool IsPartiallyStatic(const JsonValue& route) {
  return route.String("renderingMode", "") == "PARTIALLY_STATIC";
}

PrerenderedRoute ReadRoute(std::string_view path, const JsonValue& value,
                           std::span<const std::string> locales) {
  PrerenderedRoute route;
  route.path = path;
  route.source_route = value.String("srcRoute", SplitLocalePath(path, locales).rest);
  route.data_route = value.String("dataRoute", "");
  route.lifetime.revalidate = value.NumberOrFalse("initialRevalidateSeconds");
  route.lifetime.expire = value.OptionalNumberOrFalse("initialExpireSeconds");
  route.initial_status = static_cast<int>(value.Integer("initialStatus", 200));
  route.is_partial = IsPartiallyStatic(value) || value.String("response", "complete") != "complete";
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
  // The fallback shell of a page is also "initial", but it is a whole document.
  route.is_partial = IsPartiallyStatic(value) || (value.String("response", "") == "initial" &&
                                                  value.String("routeType", "") != "fallback");
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

// True where the checks of Next's server take the output for static
// (renderToResponseWithComponentsImpl in dist/server/base-server.js). `absent`: the pages that have
// a path in `notFoundRoutes`.
bool IsStaticGeneration(const BuildOutput& build, const Output& output,
                        const std::unordered_set<std::string_view>& absent) {
  if (build.prerendered.contains(output.pathname)) return true;
  // Pages with getStaticProps count, app pages with generateStaticParams do not.
  if (output.kind != OutputKind::kPage) return false;
  if (build.prerendered_dynamic.contains(output.pathname)) return true;
  if (absent.contains(output.pathname)) return true;
  // The manifest lists pages below each locale.
  const std::string_view below = output.pathname == "/" ? std::string_view() : output.pathname;
  const std::vector<std::string>& locales = build.config.i18n.locales;
  return std::any_of(locales.begin(), locales.end(), [&](const std::string& locale) {
    return build.prerendered.contains(std::string("/").append(locale).append(below));
  });
}

}  // namespace

void ReadPrerenderManifest(const JsonValue& root, BuildOutput& build) {
  root.Object("routes").ForEachMember([&](std::string_view path, const JsonValue& route) {
    if (!route.ExpectObject()) return;
    build.prerendered.emplace(path, ReadRoute(path, route, build.config.i18n.locales));
  });
  root.Object("dynamicRoutes").ForEachMember([&](std::string_view path, const JsonValue& route) {
    if (!route.ExpectObject()) return;
    build.prerendered_dynamic.emplace(path, ReadDynamicRoute(path, route));
  });
  root.Array("notFoundRoutes").ForEachElement([&](const JsonValue& path) {
    build.not_found_routes.push_back(path.AsString());
  });
}

void MarkStaticGeneration(BuildOutput& build) {
  std::unordered_set<std::string_view> absent;
  for (const std::string& path : build.not_found_routes) {
    absent.insert(SplitLocalePath(path, build.config.i18n.locales).rest);
  }
  for (Output& output : build.outputs) {
    output.is_static_generation = IsStaticGeneration(build, output, absent);
  }
}

}  // namespace next_native

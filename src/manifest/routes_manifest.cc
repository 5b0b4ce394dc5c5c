#include "manifest/routes_manifest.h"

#include <optional>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "manifest/custom_route_reader.h"

namespace next_native {

namespace {

constexpr std::string_view kAssetPath = "/_next/:path+";
constexpr int kPermanentRedirect = 308;

// Recognizes the redirects of next's lib/load-custom-routes.js; nullopt for all others.
std::optional<InternalRedirect> Recognise(std::string_view source, std::string_view destination,
                                          const std::string& base_path) {
  if (source == "/:path+/" && destination == "/:path+") return InternalRedirect::kRemoveSlash;
  if (source == R"(/:file((?!\.well-known(?:/.*)?)(?:[^/]+/)*[^/]+\.\w+)/)" &&
      destination == "/:file") {
    return InternalRedirect::kFileRemoveSlash;
  }
  if (source == R"(/:notfile((?!\.well-known(?:/.*)?)(?:[^/]+/)*[^/\.]+))" &&
      destination == "/:notfile/") {
    return InternalRedirect::kAddSlash;
  }
  if (base_path.empty()) return std::nullopt;
  if (source == base_path + "/" && destination == base_path) {
    return InternalRedirect::kBasePathToBare;
  }
  if (source == base_path && destination == base_path + "/") {
    return InternalRedirect::kBasePathToSlash;
  }
  return std::nullopt;
}

bool AreConditionsOf(InternalRedirect redirect, const CustomRoute& route) {
  if (!route.has.empty()) return false;
  if (redirect != InternalRedirect::kFileRemoveSlash) return route.missing.empty();
  return route.missing.size() == 1 && route.missing[0].kind == ConditionKind::kHeader &&
         EqualsIgnoreCase(route.missing[0].key, "x-nextjs-data") && !route.missing[0].value;
}

void ReadRedirects(const JsonValue& root, BuildOutput& build) {
  std::vector<CustomRoute>& others = build.custom_routes.redirects;
  root.Array("redirects").ForEachElement([&](const JsonValue& value) {
    CustomRoute redirect = ReadCustomRoute(value, CustomRouteKind::kRedirect);
    std::optional<InternalRedirect> known;
    // An internal redirect that follows other redirects must be tried after them.
    if (redirect.is_internal && redirect.status_code == kPermanentRedirect && others.empty()) {
      known = Recognise(redirect.source, *redirect.destination, build.config.base_path);
    }
    if (known && AreConditionsOf(*known, redirect)) {
      build.internal_redirects.push_back(*known);
    } else {
      others.push_back(std::move(redirect));
    }
  });
}

// Returns the path of the asset prefix if `rewrite` is the one that Next.js adds for it.
std::optional<std::string> AssetPrefixOf(const CustomRoute& rewrite, const std::string& base_path) {
  if (!rewrite.has.empty() || !rewrite.missing.empty() || !rewrite.source.ends_with(kAssetPath) ||
      rewrite.destination != base_path + std::string(kAssetPath)) {
    return std::nullopt;
  }
  const std::string prefix = rewrite.source.substr(0, rewrite.source.size() - kAssetPath.size());
  // Accepts plain text only: these characters are special in a pattern.
  if (prefix.empty() || prefix.find_first_of(":()[]{}*+?\\^$|.") != std::string::npos) {
    return std::nullopt;
  }
  return prefix;
}

// True if Next.js generated the rewrite for an intercepting route (next's
// lib/is-interception-route-rewrite.js).
bool IsInterception(const CustomRoute& rewrite) {
  return !rewrite.has.empty() && rewrite.has.front().key == "next-url";
}

void ReadBeforeFiles(const JsonValue& rewrites, BuildOutput& build) {
  bool is_first = true;
  rewrites.ForEachElement([&](const JsonValue& value) {
    CustomRoute rewrite = ReadCustomRoute(value, CustomRouteKind::kRewrite);
    std::optional<std::string> prefix;
    if (is_first) prefix = AssetPrefixOf(rewrite, build.config.base_path);
    is_first = false;
    if (prefix) {
      build.asset_prefix_path = std::move(*prefix);
      return;
    }
    if (IsInterception(rewrite)) build.interception_patterns.push_back(value.String("regex"));
    build.custom_routes.before_files.push_back(std::move(rewrite));
  });
}

std::vector<CustomRoute> ReadCustomRoutes(const JsonValue& list, CustomRouteKind kind) {
  std::vector<CustomRoute> routes;
  list.ForEachElement(
      [&](const JsonValue& value) { routes.push_back(ReadCustomRoute(value, kind)); });
  return routes;
}

void ReadRewrites(const JsonValue& root, BuildOutput& build) {
  CustomRoutes& routes = build.custom_routes;
  const JsonValue rewrites = root.Any("rewrites");
  if (rewrites.is_array()) {
    routes.after_files = ReadCustomRoutes(rewrites, CustomRouteKind::kRewrite);
    return;
  }
  const JsonValue groups = root.OptionalObject("rewrites");
  ReadBeforeFiles(groups.OptionalArray("beforeFiles"), build);
  routes.after_files =
      ReadCustomRoutes(groups.OptionalArray("afterFiles"), CustomRouteKind::kRewrite);
  routes.fallback = ReadCustomRoutes(groups.OptionalArray("fallback"), CustomRouteKind::kRewrite);
}

}  // namespace

std::vector<std::string> ReadRoutesManifest(const JsonValue& root, BuildOutput& build) {
  build.case_sensitive_routes = build.config.case_sensitive_routes;
  ReadRedirects(root, build);
  ReadRewrites(root, build);
  build.custom_routes.headers = ReadCustomRoutes(root.Array("headers"), CustomRouteKind::kHeader);
  build.custom_routes.on_match_headers =
      ReadCustomRoutes(root.OptionalArray("onMatchHeaders"), CustomRouteKind::kHeader);

  std::vector<std::string> pages;
  root.Array("dataRoutes").ForEachElement([&](const JsonValue& route) {
    pages.push_back(route.String("page"));
  });
  // The outputs name every dynamic route, so this only checks the shape.
  root.Array("dynamicRoutes").ForEachElement([](const JsonValue& route) {
    (void)route.String("page");
  });
  return pages;
}

}  // namespace next_native

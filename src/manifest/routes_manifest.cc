#include "manifest/routes_manifest.h"

#include <optional>
#include <string_view>

namespace next_native {

namespace {

constexpr std::string_view kAssetPath = "/_next/:path+";

// Which of the redirects of next's lib/load-custom-routes.js this one is.
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

void ReadRedirects(const JsonValue& root, BuildOutput& build) {
  root.Array("redirects").ForEachElement([&](const JsonValue& redirect) {
    const std::string source = redirect.String("source");
    const std::string destination = redirect.String("destination");
    const bool is_permanent =
        redirect.Integer("statusCode", redirect.Bool("permanent", false) ? 308 : 307) == 308;
    std::optional<InternalRedirect> known;
    if (redirect.Bool("internal", false) && is_permanent) {
      known = Recognise(source, destination, build.config.base_path);
    }
    if (known) {
      build.internal_redirects.push_back(*known);
    } else {
      build.uncovered.custom_redirects = true;
    }
  });
}

// The path of the asset prefix, if the rewrite is the one Next.js adds for it.
std::optional<std::string> AssetPrefixOf(const JsonValue& rewrite, const std::string& base_path) {
  const std::string source = rewrite.String("source");
  const std::string destination = rewrite.String("destination");
  if (rewrite.Has("has") || rewrite.Has("missing") || !source.ends_with(kAssetPath) ||
      destination != base_path + std::string(kAssetPath)) {
    return std::nullopt;
  }
  const std::string prefix = source.substr(0, source.size() - kAssetPath.size());
  // Only plain text: these characters mean something in a pattern.
  if (prefix.empty() || prefix.find_first_of(":()[]{}*+?\\^$|.") != std::string::npos) {
    return std::nullopt;
  }
  return prefix;
}

// Intercepting routes work by rewrites that look at the page the navigation comes from.
bool IsInterception(const JsonValue& rewrite) {
  bool tests_next_url = false;
  rewrite.OptionalArray("has").ForEachElement([&](const JsonValue& condition) {
    tests_next_url = tests_next_url || condition.String("key", "") == "next-url";
  });
  return tests_next_url;
}

void ReadRewrites(const JsonValue& root, BuildOutput& build) {
  const auto note = [&](const JsonValue& rewrite) {
    if (!rewrite.ExpectObject()) return;
    (IsInterception(rewrite) ? build.uncovered.interception : build.uncovered.custom_rewrites) =
        true;
  };
  const JsonValue rewrites = root.Any("rewrites");
  if (rewrites.is_array()) {  // Next.js before 13.5: all of them are afterFiles
    rewrites.ForEachElement(note);
    return;
  }
  const JsonValue groups = root.OptionalObject("rewrites");
  groups.OptionalArray("beforeFiles").ForEachElement([&](const JsonValue& rewrite) {
    std::optional<std::string> prefix;
    if (build.asset_prefix_path.empty()) prefix = AssetPrefixOf(rewrite, build.config.base_path);
    if (prefix) {
      build.asset_prefix_path = *prefix;
    } else {
      note(rewrite);
    }
  });
  groups.OptionalArray("afterFiles").ForEachElement(note);
  groups.OptionalArray("fallback").ForEachElement(note);
}

}  // namespace

std::vector<std::string> ReadRoutesManifest(const JsonValue& root, BuildOutput& build) {
  build.case_sensitive_routes = root.Bool("caseSensitive", false);
  build.uncovered.i18n = build.config.has_i18n || root.OptionalObject("i18n").is_present();
  root.Array("headers").ForEachElement([&](const JsonValue& rule) {
    build.uncovered.custom_headers = rule.ExpectObject() || build.uncovered.custom_headers;
  });
  root.OptionalArray("onMatchHeaders").ForEachElement([&](const JsonValue& rule) {
    build.uncovered.on_match_headers = rule.ExpectObject() || build.uncovered.on_match_headers;
  });
  ReadRedirects(root, build);
  ReadRewrites(root, build);

  std::vector<std::string> pages;
  root.Array("dataRoutes").ForEachElement([&](const JsonValue& route) {
    pages.push_back(route.String("page"));
  });
  // Entrypoints name every dynamic route; here only the shape is checked.
  root.Array("dynamicRoutes").ForEachElement([](const JsonValue& route) {
    (void)route.String("page");
  });
  return pages;
}

}  // namespace next_native

// Custom routes of next.config as the routes manifest carries them, and the matchers of middleware.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace next_native {

enum class ConditionKind : uint8_t { kHeader, kCookie, kQuery, kHost };

// An entry of `has` or `missing`.
struct RouteCondition {
  ConditionKind kind = ConditionKind::kHeader;
  std::string key;                   // empty for kHost
  std::optional<std::string> value;  // source of a regular expression; "" means none
};

// An entry of `headers`, `redirects`, `rewrites` or `onMatchHeaders`.
struct CustomRoute {
  std::string source;
  std::optional<std::string> destination;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<RouteCondition> has;
  std::vector<RouteCondition> missing;
  int status_code = 0;       // redirects: 301, 302, 303, 307 or 308; else 0
  bool is_internal = false;  // added by Next.js itself
  std::string file;          // the manifest, for errors
  std::string json_path;     // "$.redirects[3]"
};

struct CustomRoutes {
  std::vector<CustomRoute> headers;
  std::vector<CustomRoute> redirects;  // without those of InternalRedirect
  std::vector<CustomRoute> before_files;
  std::vector<CustomRoute> after_files;
  std::vector<CustomRoute> fallback;
  std::vector<CustomRoute> on_match_headers;
};

struct MiddlewareMatcher {
  std::string regexp;  // source of a regular expression
  std::vector<RouteCondition> has;
  std::vector<RouteCondition> missing;
  std::string file;
  std::string json_path;
};

enum class MiddlewareRuntime : uint8_t { kNone, kEdge, kNode };

struct MiddlewareOutput {
  MiddlewareRuntime runtime = MiddlewareRuntime::kNone;
  std::vector<MiddlewareMatcher> matchers;
};

// A domain of `i18n` in next.config.
struct I18nDomain {
  std::string domain;  // may have a port
  std::string default_locale;
  std::vector<std::string> locales;  // besides the default one
  bool http = false;
};

struct I18nConfig {
  std::vector<std::string> locales;
  std::string default_locale;
  std::vector<I18nDomain> domains;
  bool locale_detection = true;
};

}  // namespace next_native

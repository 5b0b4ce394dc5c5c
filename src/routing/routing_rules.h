// The rules of next.config and the matchers of middleware, compiled.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "custom_routes/request_facts.h"
#include "custom_routes/route_conditions.h"
#include "custom_routes/rule_list.h"
#include "http/header_slots.h"
#include "manifest/build_output.h"
#include "pattern/regular_expression.h"

namespace next_native {

// Immutable; safe to share between threads. Refers to the BuildOutput it was compiled from.
struct RoutingRules {
  // `build` must outlive the rules. kInvalidPattern names the rule.
  [[nodiscard]] static Result<RoutingRules> Compile(const BuildOutput& build);

  // Whether middleware is to run for the path, tried as it is and decoded (next's
  // shared/lib/router/utils/middleware-route-matcher.js).
  [[nodiscard]] bool MatchesMiddleware(std::string_view path, const RequestFacts& facts) const;

  // Whether any rule, or middleware, may have a say for the path, whatever else a request brings.
  [[nodiscard]] bool MayConcern(std::string_view path) const;

  // Whether more than the path may decide about a redirect of it. Fields set by `headers` do not
  // reach it, but one of them may fail.
  [[nodiscard]] bool HasConditionsForRedirect(std::string_view path) const {
    return headers.HasConditionsFor(path) || redirects.HasConditionsFor(path);
  }

  // Whether what is shown at the path may depend on the page one comes from (pathCouldBeIntercepted
  // of base-server.js).
  [[nodiscard]] bool CanBeIntercepted(std::string_view path) const;

  // experimental.clientParamParsingOrigins
  [[nodiscard]] bool IsClientParamOrigin(std::string_view origin) const;

  struct Middleware {
    RegularExpression path;
    RouteConditions conditions;
    std::string where;  // in the manifests
  };

  HeaderSlots slots;  // the request header fields that are looked at
  HeaderSlot host = 0;
  HeaderSlot accept_language = 0;
  RuleList headers;
  RuleList redirects;
  RuleList before_files;
  RuleList after_files;
  RuleList fallback;
  RuleList on_match_headers;
  bool has_middleware = false;
  std::vector<Middleware> middleware;
  std::vector<RegularExpression> interception;
  std::vector<RegularExpression> client_param_origins;
  // i18n: static files are found below these locales, and no others.
  std::vector<std::string> file_locales;
};

}  // namespace next_native

// The compiled rules of next.config and matchers of middleware.
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

// Immutable and thread-safe. Refers to the BuildOutput that it was compiled from.
struct RoutingRules {
  // `build` must outlive the rules. kInvalidPattern: the message names the rule.
  [[nodiscard]] static Result<RoutingRules> Compile(const BuildOutput& build);

  // True if middleware runs for the path. Matchers are tried with the path as it is, then decoded
  // (next's shared/lib/router/utils/middleware-route-matcher.js).
  [[nodiscard]] bool MatchesMiddleware(std::string_view path, const RequestFacts& facts) const;

  // True if a rule or middleware may apply to the path in any request. False: the path alone
  // decides.
  [[nodiscard]] bool MayConcern(std::string_view path) const;

  // True if more than the path may decide on its redirects. `headers` count, although redirects
  // drop their fields, because one of them may fail.
  [[nodiscard]] bool HasConditionsForRedirect(std::string_view path) const {
    return headers.HasConditionsFor(path) || redirects.HasConditionsFor(path);
  }

  // True if the answer may depend on the page the client comes from (pathCouldBeIntercepted of
  // base-server.js).
  [[nodiscard]] bool CanBeIntercepted(std::string_view path) const;

  // True if experimental.clientParamParsingOrigins has the origin.
  [[nodiscard]] bool IsClientParamOrigin(std::string_view origin) const;

  struct Middleware {
    RegularExpression path;
    RouteConditions conditions;
    std::string where;  // its place in the manifests, for messages
  };

  HeaderSlots slots;  // the request header fields that the rules look at
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
  // i18n: the only locales below which static files are found.
  std::vector<std::string> file_locales;
};

}  // namespace next_native

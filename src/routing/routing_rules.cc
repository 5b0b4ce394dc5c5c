#include "routing/routing_rules.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/percent_encoding.h"
#include "manifest/app_paths.h"

namespace next_native {

namespace {

Result<std::vector<RoutingRules::Middleware>> CompileMatchers(
    std::span<const MiddlewareMatcher> matchers, HeaderSlots& slots) {
  std::vector<RoutingRules::Middleware> compiled;
  for (const MiddlewareMatcher& matcher : matchers) {
    const auto fail = [&](const Error& error) {
      return Fail(ErrorCode::kInvalidPattern,
                  matcher.file + ": " + matcher.json_path + ": " + error.message, matcher.file,
                  matcher.json_path);
    };
    Result<RegularExpression> path = RegularExpression::Compile(matcher.regexp);
    if (!path) return fail(path.error());
    Result<RouteConditions> conditions =
        RouteConditions::Compile(matcher.has, matcher.missing, slots);
    if (!conditions) return fail(conditions.error());
    compiled.push_back({std::move(*path), std::move(*conditions),
                        matcher.file + ": " + matcher.json_path + ": " + matcher.regexp});
  }
  return compiled;
}

Result<std::vector<RegularExpression>> CompileAll(std::span<const std::string> sources) {
  std::vector<RegularExpression> compiled;
  for (const std::string& source : sources) {
    Result<RegularExpression> expression = RegularExpression::Compile(source);
    if (!expression) return tl::unexpected(expression.error());
    compiled.push_back(std::move(*expression));
  }
  return compiled;
}

bool MatchesAny(std::span<const RegularExpression> expressions, std::string_view text) {
  return std::any_of(expressions.begin(), expressions.end(), [text](const auto& expression) {
    return expression.Match(text) == RegexResult::kMatch;
  });
}

}  // namespace

Result<RoutingRules> RoutingRules::Compile(const BuildOutput& build) {
  RoutingRules rules;
  const ServerConfig& config = build.config;
  RuleListOptions options;
  const auto compile = [&](std::span<const CustomRoute> routes, RuleList& into, RegexCase letters,
                           std::string restricted) -> std::optional<Error> {
    options.letters = letters;
    options.restricted_prefix = std::move(restricted);
    Result<RuleList> list = RuleList::Compile(routes, options, rules.slots);
    if (!list) return list.error();
    into = std::move(*list);
    return std::nullopt;
  };
  const RegexCase letters =
      build.case_sensitive_routes ? RegexCase::kSensitive : RegexCase::kInsensitive;
  const CustomRoutes& routes = build.custom_routes;
  std::optional<Error> error = compile(routes.headers, rules.headers, letters, "");
  if (!error)
    error = compile(routes.redirects, rules.redirects, letters, config.base_path + "/_next");
  // beforeFiles always ignores case, whatever the config says (filesystem.js).
  if (!error) error = compile(routes.before_files, rules.before_files, RegexCase::kInsensitive, "");
  if (!error) error = compile(routes.after_files, rules.after_files, letters, "");
  if (!error) error = compile(routes.fallback, rules.fallback, letters, "");
  if (!error) error = compile(routes.on_match_headers, rules.on_match_headers, letters, "");
  if (error) return tl::unexpected(std::move(*error));

  rules.has_middleware = build.middleware.runtime != MiddlewareRuntime::kNone;
  Result<std::vector<Middleware>> matchers =
      CompileMatchers(build.middleware.matchers, rules.slots);
  if (!matchers) return tl::unexpected(matchers.error());
  rules.middleware = std::move(*matchers);
  Result<std::vector<RegularExpression>> interception = CompileAll(build.interception_patterns);
  if (!interception) return tl::unexpected(interception.error());
  rules.interception = std::move(*interception);
  Result<std::vector<RegularExpression>> origins = CompileAll(config.client_param_parsing_origins);
  if (!origins) return tl::unexpected(origins.error());
  rules.client_param_origins = std::move(*origins);

  if (config.has_i18n) {
    rules.host = rules.slots.SlotOf("host");
    rules.accept_language = rules.slots.SlotOf("accept-language");
    rules.file_locales.push_back(config.i18n.default_locale);
    for (const I18nDomain& domain : config.i18n.domains) {
      rules.file_locales.push_back(domain.default_locale);
    }
  }
  return rules;
}

bool RoutingRules::MatchesMiddleware(std::string_view path, const RequestFacts& facts) const {
  if (middleware.empty()) return false;
  const std::optional<std::string> decoded = DecodeComponent(path);
  const auto matches = [&](std::string_view spelling) {
    return std::any_of(middleware.begin(), middleware.end(), [&](const Middleware& matcher) {
      // Middleware may guard the path, so it runs when the matcher exceeds its limits.
      const RegexResult result = matcher.path.Match(spelling);
      if (result == RegexResult::kLimitReached) {
        facts.NoteLimit(matcher.where);
        return true;
      }
      if (result != RegexResult::kMatch) return false;
      PatternParams unused;
      return matcher.conditions.empty() ||
             matcher.conditions.Check(facts, unused) != ConditionMatch::kNo;
    });
  };
  return matches(path) || (decoded && *decoded != path && matches(*decoded));
}

bool RoutingRules::MayConcern(std::string_view path) const {
  const RuleList* const lists[] = {&headers,     &redirects, &before_files,
                                   &after_files, &fallback,  &on_match_headers};
  if (std::any_of(std::begin(lists), std::end(lists),
                  [path](const RuleList* list) { return list->MayMatch(path); })) {
    return true;
  }
  if (!has_middleware) return false;
  const std::optional<std::string> decoded = DecodeComponent(path);
  if (!decoded || *decoded != path) return true;
  return std::any_of(middleware.begin(), middleware.end(), [path](const Middleware& matcher) {
    return matcher.path.Match(path) != RegexResult::kNoMatch;
  });
}

bool RoutingRules::CanBeIntercepted(std::string_view path) const {
  const bool may_have_marker = path.find("/(") != std::string_view::npos;
  return (may_have_marker && IsInterceptionPathname(path)) || MatchesAny(interception, path);
}

bool RoutingRules::IsClientParamOrigin(std::string_view origin) const {
  return MatchesAny(client_param_origins, origin);
}

}  // namespace next_native

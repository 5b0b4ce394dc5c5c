#include "routing/routing_rules.h"

#include <gtest/gtest.h>

#include "support/build_output_builder.h"

namespace next_native {
namespace {

CustomRoute RouteAt(std::string source, std::string json_path) {
  CustomRoute route;
  route.source = std::move(source);
  route.destination = "/";
  route.file = "routes-manifest.json";
  route.json_path = std::move(json_path);
  return route;
}

RoutingRules Compile(const BuildOutput& build) {
  Result<RoutingRules> rules = RoutingRules::Compile(build);
  EXPECT_TRUE(rules) << rules.error().message;
  return rules ? std::move(*rules) : RoutingRules{};
}

TEST(RoutingRulesTest, NamesTheRuleThatCannotBeCompiled) {
  using List = std::vector<CustomRoute> CustomRoutes::*;
  const std::pair<List, const char*> lists[] = {
      {&CustomRoutes::headers, "$.headers[0]"},
      {&CustomRoutes::redirects, "$.redirects[0]"},
      {&CustomRoutes::before_files, "$.rewrites.beforeFiles[0]"},
      {&CustomRoutes::after_files, "$.rewrites.afterFiles[0]"},
      {&CustomRoutes::fallback, "$.rewrites.fallback[0]"},
      {&CustomRoutes::on_match_headers, "$.onMatchHeaders[0]"},
  };
  for (const auto& [list, json_path] : lists) {
    SCOPED_TRACE(json_path);
    BuildOutput build = BuildOutputBuilder().Build();
    (build.custom_routes.*list).push_back(RouteAt("/:a(", json_path));
    const Result<RoutingRules> rules = RoutingRules::Compile(build);
    ASSERT_FALSE(rules);
    EXPECT_EQ(rules.error().code, ErrorCode::kInvalidPattern);
    EXPECT_EQ(rules.error().json_path, json_path);
    EXPECT_NE(rules.error().message.find("routes-manifest.json"), std::string::npos);
  }
}

TEST(RoutingRulesTest, NamesTheMatcherThatCannotBeCompiled) {
  BuildOutput build = BuildOutputBuilder().Build();
  build.middleware.runtime = MiddlewareRuntime::kEdge;
  build.middleware.matchers = {{"^/a$", {}, {}, "middleware-manifest.json", "$.m[0]"},
                               {"(", {}, {}, "middleware-manifest.json", "$.m[1]"}};
  const Result<RoutingRules> rules = RoutingRules::Compile(build);
  ASSERT_FALSE(rules);
  EXPECT_EQ(rules.error().json_path, "$.m[1]");
}

TEST(RoutingRulesTest, ReadsOnlyTheFieldsOfConditions) {
  BuildOutput build = BuildOutputBuilder().Build();
  CustomRoute route = RouteAt("/a", "$");
  route.has = {{ConditionKind::kHeader, "X-One", std::nullopt},
               {ConditionKind::kQuery, "q", std::nullopt}};
  route.missing = {{ConditionKind::kHeader, "x-two", std::nullopt},
                   {ConditionKind::kHeader, "x-ONE", std::nullopt},
                   {ConditionKind::kHeader, "Cookie", std::nullopt}};
  build.custom_routes.after_files.push_back(route);
  EXPECT_EQ(Compile(build).slots.extra_names(), (std::vector<std::string>{"x-one", "x-two"}));
}

TEST(RoutingRulesTest, ReadsHostAndLanguageWithLocales) {
  BuildOutput build = BuildOutputBuilder().Locales({"en", "fr"}).Build();
  build.config.i18n.domains = {{"example.fr", "fr", {}, false}};
  const RoutingRules rules = Compile(build);
  EXPECT_EQ(rules.slots.extra_names(), (std::vector<std::string>{"host", "accept-language"}));
  EXPECT_EQ(rules.slots.Find("host"), rules.host);
  EXPECT_EQ(rules.slots.Find("accept-language"), rules.accept_language);
  EXPECT_EQ(rules.file_locales, (std::vector<std::string>{"en", "fr"}));
}

TEST(RoutingRulesTest, MiddlewareWithoutMatchersNeverRuns) {
  BuildOutput build = BuildOutputBuilder().Build();
  EXPECT_FALSE(Compile(build).has_middleware);
  build.middleware.runtime = MiddlewareRuntime::kNode;
  const RoutingRules rules = Compile(build);
  EXPECT_TRUE(rules.has_middleware);
  const HeaderValues none = {};
  LazyQuery query;
  EXPECT_FALSE(rules.MatchesMiddleware("/", {none, query}));
}

TEST(RoutingRulesTest, KnowsPathsThatCanBeIntercepted) {
  BuildOutput build = BuildOutputBuilder().Build();
  build.interception_patterns = {"^/feed/photo(?:/([^/]+?))?$"};
  const RoutingRules rules = Compile(build);
  EXPECT_TRUE(rules.CanBeIntercepted("/feed/photo/1"));
  EXPECT_TRUE(rules.CanBeIntercepted("/feed/(.)photo/1"));
  EXPECT_TRUE(rules.CanBeIntercepted("/feed/(..)(..)photo"));
  EXPECT_FALSE(rules.CanBeIntercepted("/feed/(a)photo"));
  EXPECT_FALSE(rules.CanBeIntercepted("/feed"));
}

TEST(RoutingRulesTest, KnowsTheClientParamOriginsOfTheConfig) {
  BuildOutput build = BuildOutputBuilder().Build();
  build.config.client_param_parsing_origins = {"^https://a\\.example$", "b"};
  const RoutingRules rules = Compile(build);
  EXPECT_TRUE(rules.IsClientParamOrigin("https://a.example"));
  EXPECT_FALSE(rules.IsClientParamOrigin("https://a.example:8080"));
  EXPECT_TRUE(rules.IsClientParamOrigin("https://b.example"));
}

TEST(RoutingRulesTest, PatternsThatTakeTooLongAreGivenUp) {
  BuildOutput build = BuildOutputBuilder().Build();
  build.custom_routes.redirects.push_back(RouteAt("/:path((?:a|aa)+)", "$.redirects[0]"));
  build.middleware.runtime = MiddlewareRuntime::kEdge;
  build.middleware.matchers = {{"^/(?:a|aa)+$", {}, {}, "middleware-manifest.json", "$.m[0]"}};
  const RoutingRules rules = Compile(build);
  const std::vector<std::optional<std::string_view>> fields(kRequestHeaderCount);
  const HeaderValues headers{fields, {}};
  LazyQuery query;
  LimitLog limits;
  const RequestFacts facts{headers, query, &limits};
  const std::string path = "/" + std::string(4000, 'a') + "!";
  // A rule that reaches the limit does not match. Middleware runs, because it may guard the path.
  EXPECT_FALSE(rules.redirects.FindNext(path, 0, facts));
  EXPECT_TRUE(rules.MatchesMiddleware(path, facts));
  const std::vector<std::string> told = limits.Take();
  ASSERT_EQ(told.size(), 2U);
  EXPECT_NE(told[0].find("routes-manifest.json: $.redirects[0]"), std::string::npos) << told[0];
  EXPECT_NE(told[1].find("middleware-manifest.json: $.m[0]"), std::string::npos) << told[1];
}

}  // namespace
}  // namespace next_native

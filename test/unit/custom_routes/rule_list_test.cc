#include "custom_routes/rule_list.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace next_native {
namespace {

CustomRoute Rule(std::string source, std::vector<RouteCondition> has = {}) {
  CustomRoute rule;
  rule.source = std::move(source);
  rule.has = std::move(has);
  rule.file = "routes-manifest.json";
  rule.json_path = "$.redirects[0]";
  return rule;
}

class RuleListTest : public testing::Test {
 protected:
  void Compile(std::vector<CustomRoute> rules, const RuleListOptions& options = {}) {
    rules_ = std::move(rules);
    HeaderSlots slots;
    Result<RuleList> list = RuleList::Compile(rules_, options, slots);
    ASSERT_TRUE(list) << list.error().message;
    list_ = std::move(*list);
  }

  RuleMatch Find(std::string_view path, size_t from = 0, std::string_view query = "") {
    const HeaderValues headers{};
    LazyQuery lazy(query);
    return list_.FindNext(path, from, {headers, lazy});
  }

  // Returns "0 a=1 b=[x][y]", the rule and its parameters; "" for no match.
  std::string Describe(std::string_view path, size_t from = 0, std::string_view query = "") {
    const RuleMatch match = Find(path, from, query);
    if (!match) return match.params.empty() ? "" : "no rule, but parameters";
    EXPECT_EQ(match.rule, &rules_[match.index]);
    std::string text = std::to_string(match.index);
    for (const PatternParam& param : match.params) {
      text += " " + param.name + "=";
      for (const std::string& value : param.values) {
        text += param.is_list ? "[" + value + "]" : value;
      }
    }
    return text;
  }

  std::vector<CustomRoute> rules_;
  RuleList list_;
};

TEST_F(RuleListTest, FindsTheFirstThatMatches) {
  Compile({Rule("/blog/:slug"), Rule("/blog/:path*"), Rule("/:path*"), Rule("/blog/x")});
  EXPECT_EQ(Describe("/blog/x"), "0 slug=x");
  EXPECT_EQ(Describe("/blog/x", 1), "1 path=[x]");
  EXPECT_EQ(Describe("/blog/x", 2), "2 path=[blog][x]");
  EXPECT_EQ(Describe("/blog/x", 3), "3");
  EXPECT_EQ(Describe("/blog/x", 4), "");
  EXPECT_EQ(Describe("/BLOG"), "1");
  EXPECT_EQ(Describe("/"), "2");
  EXPECT_EQ(Describe(""), "2");
  EXPECT_EQ(list_.size(), 4);
}

TEST_F(RuleListTest, LooksBehindBasePathAndLocale) {
  Compile({Rule("/docs/:nextInternalLocale(en|fr)/a"), Rule("/docs/b"), Rule("/docs"),
           Rule("/:nextInternalLocale(en|fr)/c/:id")});
  EXPECT_EQ(Describe("/docs/fr/a"), "0 nextInternalLocale=fr");
  EXPECT_EQ(Describe("/docs/de/a"), "");
  EXPECT_EQ(Describe("/docs/b/"), "1");
  EXPECT_EQ(Describe("/docs"), "2");
  EXPECT_EQ(Describe("/en/c/1"), "3 nextInternalLocale=en id=1");
}

TEST_F(RuleListTest, GoesOnWhereConditionsDoNotHold) {
  const RouteCondition a{ConditionKind::kQuery, "a", {}};
  Compile({Rule("/x/:a", {a}), Rule("/x/:b")});
  EXPECT_EQ(Describe("/x/1"), "1 b=1");
  EXPECT_EQ(Describe("/x/1", 0, "a=2"), "0 a=2");
}

TEST_F(RuleListTest, RedirectsLeaveNextAlone) {
  RuleListOptions options;
  options.restricted_prefix = "/docs/_next";
  CustomRoute internal = Rule("/:path+/");
  internal.is_internal = true;
  Compile({Rule("/docs/:path*"), internal}, options);
  EXPECT_EQ(Describe("/docs/x"), "0 path=[x]");
  EXPECT_EQ(Describe("/docs/_next/x"), "");
  EXPECT_EQ(Describe("/docs/_next/x/"), "1 path=[docs][_next][x]");  // internal rules ignore it
  EXPECT_EQ(Describe("/x"), "");                                     // and need their own slash
}

TEST_F(RuleListTest, MindsLettersWhereToldTo) {
  RuleListOptions options;
  options.letters = RegexCase::kSensitive;
  Compile({Rule("/About")}, options);
  EXPECT_EQ(Describe("/About"), "0");
  EXPECT_EQ(Describe("/about"), "");
}

TEST_F(RuleListTest, FindsAmongMany) {
  std::vector<CustomRoute> rules;
  rules.reserve(1000);
  for (int i = 0; i < 1000; ++i) rules.push_back(Rule("/docs/old-" + std::to_string(i) + "/:id"));
  Compile(std::move(rules));
  EXPECT_EQ(Describe("/docs/old-777/x"), "777 id=x");
  EXPECT_EQ(Describe("/docs/old-1000/x"), "");
}

TEST(RuleList, NamesTheRuleAtFault) {
  HeaderSlots slots;
  const std::vector<CustomRoute> bad_source = {Rule("/:a(")};
  const Result<RuleList> source = RuleList::Compile(bad_source, {}, slots);
  ASSERT_FALSE(source);
  EXPECT_EQ(source.error().code, ErrorCode::kInvalidPattern);
  EXPECT_EQ(source.error().file, "routes-manifest.json");
  EXPECT_EQ(source.error().json_path, "$.redirects[0]");
  EXPECT_TRUE(source.error().message.starts_with("routes-manifest.json: $.redirects[0]: "));

  const std::vector<CustomRoute> bad_value = {Rule("/a", {{ConditionKind::kQuery, "a", "("}})};
  const Result<RuleList> value = RuleList::Compile(bad_value, {}, slots);
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().json_path, "$.redirects[0]");
}

TEST_F(RuleListTest, TellsWhetherConditionsDecide) {
  Compile({Rule("/a/:path*"), Rule("/b/:path*", {{ConditionKind::kCookie, "c", std::nullopt}})});
  EXPECT_FALSE(list_.HasConditionsFor("/a/x"));
  EXPECT_TRUE(list_.HasConditionsFor("/b/x"));
  EXPECT_FALSE(list_.HasConditionsFor("/c"));
  EXPECT_FALSE(RuleList().HasConditionsFor("/a"));
}

}  // namespace
}  // namespace next_native

#include "custom_routes/route_conditions.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace next_native {
namespace {

using Kind = ConditionKind;

struct Visit {
  std::vector<std::pair<std::string, std::string>> headers;  // Latin-1
  std::string query;
};

// Returns "no", or the captured params: "a=1 b=[1,2] c=undefined".
std::string Check(const std::vector<RouteCondition>& has,
                  const std::vector<RouteCondition>& missing, const Visit& visit) {
  HeaderSlots slots;
  const Result<RouteConditions> conditions = RouteConditions::Compile(has, missing, slots);
  if (!conditions) return conditions.error().message;
  std::array<std::optional<std::string_view>, kRequestHeaderCount> fixed;
  std::vector<std::optional<std::string_view>> extra(slots.extra_names().size());
  for (const auto& [name, value] : visit.headers) {
    const std::optional<HeaderSlot> slot = slots.Find(name);
    if (!slot) continue;
    (*slot < fixed.size() ? fixed[*slot] : extra[*slot - fixed.size()]) = value;
  }
  const HeaderValues headers{fixed, extra};
  LazyQuery query(visit.query);
  PatternParams params;
  if (!conditions->Match({headers, query}, params)) return "no";
  std::string text;
  for (const PatternParam& param : params) {
    if (!text.empty()) text += ' ';
    text += param.name + "=";
    if (!param.is_defined) text += "undefined";
    for (const std::string& value : param.values) text += param.is_list ? "[" + value + "]" : value;
  }
  return text;
}

// The expected values come from matchHas.
TEST(RouteConditions, HoldAsInNext) {
  const struct {
    const char* why;
    RouteCondition has;
    Visit visit;
    std::string_view caught;
  } cases[] = {
      {"any value becomes a param named by the letters of the field",
       {Kind::kHeader, "X-User-1", {}},
       {{{"x-user-1", "a"}}, ""},
       "xuser=a"},
      {"no such field", {Kind::kHeader, "x-a", {}}, {}, "no"},
      {"an empty field counts as absent", {Kind::kHeader, "x-a", {}}, {{{"x-a", ""}}, ""}, "no"},
      {"even if the pattern matches empty text",
       {Kind::kHeader, "x-a", ".*"},
       {{{"x-a", ""}}, ""},
       "no"},
      {"an empty value in the rule accepts any value",
       {Kind::kHeader, "x-a", ""},
       {{{"x-a", "b"}}, ""},
       "xa=b"},
      {"literal text is compared", {Kind::kHeader, "x-a", "1"}, {{{"x-a", "1"}}, ""}, ""},
      {"literal text is compared as a whole",
       {Kind::kHeader, "x-a", "1"},
       {{{"x-a", "12"}}, ""},
       "no"},
      {"case matters", {Kind::kHeader, "x-a", "en"}, {{{"x-a", "EN"}}, ""}, "no"},
      {"text beyond ASCII", {Kind::kHeader, "x-a", "é"}, {{{"x-a", "\xE9"}}, ""}, ""},
      {"a dot matches any character", {Kind::kHeader, "x-a", "a.b"}, {{{"x-a", "aXb"}}, ""}, ""},
      {"^ and $ bind closer than |", {Kind::kHeader, "x-a", "a|b"}, {{{"x-a", "ax"}}, ""}, ""},
      {"numbered groups give no params", {Kind::kHeader, "x-a", "(y)"}, {{{"x-a", "y"}}, ""}, ""},
      {"named groups give params",
       {Kind::kHeader, "x-a", "(?<id>\\d+)-(?<rest>.*)"},
       {{{"x-a", "12-ab"}}, ""},
       "id=12 rest=ab"},
      {"an unset named group is undefined",
       {Kind::kHeader, "x-a", "(?<a>x)|(?<b>y)"},
       {{{"x-a", "y"}}, ""},
       "a=undefined b=y"},
      {"a cookie", {Kind::kCookie, "b", {}}, {{{"cookie", "a=1; b=%C3%A9"}}, ""}, "b=é"},
      {"the first cookie of a name counts",
       {Kind::kCookie, "a", "1"},
       {{{"cookie", "a=1; a=2"}}, ""},
       ""},
      {"no such cookie", {Kind::kCookie, "c", {}}, {{{"cookie", "a=1"}}, ""}, "no"},
      {"an empty cookie", {Kind::kCookie, "a", {}}, {{{"cookie", "a="}}, ""}, "no"},
      {"a query parameter", {Kind::kQuery, "a", "1"}, {{}, "a=1"}, ""},
      {"an empty query parameter", {Kind::kQuery, "a", {}}, {{}, "a"}, "no"},
      {"a repeated query parameter is a list",
       {Kind::kQuery, "a", {}},
       {{}, "a=1&a=2"},
       "a=[1][2]"},
      {"even if all values are empty", {Kind::kQuery, "a", {}}, {{}, "a&a"}, "a=[][]"},
      {"the last of repeated values counts", {Kind::kQuery, "a", "1"}, {{}, "a=1&a=2"}, "no"},
      {"the last value counts even if empty", {Kind::kQuery, "a", ".*"}, {{}, "a=1&a"}, ""},
      {"names are compared exactly", {Kind::kQuery, "a", {}}, {{}, "A=1"}, "no"},
      {"the host in lower case without port",
       {Kind::kHost, "", "example.com"},
       {{{"host", "EXAMPLE.com:80"}}, ""},
       "host=example.com"},
      {"named groups replace the host",
       {Kind::kHost, "", "(?<sub>.*)\\.example\\.com"},
       {{{"host", "a.b.example.com"}}, ""},
       "sub=a.b"},
      {"the matched part of the host",
       {Kind::kHost, "", "ex|y"},
       {{{"host", "example.com"}}, ""},
       "host=ex"},
      {"no host", {Kind::kHost, "", ".*"}, {}, "no"},
  };
  for (const auto& c : cases) EXPECT_EQ(Check({c.has}, {}, c.visit), c.caught) << c.why;
}

TEST(RouteConditions, HoldTogether) {
  const RouteCondition user{Kind::kHeader, "x-user", {}};
  const RouteCondition lang{Kind::kQuery, "lang", "(?<user>en|fr)"};
  const RouteCondition bot{Kind::kCookie, "bot", {}};
  const Visit all{{{"x-user", "u"}, {"cookie", "bot=1"}}, "lang=en"};
  const Visit no_bot{{{"x-user", "u"}}, "lang=en"};
  EXPECT_EQ(Check({user, lang}, {}, all), "xuser=u user=en");
  EXPECT_EQ(Check({user, lang}, {bot}, no_bot), "xuser=u user=en");
  EXPECT_EQ(Check({user, lang}, {bot}, all), "no");
  EXPECT_EQ(Check({user, lang}, {}, {{}, "lang=en"}), "no");
  EXPECT_EQ(Check({}, {bot}, no_bot), "");
  EXPECT_EQ(Check({}, {}, {}), "");
}

TEST(RouteConditions, SetNothingUnlessAllHold) {
  const RouteCondition a{Kind::kQuery, "a", {}};
  const RouteCondition b{Kind::kQuery, "b", {}};
  HeaderSlots slots;
  const Result<RouteConditions> conditions = RouteConditions::Compile(std::array{a, b}, {}, slots);
  ASSERT_TRUE(conditions);
  const HeaderValues headers{};
  LazyQuery query("a=1");
  PatternParams params = {{"a", {"0"}}};
  EXPECT_FALSE(conditions->Match({headers, query}, params));
  EXPECT_EQ(params.front().values.front(), "0");
  LazyQuery both("a=1&b=2");
  EXPECT_TRUE(conditions->Match({headers, both}, params));
  EXPECT_EQ(params.front().values.front(), "1");  // Object.assign
  EXPECT_EQ(params.size(), 2);
}

TEST(RouteConditions, FailOverABadPattern) {
  HeaderSlots slots;
  const RouteCondition bad{Kind::kHeader, "x-a", "(?<a"};
  const Result<RouteConditions> conditions = RouteConditions::Compile({}, std::array{bad}, slots);
  ASSERT_FALSE(conditions);
  EXPECT_EQ(conditions.error().code, ErrorCode::kInvalidPattern);
}

}  // namespace
}  // namespace next_native

#include "http/query_object.h"

#include <gtest/gtest.h>

#include <string>

namespace next_native {
namespace {

// Returns "name=value" or "name=[a,b]" for every entry, in order.
std::string Describe(const QueryObject& query) {
  std::string text;
  for (const QueryValue& entry : query.entries()) {
    if (!text.empty()) text += ' ';
    text += entry.name + "=";
    if (entry.is_undefined()) text += "undefined";
    if (entry.is_list) text += '[';
    for (size_t i = 0; i < entry.values.size(); ++i) {
      if (i > 0) text += ',';
      text += entry.values[i];
    }
    if (entry.is_list) text += ']';
  }
  return text;
}

TEST(QueryObject, ParsesAsNextDoes) {
  const struct {
    const char* why;
    std::string_view query;
    std::string_view object;
  } cases[] = {
      {"nothing", "", ""},
      {"in order", "a=1&b=2", "a=1 b=2"},
      {"equal names are joined at the first place", "a=1&b&a=2&a=", "a=[1,2,] b="},
      {"array indices come first, ascending", "b=1&2=x&a=2&10=y&1=z", "1=z 2=x 10=y b=1 a=2"},
      {"other numbers are ordinary names", "01=a&1=b&4294967295=c&4294967294=d",
       "1=b 4294967294=d 01=a 4294967295=c"},
      {"decoded, with replacement characters", "a+b=%20c%2B&%C3%A9=%ff", "a b= c+ é=\xEF\xBF\xBD"},
      {"empty parts are skipped", "&&=x&&", "=x"},
      {"only the first = counts", "a=b=c", "a=b=c"},
      {"an inherited name already has a value", "constructor=1", "constructor=[,1]"},
      {"__proto__ is not a property", "__proto__=1&a=2", "a=2"},
  };
  for (const auto& c : cases) EXPECT_EQ(Describe(QueryObject::Parse(c.query)), c.object) << c.why;
}

// With more than a few entries, names are looked up by hash.
TEST(QueryObject, ParsesManyNames) {
  std::string query;
  for (int i = 99; i >= 0; --i) query += "n" + std::to_string(i) + "=1&" + std::to_string(i) + "&";
  query += "n50=2";
  const QueryObject object = QueryObject::Parse(query);
  ASSERT_EQ(object.entries().size(), 200);
  EXPECT_EQ(object.entries().front().name, "0");
  EXPECT_EQ(object.entries()[100].name, "n99");
  EXPECT_EQ(object.Find("n50")->values.size(), 2);
}

TEST(QueryObject, FindsOwnAndInheritedNames) {
  const QueryObject object = QueryObject::Parse("a=1");
  ASSERT_NE(object.Find("a"), nullptr);
  EXPECT_EQ(object.Find("b"), nullptr);
  EXPECT_EQ(object.Find("toString"), nullptr);
  EXPECT_TRUE(object.HasOrInherits("a"));
  EXPECT_TRUE(object.HasOrInherits("toString"));
  EXPECT_TRUE(object.HasOrInherits("__proto__"));
  EXPECT_FALSE(object.HasOrInherits("b"));
}

TEST(QueryObject, SetsInPlace) {
  QueryObject object = QueryObject::Parse("a=1&b=2");
  object.Set({"a", {"3", "4"}, true});
  object.Set({"c", {"5"}});
  object.Set({"7", {"6"}});
  object.Set({"__proto__", {"x"}});
  EXPECT_EQ(Describe(object), "7=6 a=[3,4] b=2 c=5");
}

TEST(QueryObject, AssignsAnotherObject) {
  QueryObject object = QueryObject::Parse("a=1&b=2");
  object.Assign(QueryObject::Parse("c=3&b=4&0=5"));
  EXPECT_EQ(Describe(object), "0=5 a=1 b=4 c=3");
}

TEST(LazyQuery, IsChangedOnceItMayBe) {
  LazyQuery query("a=1");
  EXPECT_EQ(Describe(query.Get()), "a=1");
  EXPECT_FALSE(query.is_changed());
  query.Mutable().Set({"b", {"2"}});
  EXPECT_TRUE(query.is_changed());
  EXPECT_EQ(Describe(query.Get()), "a=1 b=2");
}

TEST(StringifyQuery, EscapesWhatTheRequestBrought) {
  const struct {
    const char* why;
    std::string_view query;
    std::string_view initial;
    std::string_view text;
  } cases[] = {
      {"values of the request are escaped", "a=1+2&b=%26", "a=1+2&b=%26", "a=1%202&b=%26"},
      {"other values are written as they are", "a=1+2&b=x%26y", "a=1+2", "a=1%202&b=x&y"},
      {"a value that is a name of the request", "x+y=1&z=x+y", "x+y=9", "x%20y=1&z=x%20y"},
      {"each value of a list by itself", "a=1&a=2+3&a=4+5", "a=2+3&a=6", "a=1&a=2%203&a=4 5"},
      {"an inherited value is empty text", "toString=a+b", "toString=a+b",
       "toString=&toString=a%20b"},
      {"beyond ASCII, of the request", "a=%C3%A9", "a=%C3%A9", "a=%C3%A9"},
      {"beyond ASCII, of a rule", "a=%C3%A9", "", "a=é"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(StringifyQuery(QueryObject::Parse(c.query), QueryObject::Parse(c.initial)), c.text)
        << c.why;
  }
}

TEST(StringifyQuery, WritesWhatNoRequestHas) {
  QueryObject query = QueryObject::Parse("a=");
  query.Set({"u", {}});
  query.Set({"l", {}, true});
  query.Set({"m", {"x y"}, true});
  EXPECT_EQ(StringifyQuery(query, QueryObject()), "a=&u=&m=x y");
  EXPECT_EQ(FormatSearchParams(query), "a=&u=&m=x+y");
}

TEST(FormatSearchParams, IsTheFormSerializer) {
  const struct {
    std::string_view query;
    std::string_view text;
  } cases[] = {
      {"", ""},
      {"a=1&b&a=2&a=", "a=1&a=2&a=&b="},
      {"a+b=%20c%2B&%C3%A9=%ff", "a+b=+c%2B&%C3%A9=%EF%BF%BD"},
      {"a=*-._~!", "a=*-._%7E%21"},
      {"constructor=1", "constructor=&constructor=1"},
  };
  for (const auto& c : cases) EXPECT_EQ(FormatSearchParams(QueryObject::Parse(c.query)), c.text);
}

}  // namespace
}  // namespace next_native

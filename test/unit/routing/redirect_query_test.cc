#include "routing/redirect_query.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

// Every row is what Next.js 16.4.6 answers for the query.
TEST(FormatRedirectQuery, SpellsTheQueryAsNextDoes) {
  struct Case {
    std::string_view query, expected;
  };
  const Case cases[] = {
      {"a=%20&b&c=+", "?a=%20&b=&c=%20"},
      {"", ""},
      {"?", "?%3F="},
      {"a=1&b=2&a=3", "?a=1&a=3&b=2"},
      {"10=x&b=1&2=y", "?2=y&10=x&b=1"},
      {"a", "?a="},
      {"a=&b=", "?a=&b="},
      {"=x", "?=x"},
      {"&&a=1&", "?a=1"},
      {"a=%zz&b=%", "?a=%25zz&b=%25"},
      {"a=%ff", "?a=%EF%BF%BD"},
      {"caf%C3%A9=è", "?caf%C3%A9=%C3%A8"},
      {"toString=1", "?toString=&toString=1"},
      {"__proto__=1&b=2", "?b=2"},
      {"a=b=c", "?a=b%3Dc"},
      {"a=!*'()~-_.", "?a=!*'()~-_."},
      {"constructor=1&constructor=2", "?constructor=&constructor=1&constructor=2"},
      {"a=?x/y:z@w", "?a=%3Fx%2Fy%3Az%40w"},
      {"a[]=1&a[]=2", "?a%5B%5D=1&a%5B%5D=2"},
      {"01=a&1=b&4294967295=c&4294967294=d", "?1=b&4294967294=d&01=a&4294967295=c"},
      {"hasOwnProperty=1", "?hasOwnProperty=&hasOwnProperty=1"},
      {"a=%00", "?a=%00"},
      {"a%3Db=c%26d", "?a%3Db=c%26d"},
      {"a=\"<>`{}|^", "?a=%22%3C%3E%60%7B%7D%7C%5E"},
      {"_rsc=abc", "?_rsc=abc"},
      {"a;b=c", "?a%3Bb=c"},
  };
  for (const Case& c : cases) EXPECT_EQ(FormatRedirectQuery(c.query), c.expected) << c.query;
}

TEST(FormatRedirectQuery, StaysLinearInTheNumberOfParameters) {
  std::string query;
  for (int i = 0; i < 100'000; ++i) query += "p" + std::to_string(i) + "&";
  EXPECT_EQ(FormatRedirectQuery(query).size(), query.size() + 100'000);
}

}  // namespace
}  // namespace next_native

#include "pattern/regular_expression.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "unit/pattern/describe_match.h"

namespace next_native {
namespace {

constexpr auto kSensitive = RegexCase::kSensitive;
constexpr auto kInsensitive = RegexCase::kInsensitive;

struct Case {
  std::string_view source, subject, expected;
};

TEST(RegularExpression, FindsTheFirstMatch) {
  const Case cases[] = {
      {"b+", "abbbc", "bbb"},
      {"^b", "ab", "no"},
      {"a$", "a\n", "no"},
      {"^$", "", ""},
      {"", "abc", ""},
      {"(a)|(b)", "b", "b|-|b"},
      {"^(?:/([^/]+?))(?:/(.*))?$", "/x", "/x|x|-"},
      {"a{2,3}?", "aaaa", "aa"},
      {"(?=(ab))a", "ab", "a|ab"},
      {"(?<=a)b", "ab", "b"},
      {"(?<!a)b", "ab", "no"},
      {"\\bfoo\\b", "a foo.", "foo"},
      {".", "\n\r\u2028\u2029x", "x"},
      {"^.$", "é", "é"},
      {R"(\d\D\w\W\s\S)", "1a_- x", "1a_- x"},
      {"\\w", "é", "no"},
      {"\\s", "\u00A0", "\u00A0"},
      {"\\s", "\uFEFF", "\uFEFF"},
      {"\\d", "\u0663", "no"},
      {"(a)\\1", "aa", "aa|a"},
      {"(?:(a)|b)\\1", "b", "b|-"},
      {"\\1(a)", "a", "a|a"},
      {"\\1{2}(a)", "a", "a|a"},
  };
  for (const Case& c : cases) EXPECT_EQ(DescribeMatch(c.source, c.subject), c.expected) << c.source;
}

TEST(RegularExpression, RefusesWhatPcre2CannotDo) {
  EXPECT_EQ(DescribeMatch("(?<=a+)b", "ab"), "invalid");  // lookbehind without a fixed length
  EXPECT_EQ(DescribeMatch("a{70000}", "a"), "invalid");
  EXPECT_EQ(DescribeMatch("a{1,70000}", "aa"), "aa");
  std::string nested;
  for (int i = 0; i < 300; ++i) nested += "(?:";
  for (int i = 0; i < 300; ++i) nested += ")";
  EXPECT_EQ(DescribeMatch(nested, ""), "invalid");
}

TEST(RegularExpression, FoldsLettersAsJavaScriptDoes) {
  const struct {
    std::string_view source, subject;
    bool matches;
  } cases[] = {
      {"abc", "aBC", true},
      {"[a-c]+", "ABC", true},
      {"[^k]", "K", false},
      {"\\u0041", "a", true},
      {"é", "É", true},
      {"[à-ý]", "É", true},
      {"[^é]", "É", false},
      {"(a)\\1", "aA", true},
      {"k", "\u212A", false},  // the Kelvin sign
      {"\u212A", "k", false},
      {"[j-l]", "\u212A", false},
      {"[^j-l]", "\u212A", true},
      {"s", "\u017F", false},  // the long s
      {"\\w", "\u017F", false},
      {"\\W", "\u017F", true},
      {"å", "Å", true},
      {"å", "\u212B", false},  // the Ångström sign
      {"[åb]", "\u212B", false},
      {"ω", "Ω", true},
      {"ω", "\u2126", false},  // the Ohm sign
      {"θ", "ϑ", true},
      {"ß", "\u1E9E", false},
      {"ᾳ", "ᾼ", false},
      {"𐐀", "𐐨", false},
      {"[é-ü]|x", "\u017F", false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(DescribeMatch("^(?:" + std::string(c.source) + ")$", c.subject, kInsensitive) != "no",
              c.matches)
        << c.source << " " << c.subject;
  }
  EXPECT_EQ(DescribeMatch("a", "A"), "no");
}

TEST(RegularExpression, NamesItsGroups) {
  const auto regex = RegularExpression::Compile("(a)(?<first>b)(?:c)(?<$é>(d))[(](?=(e))");
  ASSERT_TRUE(regex.has_value());
  EXPECT_EQ(regex->group_names(), (std::vector<std::string>{"", "", "first", "$é", "", ""}));
  std::string source = "(?<a_name_that_is_longer_than_the_32_characters_of_pcre2>x)";
  ASSERT_TRUE(RegularExpression::Compile(source).has_value());
}

TEST(RegularExpression, MatchesNoMalformedText) {
  for (const std::string_view subject : {"\xFF", "a\xC3", "\xED\xA0\xBD", "\xC0\xAF"}) {
    EXPECT_EQ(DescribeMatch("", subject), "no");
    EXPECT_EQ(DescribeMatch("[^]", subject, kInsensitive), "no");
  }
  EXPECT_EQ(DescribeMatch("", std::string_view()), "");
}

TEST(RegularExpression, GivesUpInTime) {
  const std::string letters = std::string(8000, 'a') + "!";
  for (const std::string_view source :
       {"(a+)+$", "^(a|aa)+$", "(a*)*$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)\\1\\1[zy]",
        "(?=(a+))a*\\1[bc]", "(?=.*[xy])a", "(?:(?!xyz)[^/])+?[bc]", "a*a*a*a*[bc]"}) {
    for (const RegexCase letter_case : {kSensitive, kInsensitive}) {
      const auto regex = RegularExpression::Compile(source, letter_case);
      ASSERT_TRUE(regex.has_value()) << source;
      const auto start = std::chrono::steady_clock::now();
      EXPECT_NE(regex->Match(letters), RegexResult::kMatch) << source;
      // Usually takes a hundredth of that, but the machine may be busy or the build slow.
      EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(1)) << source;
    }
  }
  EXPECT_EQ(DescribeMatch("(a+)+$", letters), "limit");
}

// A path must not bypass a rule just because it is long.
TEST(RegularExpression, GoesThroughLongSubjects) {
  std::string path;
  while (path.size() < 16'000) path += "/a";
  for (const std::string_view source :
       {"^(?:/(?:(?!\\.)[^/])+?)*$", "^((?:[^/]+?)?(?:/(?:[^/]+?))*)$", "^(?:(a)|(/))*$",
        "^/((?!api|x)(?:[^/]|/)*)$", "^(?:(?!b).)*$", "^(?!.*\\.png$).*$", "^(?:.|\\n)*?$"}) {
    for (const RegexCase letters : {kSensitive, kInsensitive}) {
      const auto regex = RegularExpression::Compile(source, letters);
      ASSERT_TRUE(regex.has_value()) << source;
      EXPECT_EQ(regex->Match(path), RegexResult::kMatch) << source;
    }
  }
}

TEST(RegularExpression, MatchesOnManyThreads) {
  const auto regex = RegularExpression::Compile("^/(\\w+)/(?<id>\\d+)$");
  ASSERT_TRUE(regex.has_value());
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&regex, thread] {
      for (int i = 0; i < 500; ++i) {
        const std::string path = "/t" + std::to_string(thread) + "/" + std::to_string(i);
        RegexGroups groups;
        ASSERT_EQ(regex->Match(path, &groups), RegexResult::kMatch);
        ASSERT_EQ(groups[2], std::to_string(i));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace next_native

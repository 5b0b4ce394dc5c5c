#include "pattern/javascript_regex.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "unit/pattern/describe_match.h"

namespace next_native {
namespace {

constexpr auto kSensitive = RegexCase::kSensitive;

// The pattern, or the message where it is refused.
std::string Translate(std::string_view source, RegexCase letters = kSensitive) {
  const Result<TranslatedRegex> translated = TranslateJavaScriptRegex(source, letters);
  return translated ? translated->pattern : translated.error().message;
}

TEST(JavaScriptRegex, WritesEveryConstructAnew) {
  const struct {
    std::string_view source, pattern;
  } cases[] = {
      {"abc", "abc"},
      {"a+b*c?", "a+b*c?"},
      {"a{2,3}?", "a{2,3}?"},
      {"a{1,}b{0,}c{0,1}", "a+b*c?"},
      {"(a)|(?:b)", "(a)|(?:b)"},
      {"^a$", "^a$"},
      {"(?<=a)b", "(?<=a)b"},
      {".", R"([^\x{a}\x{d}\x{2028}\x{2029}])"},
      {"\\d", "[0-9]"},
      {"\\W", R"([\x{0}-\/\:-\@\[-\^\`\{-\x{d7ff}\x{e000}-\x{10ffff}])"},
      {"[^]", "."},
      {"[]", R"([^\x{0}-\x{10ffff}])"},
      // Spaces and "#" are escaped, so that no option of PCRE2 skips them.
      {"a b#c", R"(a\x{20}b\#c)"},
      {"/-é", R"(\/\-\x{e9})"},
      // Syntax that only PCRE2 has gets the meaning that it has in JavaScript.
      {R"(\A\Qa\E\z)", "AQaEz"},
      {"[[:alpha:]]", R"([\:\[ahlp]\])"},
      {"\\K\\R\\X", "KRX"},
  };
  for (const auto& c : cases) EXPECT_EQ(Translate(c.source), c.pattern) << c.source;
}

TEST(JavaScriptRegex, MarksStepsThatMayScanTheSubject) {
  const std::string scan(kScanCallout);
  const std::string slow_scan(kSlowScanCallout);
  EXPECT_EQ(Translate("(?=a+)b"), "(?=" + scan + "a+)b");
  EXPECT_EQ(Translate("(?!(?:ab)*c)"), "(?!" + scan + "(?:ab)*c)");
  EXPECT_EQ(Translate("(?=ab)c+"), "(?=ab)c+") << "no loop in the lookahead";
  EXPECT_EQ(Translate("(?=a{2})"), "(?=a{2})") << "a loop with a limit";
  EXPECT_EQ(Translate("(a)\\1"), "(a)(?:" + slow_scan + "\\g{1})");
  EXPECT_EQ(Translate("(a)\\1", RegexCase::kInsensitive), "([Aa])(?i:" + slow_scan + "\\g{1})");
}

TEST(JavaScriptRegex, NamesTheGroups) {
  const auto translated = TranslateJavaScriptRegex("(a)(?<year>b)(?:c)(?<$é>(d))[(]", kSensitive);
  ASSERT_TRUE(translated.has_value());
  EXPECT_EQ(translated->group_names, (std::vector<std::string>{"", "", "year", "$é", ""}));
  EXPECT_EQ(translated->pattern, R"((a)(b)(?:c)((d))\()") << "by number alone";
}

TEST(JavaScriptRegex, ReadsTheSyntaxOfJavaScript) {
  const struct {
    std::string_view source, subject, expected;
  } cases[] = {
      // JavaScript has no special meaning for these letters or for names of classes.
      {R"(\A\Z\z\G\Q\E\h\R\K\N\X\e\a)", "AZzGQEhRKNXea", "AZzGQEhRKNXea"},
      {"^\\p{2}$", "pp", "pp"},
      {"^[[:alpha:]]$", "a]", "a]"},
      {"^[[:alpha:]]$", "b]", "no"},
      {"^[a&&b]$", "&", "&"},
      {"[]", "a", "no"},
      {"[^]", "\n", "\n"},
      {"[^^]", "^a", "a"},
      {"[a-]+", "-a", "-a"},
      {"[\\d-x]+", "1-x", "1-x"},
      {"[\\d-\\0]", std::string_view("\0", 1), std::string_view("\0", 1)},
      {"[\\b]", "\b", "\b"},
      {"[\\w-]+", "a-b", "a-b"},
      {"[^\\W_]+", "_ab", "ab"},
      {"[\\S]", "\u00A0x", "x"},
      // Escapes.
      {"\\x41\\x4", "Ax4", "Ax4"},
      {"\\u00e9\\u00", "éu00", "éu00"},
      {"\\u{2}", "uu", "uu"},
      {"\\ud83d\\ude00", "😀", "😀"},
      {"\\ud83d", "😀", "no"},
      {"\\cA\\c1", "\x01\\c1", "\x01\\c1"},
      {"[\\c1]", "\x11", "\x11"},
      {R"(\101\60\8\0)", std::string_view("A08\0", 4), std::string_view("A08\0", 4)},
      {"(a)\\2", "a\x02", "a\x02|a"},
      {"\\/\\-\\:\\ \\_\\é", "/-: _é", "/-: _é"},
      {"\t#\n x", "\t#\n x", "\t#\n x"},
      // Braces, brackets.
      {"a{,3}", "a{,3}", "a{,3}"},
      {"a{1", "a{1", "a{1"},
      {"{a}", "{a}", "{a}"},
      {"]}", "]}", "]}"},
      // Lookaheads may be repeated.
      {"(?=(b))?a", "ab", "a|-"},
      {"(?=a)*b", "b", "b"},
      {"(?!a){2}b", "b", "b"},
      // Names.
      {"(?<year>\\d+)-\\k<year>", "19-19", "19-19|19"},
      {"(?<$a_1>x)", "x", "x|x"},
      {R"((?<\u0061\u{62}>x)\k<ab>)", "xx", "xx|x"},
      {"\\k<a>", "k<a>", "k<a>"},
      // Optional iterations that would match nothing are not taken.
      {"a(.*)?", "a", "a|-"},
      {"(a*)*", "b", "|-"},
      {"(?:(a)|)?b", "b", "b|-"},
      {"()?", "", "|-"},
  };
  for (const auto& c : cases) EXPECT_EQ(DescribeMatch(c.source, c.subject), c.expected) << c.source;
}

TEST(JavaScriptRegex, RefusesWhatJavaScriptRefuses) {
  const std::string_view sources[] = {
      "(",          ")",
      "[",          "a)b",
      "*",          "+a",
      "?",          "a**",
      "a++",        "a?+",
      "{1}",        "^*",
      "\\b+",       "(?<=a)*",
      "(?i)a",      "(?#c)",
      "(?>a)",      "(?|a)",
      "(?P<n>a)",   "(?R)",
      "(?1)",       "(*F)a",
      "(*UTF)",     "\\",
      "[z-a]",      "a{2,1}",
      "[\\",        "(?<n>a)(?<n>b)",
      "(?<1>a)",    "(?<>a)",
      "(?<n",       "(?<n>",
      "(?<a-b>c)",  "(?<n>a)\\k<m>",
      "(?<n>a)\\k", "\xFF",
      "(?",         "(?:",
      "a{2}{3}",
  };
  for (const std::string_view source : sources)
    EXPECT_FALSE(TranslateJavaScriptRegex(source, kSensitive)) << source;
}

TEST(JavaScriptRegex, SaysWhatIsWrongAndWhere) {
  const struct {
    std::string_view source, what;
  } cases[] = {
      {"a(b", "an unclosed group at 3"},
      {"ab)", "an unmatched \")\" at 2"},
      {"a[b", "an unclosed class at 3"},
      {"a|*", "nothing to repeat at 2"},
      {"a++", "nothing to repeat at 2"},
      {"(?i)a", "an invalid group at 1"},
      {"(?<1>a)", "an invalid group name at 4"},
      {"(?<n>a)(?<n>b)", "two groups with the same name at 12"},
      {"(?<n>a)\\k<m>", "an invalid reference to a group at 12"},
      {"[z-a]", "a character range out of order at 4"},
      {"a{2,1}", "a quantifier range out of order at 6"},
      {"a{65536}", "a quantifier that is too large at 8"},
      {"a\\", "a \"\\\" at its end at 2"},
  };
  for (const auto& c : cases) {
    const auto translated = TranslateJavaScriptRegex(c.source, kSensitive);
    ASSERT_FALSE(translated) << c.source;
    EXPECT_EQ(translated.error().code, ErrorCode::kInvalidPattern) << c.source;
    EXPECT_EQ(translated.error().message,
              "The regular expression has " + std::string(c.what) + ".");
  }
  EXPECT_EQ(Translate("a\xFF"), "The regular expression is not valid UTF-8.");
}

TEST(JavaScriptRegex, BoundsTheDepthOfGroups) {
  const auto nested = [](int depth) {
    std::string source;
    for (int i = 0; i < depth; ++i) source += "(?:";
    for (int i = 0; i < depth; ++i) source += ")";
    return source;
  };
  EXPECT_TRUE(TranslateJavaScriptRegex(nested(199), kSensitive));
  EXPECT_FALSE(TranslateJavaScriptRegex(nested(200), kSensitive));
}

// The differences that the header lists. JavaScript's answer is in the comment.
TEST(JavaScriptRegex, DiffersFromJavaScriptInThese) {
  EXPECT_EQ(DescribeMatch("^.$", "😀"), "😀");              // no match: two halves
  EXPECT_EQ(DescribeMatch("(?:(a)|b)*", "ab"), "ab|a");   // "ab", undefined
  EXPECT_EQ(DescribeMatch("^(.*)+$", "ab"), "ab|");       // "ab", "ab"
  EXPECT_EQ(DescribeMatch("(?<=a+)b", "ab"), "invalid");  // "b"
}

}  // namespace
}  // namespace next_native

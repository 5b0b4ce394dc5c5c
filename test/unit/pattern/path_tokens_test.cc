#include "pattern/path_tokens.h"

#include <gtest/gtest.h>

#include <string>

namespace next_native {
namespace {

// Writes text in quotes and parameters as <name prefix suffix pattern modifier>, unnamed ones with
// "#".
std::string Describe(std::string_view pattern, std::string_view delimiters) {
  const Result<std::vector<PathToken>> tokens = ParsePathPattern(pattern, delimiters);
  if (!tokens) return "invalid";
  std::string text;
  for (const PathToken& token : *tokens) {
    if (const auto* const literal = std::get_if<std::string>(&token)) {
      text += "'" + *literal + "'";
      continue;
    }
    const auto& param = std::get<PathParamToken>(token);
    constexpr std::string_view kModifiers[] = {"", "?", "*", "+"};
    text += std::string(param.is_unnamed ? "<#" : "<") + param.name + " " + param.prefix + " " +
            param.suffix + " " + param.pattern + " ";
    text.append(kModifiers[static_cast<size_t>(param.modifier)]).append(">");
  }
  return text;
}

TEST(PathTokens, TakesPatternsApart) {
  const struct {
    std::string_view pattern, tokens;
  } cases[] = {
      {"", ""},
      {"/", "'/'"},
      {"/blog", "'/blog'"},
      {"/:a", R"(<a /  [^\/]+? >)"},
      {"/blog/:slug*", R"('/blog'<slug /  [^\/]+? *>)"},
      {"/blog/:slug+/x", R"('/blog'<slug /  [^\/]+? +>'/x')"},
      {"/:a?", R"(<a /  [^\/]+? ?>)"},
      {"/:a(\\d+)", R"(<a /  \d+ >)"},
      {"/(.*)/(x|y)", "<#0 /  .* ><#1 /  x|y >"},
      {"/a(.*)", "'/a'<#0   .* >"},
      {"/:a.:b", R"(<a /  [^\/]+? ><b .  (?:(?!\.)[^\/])+? >)"},
      {"/a-:b", R"('/a-'<b   [^\/]+? >)"},
      {"/:a-:b", R"(<a /  [^\/]+? >'-'<b   (?:(?!-)[^\/])+? >)"},
      {"/a{/:b}?", R"('/a'<b /  [^\/]+? ?>)"},
      {"/a{-:b.x}*", R"('/a'<b - .x (?:(?!-)[^\/])+? *>)"},
      {"/a{b}?", "'/a'< b   ?>"},
      {"/a{(b)c}", "'/a'<#0  c b >"},
      {R"(/\:a\(b\))", "'/:a(b)'"},
      {"/a\\", "'/a'"},
      {"/:a((?:x|y)z)", "<a /  (?:x|y)z >"},
      {"/:a(\\))", R"(<a /  \) >)"},
      {"/é:b", R"('/é'<b   [^\/]+? >)"},
      {"/\\é", "'/é'"},
      {"/:0", R"(<0 /  [^\/]+? >)"},
      {"/:a:b", "invalid"},
      {"/(.):a", "invalid"},
      {"/:", "invalid"},
      {"/:é", "invalid"},
      {"/(", "invalid"},
      {"/()", "invalid"},
      {"/(a", "invalid"},
      {"/(a\\", "invalid"},
      {"/(?:a)", "invalid"},
      {"/((a))", "invalid"},
      {"/{", "invalid"},
      {"/{a", "invalid"},
      {"/{a\\", "invalid"},
      {"/}", "invalid"},
      {"/{:a:b}", "invalid"},
      {"/a*", "invalid"},
      {"/a?b", "invalid"},
      {"+", "invalid"},
  };
  for (const auto& c : cases) EXPECT_EQ(Describe(c.pattern, "/"), c.tokens) << c.pattern;
}

TEST(PathTokens, ExcludesDelimiters) {
  EXPECT_EQ(Describe("/:a", "/#?"), R"(<a /  [^\/#\?]+? >)");
  EXPECT_EQ(Describe("?", "/#?"), "invalid");
  EXPECT_EQ(Describe("a#:b", "/#?"), R"('a#'<b   [^\/#\?]+? >)");
  EXPECT_EQ(Describe("a#:b", "/"), R"('a#'<b   (?:(?!a#)[^\/])+? >)");
}

TEST(PathTokens, SeparatesAdjacentParams) {
  const struct {
    std::string_view pattern;
    bool is_adjacent;
    std::string_view separated;
  } cases[] = {
      {"/blog/:slug", false, "/blog/:slug"},
      {"/:a:b", true, "/:a_NEXTSEP_:b"},
      {"/:a:b:c", true, "/:a_NEXTSEP_:b_NEXTSEP_:c"},
      {"/:a-:b", false, "/:a-_NEXTSEP_:b"},
      {"/:a/:b", false, "/:a/:b"},
      {"/:1:b", false, "/:1_NEXTSEP_:b"},
      {"/(.):a", true, "/(.)_NEXTSEP_:a"},
      {"/(..)(..):a", false, "/(..)(..)_NEXTSEP_:a"},
      {"/(...):a/x", true, "/(...)_NEXTSEP_:a/x"},
      {"/(....):a", false, "/(....)_NEXTSEP_:a"},
      {"/x(.):a", false, "/x(.)_NEXTSEP_:a"},
      {"/(.): ", false, "/(.): "},
      {"/(.):", false, "/(.):"},
      {"/(.):\u00A0", false, "/(.):\u00A0"},
      {"/(a:b", false, "/(a:b"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(HasAdjacentParams(c.pattern), c.is_adjacent) << c.pattern;
    EXPECT_EQ(SeparateAdjacentParams(c.pattern), c.separated) << c.pattern;
  }
}

}  // namespace
}  // namespace next_native

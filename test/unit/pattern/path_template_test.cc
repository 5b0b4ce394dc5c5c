#include "pattern/path_template.h"

#include <gtest/gtest.h>

#include <string>

namespace next_native {
namespace {

PatternParam Value(std::string name, std::string value) {
  return {std::move(name), {std::move(value)}, false, true};
}
PatternParam List(std::string name, std::vector<std::string> values) {
  return {std::move(name), std::move(values), true, true};
}

const PatternParams& Params() {
  static const PatternParams params = {
      Value("a", "1"),  Value("b", "x y/é"), List("path", {"p", "q"}),
      List("none", {}), Value("0", "(.)"),   {"undefined", {}, false, false},
      Value("ab", "2"), Value("", "empty"),  Value("$x", "3"),
  };
  return params;
}

std::string Fill(std::string_view source, TemplateEncoding encoding = TemplateEncoding::kNone) {
  const Result<PathTemplate> compiled = PathTemplate::Compile(source, encoding);
  if (!compiled) return "invalid";
  return compiled->Fill(Params()).value_or("throws");
}

TEST(PathTemplate, FillsParameters) {
  const struct {
    std::string_view source, filled;
  } cases[] = {
      {"/x", "/x"},
      {"/x/:a", "/x/1"},
      {"/x/:a/:b", "/x/1/x y/é"},
      {"/:a(\\d{5})", "/1"},  // not validated
      {"/:path*", "/p/q"},
      {"/:path+", "/p/q"},
      {"/:none*", ""},
      {"/:a*", "/1"},
      {"/x/:missing?", "/x"},
      {"/x/:undefined?", "/x"},
      {"/x/:missing*", "/x"},
      {"/:a-:ab", "/1-2"},
      {"/x{-:a}?", "/x-1"},
      {"/x{-:missing}?", "/x"},
      {"/x{:path,}*", "/xp,q,"},
      {"/(.*)", "/(.)"},
      {"/x{y}?", "/xyempty"},
      {"/(.):a", "/(.)1"},
      {"/:a:ab", "invalid"},
      {"/\\:a", "/:a"},
      {"/:missing", "throws"},
      {"/:undefined", "throws"},
      {"/:missing+", "throws"},
      {"/:none+", "throws"},
      {"/:path", "throws"},
      {"/:path?", "throws"},
      {"/:", "invalid"},
      {"/:a([)", "invalid"},
      {"/:a([z-a])", "invalid"},
      {"/*", "invalid"},
  };
  for (const auto& c : cases) EXPECT_EQ(Fill(c.source), c.filled) << c.source;
  EXPECT_EQ(Fill(":b.example.com", TemplateEncoding::kComponent), "x%20y%2F%C3%A9.example.com");
  EXPECT_EQ(Fill("a/:path*", TemplateEncoding::kComponent), "a/p/q");
}

TEST(PathTemplate, KnowsItsParameters) {
  const Result<PathTemplate> compiled = PathTemplate::Compile("/:a/(x)/:b*{-:c}?{d}?");
  ASSERT_TRUE(compiled.has_value());
  EXPECT_EQ(compiled->param_names(), (std::vector<std::string>{"a", "b", "c"}));
}

TEST(PathTemplate, FillsText) {
  const struct {
    std::string_view value, filled;
  } cases[] = {
      {"plain (text)*", "plain (text)*"},
      {":a", "1"},
      {"x-:a-:ab", "x-1-2"},
      {":path*", "p/q"},
      {"x/:path*", "x/p/q"},
      {":path", "throws"},
      {":missing", ":missing"},
      {":missing*", ":missing*"},
      {":ax", ":ax"},
      {"(:a){}+?", "(1){}+?"},
      {":a*", "1"},
      {":a+:ab", "1_NEXTSEP_2"},
      {"https://x.y:80/:a?b=:ab", "https://x.y:80/1b=2"},
      {":none*", ""},
      {":none*é", ""},
      {":none*😀", "\uFFFD"},
      {":$x", ":$x"},
      {":undefined", "throws"},
      {"::a", ":1"},
  };
  for (const auto& c : cases) {
    PatternParams params = Params();
    std::erase_if(params, [](const PatternParam& param) { return param.name.empty(); });
    EXPECT_EQ(FillText(c.value, params).value_or("throws"), c.filled) << c.value;
  }
}

TEST(PatternParams, AreSetInPlace) {
  PatternParams params;
  SetParam(params, Value("a", "1"));
  SetParam(params, Value("b", "2"));
  SetParam(params, Value("a", "3"));
  ASSERT_EQ(params.size(), 2U);
  EXPECT_EQ(FindParam(params, "a"), params.data());
  EXPECT_EQ(params[0].values, std::vector<std::string>{"3"});
  EXPECT_EQ(FindParam(params, "c"), nullptr);
}

}  // namespace
}  // namespace next_native

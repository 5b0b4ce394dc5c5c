#include "routing/route_pattern.h"

#include <gtest/gtest.h>

#include <string>

namespace next_native {
namespace {

std::string Describe(const std::vector<RouteParam>& params) {
  std::string text;
  for (const RouteParam& param : params) {
    text += (text.empty() ? "" : ";") + param.name + (param.is_catch_all ? "*=" : "=");
    for (size_t i = 0; i < param.values.size(); ++i) text += (i == 0 ? "" : ",") + param.values[i];
  }
  return text;
}

TEST(RoutePattern, ReadsParametersFromThePath) {
  struct Case {
    std::string_view pathname, path;
    PatternResult result;
    std::string_view params;
  };
  constexpr auto kMatch = PatternResult::kMatch;
  constexpr auto kNoMatch = PatternResult::kNoMatch;
  const Case cases[] = {
      {"/blog/[slug]", "/blog/a", kMatch, "slug=a"},
      {"/blog/[slug]", "/blog/a/", kMatch, "slug=a"},
      {"/blog/[slug]", "/blog/caff%C3%A8%20b", kMatch, "slug=caffè b"},
      {"/blog/[slug]", "/blog/a%2Fb", kMatch, "slug=a/b"},
      {"/blog/[slug]", "/blog/a+b", kMatch, "slug=a+b"},
      {"/blog/[slug]", "/blog", kNoMatch, ""},
      {"/blog/[slug]", "/blog/", kNoMatch, ""},
      {"/blog/[slug]", "/blog/a/b", kNoMatch, ""},
      {"/blog/[slug]", "/Blog/a", kNoMatch, ""},
      {"/blog/[slug]", "/blog/%", PatternResult::kDecodeError, ""},
      {"/blog/[slug]", "/blog/%/x", kNoMatch, ""},
      {"/blog/[slug]", "/blog/[slug]", kMatch, "slug=[slug]"},
      {"/[...all]", "/", kNoMatch, ""},
      {"/[...all]", "/a/b%2Fc/", kMatch, "all*=a,b/c"},
      {"/[...all]", "/a/%ff", PatternResult::kDecodeError, ""},
      {"/[[...all]]", "/", kMatch, ""},
      {"/[[...all]]", "/a", kMatch, "all*=a"},
      {"/x/[[...all]]", "/x/", kMatch, ""},
      {"/x/[[...all]]", "/xy", kNoMatch, ""},
      {"/[a]/img-[hash].png", "/x/img-1.png", kMatch, "a=x;hash=1"},
      {"/[a]/img-[hash].png", "/x/img-.png", kNoMatch, ""},
      {"/[a]/(.)[id]", "/x/(.)1", kMatch, "a=x;id=1"},
      {"/[a]/(.)[...id]", "/x/(.)1", kMatch, "a=x;id*=1"},
  };
  for (const Case& c : cases) {
    const Result<RoutePattern> pattern = RoutePattern::Parse(c.pathname);
    ASSERT_TRUE(pattern) << pattern.error().message;
    std::vector<RouteParam> params;
    EXPECT_EQ(pattern->Match(c.path, params), c.result) << c.pathname << " " << c.path;
    if (c.result == kMatch) {
      EXPECT_EQ(Describe(params), c.params) << c.pathname << " " << c.path;
    }
  }
}

TEST(RoutePattern, RefusesWhatGetSortedRoutesRefuses) {
  for (const std::string_view pathname : {"/[...a]/x", "/[[a]]", "/[a]/[a]", "/[.a]", "/[[...]]",
                                          "/[[[a]]]", "/[a]/pre[...x]", "x"}) {
    const Result<RoutePattern> pattern = RoutePattern::Parse(pathname);
    ASSERT_FALSE(pattern) << pathname;
    EXPECT_EQ(pattern.error().code, ErrorCode::kInvalidPattern) << pathname;
    EXPECT_NE(pattern.error().message.find(pathname), std::string::npos);
  }
}

}  // namespace
}  // namespace next_native

#include "pattern/path_matcher.h"

#include <gtest/gtest.h>

#include <string>

namespace next_native {
namespace {

std::string Describe(const PatternParams& params) {
  std::string text;
  for (const PatternParam& param : params) {
    text += (text.empty() ? "" : ";") + param.name + (param.is_list ? "*=" : "=");
    for (size_t i = 0; i < param.values.size(); ++i) text += (i == 0 ? "" : ",") + param.values[i];
  }
  return text;
}

// Returns the params, "no" or "invalid".
std::string Match(std::string_view source, std::string_view path,
                  const PathMatcherOptions& options = {}) {
  const Result<PathMatcher> matcher = PathMatcher::Compile(source, options);
  if (!matcher) return "invalid";
  PatternParams params = {{"old", {"value"}, false, true}};
  switch (matcher->Match(path, params)) {
    case PathMatch::kNoMatch:
      return "no";
    case PathMatch::kLimitReached:
      return "limit";
    case PathMatch::kMatch:
      break;
  }
  return Describe(params);
}

struct Case {
  std::string_view source, path, expected;
};

TEST(PathMatcher, MatchesPlainShapes) {
  const Case cases[] = {
      {"/about", "/about", ""},
      {"/about", "/about/", ""},
      {"/about", "/ABOUT", ""},
      {"/about", "/about//", "no"},
      {"/about", "/about/x", "no"},
      {"/about", "/abou", "no"},
      {"/about", "about", "no"},
      {"/about", "", "no"},
      {"/k", "/\u212A", "no"},
      {"/", "/", ""},
      {"/", "//", ""},
      {"/", "", "no"},
      {"/a/", "/a", "no"},
      {"/a/", "/a/", ""},
      {"/a//b", "/a//b", ""},
      {"", "", ""},
      {"", "/", ""},
      {"/blog/:slug", "/blog/hello", "slug=hello"},
      {"/blog/:slug", "/blog/hello/", "slug=hello"},
      {"/blog/:slug", "/Blog/Hello", "slug=Hello"},
      {"/blog/:slug", "/blog", "no"},
      {"/blog/:slug", "/blog/", "no"},
      {"/blog/:slug", "/blog//", "no"},
      {"/blog/:slug", "/blog/a/b", "no"},
      {"/blog/:slug", "/blog/%20a", "slug=%20a"},
      {"/blog/:slug", "/blog/\n", "slug=\n"},
      {"/blog/:slug", "/blog/\xFF", "no"},
      {"/:a/:b", "/x/y", "a=x;b=y"},
      {"/:a/:a", "/x/y", "a=y"},
      {"/:a/edit", "/x/Edit", "a=x"},
      {"/:a/edit", "/x/edi", "no"},
      {"/b/:path*", "/b", ""},
      {"/b/:path*", "/b/", ""},
      {"/b/:path*", "/b/x", "path*=x"},
      {"/b/:path*", "/b/x/y/", "path*=x,y"},
      {"/b/:path*", "/b/x//y", "no"},
      {"/b/:path*", "/b//", "no"},
      {"/b/:path*", "/b/x//", "no"},
      {"/b/:path*", "/bx", "no"},
      {"/:path*", "/", ""},
      {"/:path*", "", ""},
      {"/:path*", "//", "no"},
      {"/b/:path+", "/b", "no"},
      {"/b/:path+", "/b/", "no"},
      {"/b/:path+", "/b/x/y", "path*=x,y"},
      {"/b/:a?", "/b", ""},
      {"/b/:a?", "/b/", ""},
      {"/b/:a?", "/b/x/", "a=x"},
      {"/b/:a?", "/b/x/y", "no"},
      {"/b/(.*)", "/b/x/y/", ""},
      {"/b/(.*)", "/b/", ""},
      {"/b/(.*)", "/b", "no"},
      {"/b/(.*)", "/b/x\ny", "no"},
      {"/b/(.*)", "/b/x\u2028", "no"},
      {"/b/:rest(.*)", "/b/x//y/", "rest=x//y/"},
      {"/:lang(en|fr)/x", "/FR/x", "lang=FR"},
      {"/:lang(en|fr)/x", "/de/x", "no"},
      {"/:lang(en|de\\-CH)/:path*", "/de-CH/a/b", "lang=de-CH;path*=a,b"},
      {"/:lang(en|fr)", "/enfr", "no"},
      {"/(en|fr)/:a", "/en/x", "a=x"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Match(c.source, c.path), c.expected) << c.source << " " << c.path;
  }
}

TEST(PathMatcher, MatchesTheOthersByRegularExpression) {
  const Case cases[] = {
      {"/post/:id(\\d+)", "/post/12", "id=12"},
      {"/post/:id(\\d+)", "/post/12/", "id=12"},
      {"/post/:id(\\d+)", "/post/x", "no"},
      {"/((?!api/|_next/).*)", "/x/y", ""},
      {"/((?!api/|_next/).*)", "/api/x", "no"},
      {"/:path((?!uk/).*)", "/de/x", "path=de/x"},
      {"/a/:p*/z", "/a/x/y/z", "p*=x,y"},
      {"/a/:p*/z", "/a/z", ""},
      {"/a-:slug", "/A-b", "slug=b"},
      {"/:a-:b", "/x-y-z", "a=x-y;b=z"},
      {"/:file.:ext", "/x.y", "file=x;ext=y"},
      {"/a{/:b}?/c", "/a/c", ""},
      {"/a{/:b}?/c", "/a/x/c", "b=x"},
      {"/a{-:b}*", "/a-x-y", "b*=x,y"},
      {"/a{b}?", "/ab", ""},
      {"/a(.*)?", "/a", ""},
      {"/a:rest(.*)?", "/a", ""},
      {"/:path*.html", "/a/b.html", "path*=a,b"},
      {"/é", "/É", ""},
      {"/é/:a", "/É/x", "a=x"},
      {"/:0/(.*)", "/x/y", ""},  // JavaScript drops both: one key
      {"/:a((?<x>b))", "/b", "invalid"},
      {"/:a([)", "/[", "invalid"},
      {"/{:a}*", "/x", "invalid"},
      {"/:a:b", "/x", "invalid"},
      {"/:a((?<=x+)y)", "/xy", "invalid"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Match(c.source, c.path), c.expected) << c.source << " " << c.path;
  }
}

TEST(PathMatcher, MatchesLettersByCase) {
  const PathMatcherOptions sensitive{RegexCase::kSensitive, true, ""};
  EXPECT_EQ(Match("/About", "/about", sensitive), "no");
  EXPECT_EQ(Match("/About/:a", "/About/X", sensitive), "a=X");
  EXPECT_EQ(Match("/é/:a", "/é/x", sensitive), "a=x");
  EXPECT_EQ(Match("/é/:a", "/É/x", sensitive), "no");
  EXPECT_EQ(Match("/:l(en|fr)", "/EN", sensitive), "no");
  EXPECT_EQ(Match("/x:a(b)", "/xB", sensitive), "no");
}

TEST(PathMatcher, TakesASlashAtTheEndOnlyIfAllowed) {
  const PathMatcherOptions exact{RegexCase::kInsensitive, false, ""};
  EXPECT_EQ(Match("/a", "/a/", exact), "no");
  EXPECT_EQ(Match("/:a", "/x/", exact), "no");
  EXPECT_EQ(Match("/:a*", "/x/", exact), "no");
  EXPECT_EQ(Match("/:a*", "/", exact), "no");
  EXPECT_EQ(Match("/:a*", "", exact), "");
  EXPECT_EQ(Match("/:a?", "/x/", exact), "no");
  EXPECT_EQ(Match("/:a(\\d+)", "/1/", exact), "no");
  EXPECT_EQ(Match("/:path+/", "/x/y/", exact), "path*=x,y");
}

TEST(PathMatcher, LeavesRestrictedPathsAlone) {
  PathMatcherOptions options{RegexCase::kInsensitive, true, "/_next"};
  EXPECT_EQ(Match("/:path*", "/_next/x", options), "no");
  EXPECT_EQ(Match("/:path*", "/_NEXTER", options), "no");
  EXPECT_EQ(Match("/:path*", "/next/_next", options), "path*=next,_next");
  EXPECT_EQ(Match("/:a(\\w+)", "/_next", options), "no");
  EXPECT_EQ(Match("/_next", "/_next", options), "no");
  EXPECT_EQ(Match("/:path*", "/_nex", options), "path*=_nex");
  options.restricted_prefix = "/d.cs/_next";  // Next.js does not escape it
  EXPECT_EQ(Match("/:path*", "/docs/_next", options), "no");
  EXPECT_EQ(Match("/:path*", "/docs/next", options), "path*=docs,next");
}

TEST(PathMatcher, KnowsHowPathsBegin) {
  using Segments = std::vector<std::string>;
  const struct {
    std::string_view source;
    Segments segments;
    bool is_literal;
  } cases[] = {
      {"/", {}, false},
      {"", {}, false},
      {"/About/Us", {"about", "us"}, true},
      {"/blog/:slug", {"blog", ""}, false},
      {"/blog/:slug/edit/:rest*", {"blog", "", "edit"}, false},
      {"/a/", {"a"}, false},
      {"/a//b", {"a"}, false},
      {"/a-:b", {}, false},
      {"/x/a-:b", {"x"}, false},
      {"/a(.*)", {}, false},
      {"/a/(.*)", {"a"}, false},
      {"/a{-:b}?", {}, false},
      {"/a{/b}?/c", {"a"}, false},
      {"/a{/b}?c", {}, false},
      {"/:a/x", {"", "x"}, false},
      {"/:a-x/y", {}, false},
      {"/:a?/x", {}, false},
      {"/:l(en|fr)/x", {"", "x"}, false},
      {"/:l(en|)/x", {}, false},
      {"/:n(\\d+)/x", {}, false},
      {"/é/x", {"", "x"}, false},
      {"a/b", {}, false},
      {":a/b", {}, false},
  };
  for (const auto& c : cases) {
    const Result<PathMatcher> matcher = PathMatcher::Compile(c.source, {});
    ASSERT_TRUE(matcher.has_value()) << c.source;
    EXPECT_EQ(matcher->leading_segments(), c.segments) << c.source;
    EXPECT_EQ(matcher->is_whole_path_literal(), c.is_literal) << c.source;
  }
  const auto sensitive = PathMatcher::Compile("/É/X", {RegexCase::kSensitive, true, ""});
  EXPECT_EQ(sensitive->leading_segments(), (Segments{"É", "X"}));
  EXPECT_TRUE(sensitive->is_whole_path_literal());
}

TEST(PathMatcher, GivesUp) {
  EXPECT_EQ(Match("/:a((?:a+)+)", "/" + std::string(5000, 'a') + "!"), "limit");
}

}  // namespace
}  // namespace next_native

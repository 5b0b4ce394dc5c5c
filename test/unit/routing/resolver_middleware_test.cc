// Data URLs and middleware: the URL that middleware sees, and routing after its answer.
#include <gtest/gtest.h>

#include "unit/routing/resolver_fixture.h"

namespace next_native {
namespace {

const MiddlewareAnswer kNext = {200, {{"x-middleware-next", "1"}}};

class ResolverMiddlewareTest : public ResolverTest {
 protected:
  ResolverMiddlewareTest() {
    outputs().TrailingSlash(false);
    outputs().Page("/").Page("/a", true).Page("/b").Page("/blog/[slug]", true);
    AddFile("/file.txt");
  }
};

TEST_F(ResolverMiddlewareTest, RunsIfAMatcherAcceptsThePath) {
  AddMatcher("^/a(?:/(.*))?$");
  AddMatcher("^/ü$");
  AddMatcher("^/q$", {{ConditionKind::kQuery, "on", std::nullopt}});
  Check({
      {"a path", "/a", "middleware /a"},
      {"with its query", "/a/x?q=1&r=%20", "middleware /a/x?q=1&r=+"},
      {"a path that matches decoded", "/%C3%BC", "middleware /%C3%BC"},
      {"case matters", "/A", "miss"},
      {"a condition that fails", "/q", "miss"},
      {"a condition that holds", "/q?on=1", "middleware /q?on=1"},
      {"no matcher", "/b", "page /b"},
      {"redirects come first", "/a/", "308 /a"},
  });
}

TEST_F(ResolverMiddlewareTest, SeesThePageOfADataUrl) {
  AddMatcher("^/.*$");
  Check({
      {"a page of this build", "/_next/data/build-1/a.json?x=1", "middleware /a?x=1"},
      {"the root page", "/_next/data/build-1/index.json", "middleware /"},
      {"a page called index", "/_next/data/build-1/index/index.json", "middleware /index"},
      {"a data URL of another build is kept", "/_next/data/build-0/a.json",
       "middleware /_next/data/build-0/a.json"},
  });
  EXPECT_EQ(Ask("/_next/data/build-1/a.json"), "middleware /a");
  EXPECT_TRUE(resolved().marks_data_request);
  EXPECT_EQ(Answer(kNext), "page /a");
  EXPECT_EQ(Ask("/_next/data/build-0/a.json"), "middleware /_next/data/build-0/a.json");
  EXPECT_TRUE(resolved().marks_data_request);
  EXPECT_EQ(Ask("/a"), "middleware /a");
  EXPECT_FALSE(resolved().marks_data_request);
}

TEST_F(ResolverMiddlewareTest, DoesNotRunForInvalidDataUrlsOfThisBuild) {
  AddMatcher("^/.*$");
  Check({
      {"a path without .json", "/_next/data/build-1/a", "not found"},
      {"middleware runs for another build", "/_next/data/build-0/a",
       "middleware /_next/data/build-0/a"},
      {"a path below a data URL", "/_next/data/build-1/a.json/b", "not found"},
  });
}

TEST_F(ResolverMiddlewareTest, AcceptsATrailingSlashOfADataUrl) {
  build().config.trailing_slash = true;
  build().internal_redirects.clear();
  AddMatcher("^/.*$");
  EXPECT_EQ(Ask("/_next/data/build-1/a.json/"), "middleware /a/");
  EXPECT_TRUE(resolved().is_data_page);
  EXPECT_EQ(Answer(kNext), "page /a");
}

TEST_F(ResolverMiddlewareTest, WithoutMiddlewareDataUrlsStayDataUrls) {
  Check({
      {"a page", "/_next/data/build-1/a.json", "page /a (data)"},
      {"a dynamic page", "/_next/data/build-1/blog/x.json", "page /blog/[slug] slug=x (data)"},
      {"a page without data", "/_next/data/build-1/b.json", "miss"},
      {"another build", "/_next/data/build-0/a.json", "miss"},
  });
}

TEST_F(ResolverMiddlewareTest, RoutingFollowsItsAnswer) {
  rules().headers = {Rule("/:path*").Sets("x-rule", "1")};
  rules().before_files = {Rule("/before").To("/b?before=1")};
  AddMatcher("^/.*$");
  struct Case {
    const char* why;
    const char* url;
    MiddlewareAnswer answer;
    const char* expected;
  };
  const std::vector<Case> cases = {
      {"next", "/a", kNext, "page /a {x-rule: 1}"},
      {"its fields follow those of the rules",
       "/a",
       {200,
        {{"x-middleware-next", "1"}, {"x-own", "2"}, {"set-cookie", "a=1"}, {"set-cookie", "b=2"}}},
       "page /a {x-rule: 1, x-own: 2, set-cookie: a=1, set-cookie: b=2}"},
      {"its fields replace fields of the same name",
       "/a",
       {200, {{"x-middleware-next", "1"}, {"x-rule", "2"}}},
       "page /a {x-rule: 2}"},
      {"a rewrite",
       "/a?q=1",
       {200, {{"x-middleware-rewrite", "/blog/z?r=2"}}},
       "page /blog/[slug] slug=z ?r=2 {x-rule: 1, x-middleware-rewrite: /blog/z?r=2}"},
      {"a rewrite that beforeFiles rewrites again",
       "/a",
       {200, {{"x-middleware-rewrite", "/before"}}},
       "page /b ?before=1 {x-rule: 1, x-middleware-rewrite: /before}"},
      {"a rewrite to another origin",
       "/a",
       {200, {{"x-middleware-rewrite", "https://example.com/x?y=1"}}},
       "proxy https://example.com/x?y=1 {x-rule: 1, x-middleware-rewrite: "
       "https://example.com/x?y=1}"},
      {"a redirect", "/a", {307, {{"location", "/b"}}}, "307 /b {x-rule: 1, location: /b}"},
      {"a location without a redirect status",
       "/a",
       {201, {{"location", "/b"}}},
       "body 201 {x-rule: 1, location: /b}"},
      {"a response of its own",
       "/a",
       {403, {{"content-type", "text/plain"}}},
       "body 403 {x-rule: 1, content-type: text/plain}"},
      {"a rewrite to a file",
       "/a",
       {200, {{"x-middleware-rewrite", "/file.txt"}}},
       "file /file.txt ? {x-rule: 1, x-middleware-rewrite: /file.txt}"},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.why);
    ASSERT_TRUE(Ask(test.url).starts_with("middleware "));
    EXPECT_EQ(Answer(test.answer), test.expected);
  }
}

TEST_F(ResolverMiddlewareTest, LaterRulesSeeTheEditedRequest) {
  rules().before_files = {Rule("/a").To("/b?x=1").Has(ConditionKind::kHeader, "x-to-b"),
                          Rule("/a").To("/b?c=1").Has(ConditionKind::kCookie, "to-b")};
  AddMatcher("^/a$");
  EXPECT_EQ(Ask("/a"), "middleware /a");
  EXPECT_EQ(Answer(kNext, {{"x-to-b", "1"}}), "page /b ?x=1&xtob=1");
  EXPECT_EQ(Ask("/a", {{"x-to-b", "1"}}), "middleware /a");
  EXPECT_EQ(Answer(kNext, {}), "page /a");
  // The cookies are an exception: they are parsed once, before middleware.
  EXPECT_EQ(Ask("/a"), "middleware /a");
  EXPECT_EQ(Answer(kNext, {{"cookie", "to-b=1"}}), "page /a");
  EXPECT_EQ(Ask("/a", {{"cookie", "to-b=1"}}), "middleware /a");
  EXPECT_EQ(Answer(kNext, {}), "page /b ?c=1&tob=1");
}

TEST_F(ResolverMiddlewareTest, SeesTheUrlAsSentWithSkipProxyUrlNormalize) {
  build().config.skip_proxy_url_normalize = true;
  AddMatcher("^/.*$");
  Check({{"an empty URL stands for the URL as sent", "/a?x=1", "middleware "}});
}

TEST_F(ResolverMiddlewareTest, SeesTheLocale) {
  outputs().Locales({"en", "fr"});
  AddMatcher("^(?:/(en|fr))?/a$");
  Check({
      {"the locale of the path", "/fr/a", "middleware /fr/fr/a"},
      {"the default locale", "/a", "middleware /en/en/a"},
  });
  EXPECT_EQ(Ask("/fr/a"), "middleware /fr/fr/a");
  EXPECT_EQ(Answer({200, {{"x-middleware-rewrite", "/en/a"}}}),
            "page /a ? [en] {x-middleware-rewrite: /en/a}");
}

}  // namespace
}  // namespace next_native

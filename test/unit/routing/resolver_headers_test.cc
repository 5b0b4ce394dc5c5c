// The headers and redirects of next.config.
#include <gtest/gtest.h>

#include "unit/routing/resolver_fixture.h"

namespace next_native {
namespace {

class ResolverHeadersTest : public ResolverTest {
 protected:
  ResolverHeadersTest() { outputs().AppPage("/").AppPage("/a").AppPage("/b/[id]"); }
};

TEST_F(ResolverHeadersTest, SetsTheFieldsOfEveryRuleThatMatches) {
  rules().headers = {Rule("/:path*").Sets("x-all", "1").Sets("x-last", "first"),
                     Rule("/a").Sets("x-last", "second"),
                     Rule("/b/:id").Sets("x-id", "v-:id").Sets("x-:id", "named")};
  Check({
      {"a rule for everything", "/", "page / {x-all: 1, x-last: first}"},
      {"a later rule replaces the value and keeps the order", "/a",
       "page /a {x-all: 1, x-last: second}"},
      {"parameters are put into values and names", "/b/7",
       "page /b/[id] id=7 {x-all: 1, x-last: first, x-id: v-7, x-7: named}"},
      {"parameters stay encoded as in the path", "/b/%C3%BC",
       "page /b/[id] id=ü {x-all: 1, x-last: first, x-id: v-%C3%BC, x-%C3%BC: named}"},
      {"case does not matter", "/A", "miss {x-all: 1, x-last: second}"},
      {"a miss keeps the fields", "/none", "miss {x-all: 1, x-last: first}"},
  });
}

TEST_F(ResolverHeadersTest, CollectsCookies) {
  rules().headers = {Rule("/a").Sets("Set-Cookie", "a=1").Sets("Set-Cookie", "b=2"),
                     Rule("/a").Sets("set-cookie", "c=3")};
  Check({{"names differ by case: two fields", "/a",
          "page /a {Set-Cookie: a=1, Set-Cookie: b=2, set-cookie: c=3}"}});
}

TEST_F(ResolverHeadersTest, ChecksConditions) {
  rules().headers = {
      Rule("/a").Has(ConditionKind::kHeader, "X-Flag", "on|off").Sets("x-header", "1"),
      Rule("/a").Has(ConditionKind::kCookie, "mode").Sets("x-cookie", ":mode"),
      Rule("/a").Has(ConditionKind::kQuery, "q", "(?<n>\\d+)").Sets("x-query", ":n"),
      Rule("/a")
          .Has(ConditionKind::kHost, "", "(?<sub>\\w+)\\.example\\.com")
          .Sets("x-sub", ":sub"),
      Rule("/a").Missing(ConditionKind::kHeader, "x-flag").Sets("x-missing", "1")};
  Check({
      {"no condition holds", "/a", "page /a {x-missing: 1}"},
      {"a value that matches as a whole", "/a", "page /a {x-header: 1}", {{"x-flag", "on"}}},
      {"the value is not in a group: it means ^on or off$",
       "/a",
       "page /a {x-header: 1}",
       {{"x-flag", "only"}}},
      {"a value that does not match", "/a", "page /a", {{"x-flag", "neither"}}},
      {"an empty value counts as missing", "/a", "page /a {x-missing: 1}", {{"x-flag", ""}}},
      {"a cookie condition without a value takes any value",
       "/a",
       "page /a {x-cookie: dark, x-missing: 1}",
       {{"cookie", "a=b; mode=dark"}}},
      {"a named group of a query value", "/a?q=12", "page /a {x-query: 12, x-missing: 1}"},
      {"the last of several values counts", "/a?q=x&q=3", "page /a {x-query: 3, x-missing: 1}"},
      {"host, without port, in lower case",
       "/a",
       "page /a {x-sub: www, x-missing: 1}",
       {{"host", "WWW.example.com:8080"}}},
  });
}

class ResolverRedirectsTest : public ResolverTest {
 protected:
  ResolverRedirectsTest() {
    outputs().TrailingSlash(false);
    outputs().AppPage("/").AppPage("/new");
  }
};

TEST_F(ResolverRedirectsTest, TakesTheFirstRuleThatMatches) {
  rules().headers = {Rule("/:path*").Sets("x-all", "1")};
  rules().redirects = {Rule("/old/:slug").To("/new/:slug").Status(308),
                       Rule("/old/:path*").To("/new/:path*").Status(307),
                       Rule("/q").To("/new?a=1&b=:b").Has(ConditionKind::kQuery, "b").Status(302),
                       Rule("/out/:path*").To("https://example.com/:path*").Status(301),
                       Rule("/hash").To("/new#part").Status(308),
                       Rule("/_next/:path*").To("/new").Status(308)};
  Check({
      {"parameters go into the destination", "/old/a", "308 /new/a"},
      {"a trailing slash is redirected first", "/old/a/", "308 /old/a"},
      {"a list goes into the destination", "/old/a/b", "307 /new/a/b"},
      {"an empty list leaves no slash", "/old", "307 /new"},
      {"the query is kept", "/old/a?x=1&y=%20", "308 /new/a?x=1&y=%20"},
      {"the query of the destination wins", "/q?b=2&a=0", "302 /new?b=2&a=1"},
      {"to another origin", "/out/x?y=1", "301 https://example.com/x?y=1"},
      {"with a fragment", "/hash?x=1", "308 /new?x=1#part"},
      {"never from below /_next", "/_next/x", "miss {x-all: 1}"},
      {"only other answers get header fields", "/new", "page /new {x-all: 1}"},
      {"repeated slashes are redirected before all rules", "/old//a?b=//", "308 /old/a?b=//"},
      {"backslashes are redirected before all rules", "/old\\a", "308 /old/a"},
      {"a target that is not a URL", "*", "no URL"},
  });
}

TEST_F(ResolverRedirectsTest, FailsWhereNextThrows) {
  rules().redirects = {
      Rule("/list/:path*").To("/new/:path").Status(308),
      Rule("/missing").To("/new/:slug").Status(308),
      Rule("/field").To("/new?b=is-:b").Has(ConditionKind::kQuery, "a", "(?<b>.*)").Status(308)};
  Check({
      {"a list where one value is expected", "/list/a/b", "failed"},
      {"a parameter that is not there", "/missing", "failed"},
      {"a location that no header field can hold", "/field?a=%E2%82%AC", "failed"},
      {"a location in Latin-1", "/field?a=%C3%BC", "308 /new?a=%C3%BC&b=is-\u00fc"},
  });
}

TEST(ResolverSlashTest, BelowABasePathWithSlashes) {
  class Fixture : public ResolverTest {
   public:
    void TestBody() override {
      outputs().BasePath("/docs").TrailingSlash(true);
      outputs().AppPage("/").AppPage("/a");
      rules().redirects = {Rule("/docs/old").To("/docs/a").Status(308)};
      Check({
          {"a slash is added", "/docs/a", "308 /docs/a/"},
          {"to the root page as well", "/docs", "308 /docs/"},
          {"before any redirect of the config", "/docs/old", "308 /docs/old/"},
          {"which allows one", "/docs/old/", "308 /docs/a"},
          {"the page", "/docs/a/", "page /a"},
          {"outside of the base path there is nothing", "/a/", "miss"},
      });
    }
  };
  Fixture().TestBody();
}

}  // namespace
}  // namespace next_native

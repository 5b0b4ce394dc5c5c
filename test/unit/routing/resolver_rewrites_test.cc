// The rewrites of next.config.
#include <gtest/gtest.h>

#include "unit/routing/resolver_fixture.h"

namespace next_native {
namespace {

class ResolverRewritesTest : public ResolverTest {
 protected:
  ResolverRewritesTest() {
    outputs().AppPage("/").AppPage("/a").AppPage("/b").AppPage("/blog/[slug]").AppPage("/[lang]/c");
    AddFile("/file.txt");
  }
};

TEST_F(ResolverRewritesTest, BeforeFilesAreAllApplied) {
  rules().before_files = {Rule("/a").To("/one?x=1"), Rule("/one").To("/b?y=2"),
                          Rule("/file.txt").To("/a?from=file"),
                          Rule("/gone/:slug").To("/blog/:slug")};
  Check({
      {"one after the other, before an existing page", "/a?q=0", "page /b ?q=0&x=1&y=2"},
      {"before an existing file", "/file.txt", "page /a ?from=file"},
      {"an earlier rule is not tried again", "/one", "page /b ?y=2"},
      {"before dynamic routes", "/gone/z", "page /blog/[slug] slug=z ?"},
      {"no rule matches", "/b?q=0", "page /b"},
  });
}

TEST_F(ResolverRewritesTest, AfterFilesEndAtTheFirstDestinationThatExists) {
  rules().after_files = {Rule("/a").To("/b"), Rule("/x/:slug").To("/nowhere/:slug"),
                         Rule("/nowhere/:slug").To("/blog/:slug?again=1"),
                         Rule("/:path*").To("/a?last=1"), Rule("/blog/:slug").To("/b")};
  Check({
      {"an existing page comes first", "/a", "page /a"},
      {"rewriting continues if the destination does not exist", "/x/1",
       "page /blog/[slug] slug=1 ?again=1"},
      {"rewrites come before dynamic routes", "/blog/z", "page /a ?last=1&path=blog&path=z"},
      {"a catch-all rewrite", "/some/where", "page /a ?last=1&path=some&path=where"},
  });
}

TEST_F(ResolverRewritesTest, FallbackComesLast) {
  rules().fallback = {Rule("/:path*").To("https://old.example.com/:path*")};
  Check({
      {"a page", "/a", "page /a"},
      {"a dynamic route", "/blog/z", "page /blog/[slug] slug=z"},
      {"a file", "/file.txt", "file /file.txt"},
      {"any other path", "/x/y?q=%C3%BC&r=a%20b",
       "proxy https://old.example.com/x/y?q=%C3%BC&r=a%20b"},
  });
}

TEST_F(ResolverRewritesTest, AnEmptyPathIsTheRoot) {
  rules().before_files = {Rule("/all/:path*").To("/:path*")};
  Check({
      {"an empty parameter", "/all", "page / ?"},
      {"a parameter with a value", "/all/a", "page /a ?"},
  });
}

TEST_F(ResolverRewritesTest, ParametersAndQuery) {
  rules().after_files = {
      Rule("/used/:slug/:other").To("/blog/:slug"),
      Rule("/unused/:slug").To("/b"),
      Rule("/named/:slug").To("/b?slug=fixed"),
      Rule("/in-query/:slug").To("/b?id=:slug"),
      Rule("/caught").To("/b?v=:v").Has(ConditionKind::kQuery, "q", "(?<v>.+)x"),
      Rule("/tenant")
          .To("https://:sub.example.org/t")
          .Has(ConditionKind::kHost, "", "(?<sub>.+)\\.test"),
  };
  Check({
      {"if one is used in the path, none goes into the query", "/used/a/b",
       "page /blog/[slug] slug=a ?"},
      {"if none is used, all go into the query", "/unused/a?z=1", "page /b ?z=1&slug=a"},
      {"the query of the destination wins", "/named/a", "page /b ?slug=fixed"},
      {"a use in the query does not count", "/in-query/a", "page /b ?id=a&slug=a"},
      {"a parameter of a condition", "/caught?q=7x", "page /b ?q=7x&v=7"},
      {"a parameter in a host name",
       "/tenant",
       "proxy https://shop.example.org/t",
       {{"host", "shop.test:80"}}},
  });
}

TEST_F(ResolverRewritesTest, LeadsToPagesThatAreNotPublic) {
  build().config.use_file_system_public_routes = false;
  rules().after_files = {Rule("/way").To("/a"), Rule("/post/:slug").To("/blog/:slug")};
  Check({
      {"a page without a rewrite", "/a", "miss"},
      {"a dynamic route without a rewrite", "/blog/z", "miss"},
      {"its parameters are decoded all the same", "/blog/%ff", "bad request"},
      {"a rewrite to a page", "/way", "page /a ?"},
      {"a rewrite to a dynamic route", "/post/z", "page /blog/[slug] slug=z ?"},
      {"files are public", "/file.txt", "file /file.txt"},
  });
}

TEST_F(ResolverRewritesTest, RemovesTheAssetPrefix) {
  build().asset_prefix_path = "/cdn";
  AddFile("/_next/static/a.js");
  Check({
      {"a file of the build", "/cdn/_next/static/a.js", "file /_next/static/a.js"},
      {"any other path", "/cdn/file.txt", "miss"},
  });
}

TEST_F(ResolverRewritesTest, FallbackFollowsAnOutputThatWasTried) {
  rules().fallback = {Rule("/:lang/c").To("/b?lang=:lang")};
  Compile();
  EXPECT_EQ(Ask("/de/c"), "page /[lang]/c lang=de");
  tried().push_back(built().output_by_pathname.find("/[lang]/c")->second);
  EXPECT_EQ(Ask("/de/c"), "page /b ?lang=de");
}

}  // namespace
}  // namespace next_native

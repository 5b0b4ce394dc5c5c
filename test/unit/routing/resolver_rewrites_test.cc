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
      {"in front of a page that is there, and one after the other", "/a?q=0",
       "page /b ?q=0&x=1&y=2"},
      {"in front of files", "/file.txt", "page /a ?from=file"},
      {"not in the order of need: those behind are not tried again", "/one", "page /b ?y=2"},
      {"dynamic routes are looked at later", "/gone/z", "page /blog/[slug] slug=z ?"},
      {"what is not rewritten", "/b?q=0", "page /b"},
  });
}

TEST_F(ResolverRewritesTest, AfterFilesEndAtTheFirstThatLeadsToSomething) {
  rules().after_files = {Rule("/a").To("/b"), Rule("/x/:slug").To("/nowhere/:slug"),
                         Rule("/nowhere/:slug").To("/blog/:slug?again=1"),
                         Rule("/:path*").To("/a?last=1"), Rule("/blog/:slug").To("/b")};
  Check({
      {"a page that is there comes first", "/a", "page /a"},
      {"a rewrite that leads to nothing is gone on with", "/x/1",
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
      {"what is left", "/x/y?q=%C3%BC&r=a%20b",
       "proxy https://old.example.com/x/y?q=%C3%BC&r=a%20b"},
  });
}

TEST_F(ResolverRewritesTest, AnEmptyPathIsTheRoot) {
  rules().before_files = {Rule("/all/:path*").To("/:path*")};
  Check({
      {"nothing is left", "/all", "page / ?"},
      {"something is", "/all/a", "page /a ?"},
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
      {"one that is used keeps all out of the query", "/used/a/b", "page /blog/[slug] slug=a ?"},
      {"none is used: all go into the query", "/unused/a?z=1", "page /b ?z=1&slug=a"},
      {"where the destination does not name it", "/named/a", "page /b ?slug=fixed"},
      {"used in the query alone does not count as used", "/in-query/a", "page /b ?id=a&slug=a"},
      {"caught by a condition", "/caught?q=7x", "page /b ?q=7x&v=7"},
      {"in a host name", "/tenant", "proxy https://shop.example.org/t", {{"host", "shop.test:80"}}},
  });
}

TEST_F(ResolverRewritesTest, LeadsToPagesThatAreNotPublic) {
  build().config.use_file_system_public_routes = false;
  rules().after_files = {Rule("/way").To("/a"), Rule("/post/:slug").To("/blog/:slug")};
  Check({
      {"not without a rewrite", "/a", "miss"},
      {"nor by a dynamic route", "/blog/z", "miss"},
      {"whose parameters are read all the same", "/blog/%ff", "bad request"},
      {"a rewrite opens a page", "/way", "page /a ?"},
      {"and a dynamic one", "/post/z", "page /blog/[slug] slug=z ?"},
      {"files are public", "/file.txt", "file /file.txt"},
  });
}

TEST_F(ResolverRewritesTest, FollowsTheAssetPrefix) {
  build().asset_prefix_path = "/cdn";
  AddFile("/_next/static/a.js");
  Check({
      {"to the files of the build", "/cdn/_next/static/a.js", "file /_next/static/a.js"},
      {"and nothing else", "/cdn/file.txt", "miss"},
  });
}

TEST_F(ResolverRewritesTest, GoesOnBehindAnOutputWithoutThePath) {
  rules().fallback = {Rule("/:lang/c").To("/b?lang=:lang")};
  Compile();
  EXPECT_EQ(Ask("/de/c"), "page /[lang]/c lang=de");
  tried().push_back(built().output_by_pathname.find("/[lang]/c")->second);
  EXPECT_EQ(Ask("/de/c"), "page /b ?lang=de");
}

}  // namespace
}  // namespace next_native

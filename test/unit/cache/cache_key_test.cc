#include "cache/cache_key.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

// The expected keys are those of Next.js 16.4 (getRouteCacheKey of dist/server/lib/
// route-cache-key.js, which calls normalizePagePath).
namespace next_native {
namespace {

Output Made(OutputKind kind, std::string_view pathname, std::string_view page) {
  Output output;
  output.kind = kind;
  output.pathname = pathname;
  output.page = page;
  return output;
}

TEST(CacheKeyTest, PagePathsAreNormalized) {
  const struct {
    std::string_view path, expected;
  } cases[] = {
      {"/", "/index"},
      {"/a", "/a"},
      {"/a/b", "/a/b"},
      {"/a/index", "/a/index"},
      {"/indexes", "/indexes"},
      {"/caffè", "/caffè"},
      {"/a b", "/a b"},
      {"/a%2Fb", "/a%2Fb"},
      {"/...", "/..."},
      {"/.well-known/x", "/.well-known/x"},
      // "/index" is taken by the root.
      {"/index", "/index/index"},
      {"/index/a", "/index/index/a"},
      // normalizePagePath throws for these.
      {"//a", ""},
      {"/a//b", ""},
      {"/./a", ""},
      {"/a/.", ""},
      {"/..", ""},
      {"/a/../b", ""},
      // It takes these, but no page is stored for them.
      {"/a/", ""},
      {"a", ""},
      {"", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(PagePath(c.path), c.expected) << c.path;
}

TEST(CacheKeyTest, KeysAreThoseOfNext) {
  using enum OutputKind;
  const struct {
    const char* why;
    Output output;
    std::string_view path, expected;
  } cases[] = {
      {"the root", Made(kAppPage, "/", "/page"), "/",
       "/route-cache/APP_PAGE/c6377dd9ce6a1c2cd100eb4344e843eb4639b9ed26f84643f77680e9eb454c4b/$/"
       "index"},
      {"an app page: the hash of its module, with groups",
       Made(kAppPage, "/blog/[slug]", "/(shop)/blog/[slug]/page"), "/blog/a",
       "/route-cache/APP_PAGE/5a5db8d520d2b83b6b38ef8966725287bf33996ce5f80960bae729af59445c68/$/"
       "blog/a"},
      {"a route handler", Made(kAppRoute, "/api/static", "/api/static/route"), "/api/static",
       "/route-cache/APP_ROUTE/2d3bd64e93d7487061697f2362ce1eb75bfd24a0bf5e0b0798b3ea4272e368df/$/"
       "api/static"},
      {"a page of pages/: the hash of its pathname", Made(kPage, "/p/[id]", "/p/[id]/index"),
       "/p/1",
       "/route-cache/PAGES/44c6b08b52f467be5d9f60f3f2a9557ec6a386f094aecbfe2ad058f7db32a2f5/$/p/1"},
      {"a page called index", Made(kPage, "/index", "/index"), "/index",
       "/route-cache/PAGES/3f750c643c261e6a46c3c1472f69cf02af572051b67c43ee4fd6309d45001c0e/$/"
       "index/index"},
      {"API routes are not cached", Made(kPagesApi, "/api/x", "/api/x"), "/api/x", ""},
      {"pages without a handler are not cached", Made(kStaticPage, "/about", "/about"), "/about",
       ""},
      {"a path that is not in its normal form", Made(kAppPage, "/a", "/a/page"), "/a/../b", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(RouteCacheKey(c.output, c.path), c.expected) << c.why;
}

TEST(CacheKeyTest, KeysAreTakenApart) {
  const struct {
    const char* why;
    std::string_view key, owner, path;
  } cases[] = {
      {"with an owner", "/route-cache/PAGES/00ff/$/p/1", "/route-cache/PAGES/00ff", "/p/1"},
      {"the root", "/route-cache/APP_PAGE/00ff/$/index", "/route-cache/APP_PAGE/00ff", "/"},
      {"a page called index", "/route-cache/PAGES/00ff/$/index/index", "/route-cache/PAGES/00ff",
       "/index"},
      {"a page below one called index", "/route-cache/PAGES/00ff/$/index/index/a",
       "/route-cache/PAGES/00ff", "/index/a"},
      {"the path begins behind the first end of an owner", "/route-cache/PAGES/00ff/$/a/$/b",
       "/route-cache/PAGES/00ff", "/a/$/b"},
      {"before 16.3: the path alone", "/p/1", "", "/p/1"},
      {"before 16.3: the root", "/index", "", "/"},
      {"nothing", "", "", ""},
  };
  for (const auto& c : cases) {
    const CacheKeyParts parts = SplitCacheKey(c.key);
    EXPECT_EQ(parts.owner, c.owner) << c.why;
    EXPECT_EQ(parts.path, c.path) << c.why;
  }
}

TEST(CacheKeyTest, AKeyNamesItsOutputAndPath) {
  const Output output = Made(OutputKind::kAppPage, "/[[...rest]]", "/[[...rest]]/page");
  for (const std::string_view path : {"/", "/a", "/index", "/index/a", "/indexes", "/caffè/ù"}) {
    const std::string key = RouteCacheKey(output, path);
    const CacheKeyParts parts = SplitCacheKey(key);
    EXPECT_EQ(parts.owner, RouteCacheNamespace(output)) << path;
    EXPECT_EQ(parts.path, path);
  }
}

}  // namespace
}  // namespace next_native

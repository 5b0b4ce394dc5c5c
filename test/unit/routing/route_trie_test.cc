#include "routing/route_trie.h"

#include <gtest/gtest.h>

#include <string>

namespace next_native {
namespace {

std::string Describe(const TrieMatch& match) {
  if (match.decode_error) return "!decode";
  std::string text;
  for (const RouteParam& param : match.params) {
    text += (text.empty() ? "" : ";") + param.name + "=";
    for (size_t i = 0; i < param.values.size(); ++i) text += (i == 0 ? "" : ",") + param.values[i];
  }
  return text;
}

struct Lookup {
  std::string_view path, route, params;
};
struct Table {
  std::vector<std::string_view> routes;  // in an order that is not the one they are tried in
  std::vector<Lookup> lookups;
};

// Rows recorded from getSortedRoutes and getRouteMatcher of Next.js 16.4.6; no route: no match.
TEST(RouteTrie, FindsTheRouteNextTriesFirst) {
  const Table tables[] = {
      {{"/[...all]", "/[lang]/[page]", "/[lang]/about", "/docs/[[...path]]", "/blog/[...rest]",
        "/blog/[slug]/edit", "/blog/[slug]"},
       {{"/", "", ""},
        {"/x", "/[...all]", "all=x"},
        {"/x/", "/[...all]", "all=x"},
        {"/blog/a", "/blog/[slug]", "slug=a"},
        {"/blog/a/", "/blog/[slug]", "slug=a"},
        {"/blog/a/edit", "/blog/[slug]/edit", "slug=a"},
        {"/blog/a/edit/", "/blog/[slug]/edit", "slug=a"},
        {"/blog/a/b", "/blog/[...rest]", "rest=a,b"},
        {"/blog", "/[...all]", "all=blog"},
        {"/en/about", "/[lang]/about", "lang=en"},
        {"/en/other", "/[lang]/[page]", "lang=en;page=other"},
        {"/docs", "/docs/[[...path]]", ""},
        {"/docs/", "/docs/[[...path]]", ""},
        {"/docs/a/b/", "/docs/[[...path]]", "path=a,b"},
        {"/blog/about", "/blog/[slug]", "slug=about"},
        {"/a/b/c", "/[...all]", "all=a,b,c"},
        {"/docs/a%2Fb/c", "/docs/[[...path]]", "path=a/b,c"},
        {"/blog/%E4%BD%A0", "/blog/[slug]", "slug=你"},
        {"/blog/%zz", "/blog/[slug]", "!decode"},
        {"/%zz/about", "/[lang]/about", "!decode"},
        {"/docs/ok/%ff", "/docs/[[...path]]", "!decode"},
        {"/BLOG/a", "/[lang]/[page]", "lang=BLOG;page=a"},
        {"/blog/_NEXTSEP_a", "/blog/[slug]", "slug=a"}}},
      {{"/[p]/q/c/f", "/a/[...z]", "/a/[b]/[x]/e", "/a/[b]/c/[d]"},
       {{"/a/1/c/2", "/a/[b]/c/[d]", "b=1;d=2"},
        {"/a/1/c/e", "/a/[b]/c/[d]", "b=1;d=e"},
        {"/a/q/c/f", "/a/[b]/c/[d]", "b=q;d=f"},
        {"/a/q/c", "/a/[...z]", "z=q,c"},
        {"/z/q/c/f", "/[p]/q/c/f", "p=z"},
        {"/z/q/c/g", "", ""},
        {"/a", "", ""}}},
      {{"/[a]/[b]", "/[a]/item-[id]", "/[a]/item-5/x", "/[a]/[n].json"},
       {{"/x/item-5", "/[a]/item-[id]", "a=x;id=5"},
        {"/x/item-", "/[a]/[b]", "a=x;b=item-"},
        {"/x/item-5/x", "/[a]/item-5/x", "a=x"},
        {"/x/y.json", "/[a]/[n].json", "a=x;n=y"},
        {"/x/.json", "/[a]/[b]", "a=x;b=.json"},
        {"/x/item-5.json", "/[a]/[n].json", "a=x;n=item-5"},
        {"/x/item-5/y", "", ""}}},
      {{"/[[...s]]", "/[a]/b"},
       {{"/", "/[[...s]]", ""},
        {"/x", "/[[...s]]", "s=x"},
        {"/x/b", "/[a]/b", "a=x"},
        {"/x/b/", "/[a]/b", "a=x"},
        {"/b", "/[[...s]]", "s=b"}}},
      {{"/[y]/z", "/café/[x]"},
       {{"/caf%C3%A9/1", "", ""},
        {"/café/1", "/café/[x]", "x=1"},
        {"/caf%C3%A9/z", "/[y]/z", "y=café"}}},
  };
  for (const Table& table : tables) {
    RouteTrie trie;
    for (uint32_t id = 0; id < table.routes.size(); ++id) {
      ASSERT_TRUE(trie.Insert(table.routes[id], id)) << table.routes[id];
    }
    for (const Lookup& lookup : table.lookups) {
      const std::optional<TrieMatch> match = trie.Match(lookup.path, {});
      ASSERT_EQ(match.has_value(), !lookup.route.empty()) << lookup.path;
      if (!match) continue;
      EXPECT_EQ(table.routes[match->route], lookup.route) << lookup.path;
      EXPECT_EQ(Describe(*match), lookup.params) << lookup.path;
    }
  }
}

TEST(RouteTrie, FindsTheNextRouteAfterSkippedOnes) {
  const std::vector<std::string_view> routes = {"/a/[b]", "/[x]/[y]", "/a/[...r]", "/[[...o]]"};
  RouteTrie trie;
  for (uint32_t id = 0; id < routes.size(); ++id) ASSERT_TRUE(trie.Insert(routes[id], id));
  const uint32_t order[] = {0, 2, 1, 3};
  std::vector<uint32_t> skipped;
  for (const uint32_t expected : order) {
    const std::optional<TrieMatch> match = trie.Match("/a/1", skipped);
    ASSERT_TRUE(match);
    EXPECT_EQ(match->route, expected);
    skipped.push_back(expected);
  }
  EXPECT_FALSE(trie.Match("/a/1", skipped));
}

TEST(RouteTrie, RefusesRoutesThatContradictEachOther) {
  const std::vector<std::string_view> cases[] = {
      {"/[a]/x", "/[b]/y"},          {"/[...a]", "/[[...b]]"},      {"/[[...b]]", "/[...a]"},
      {"/x/[y]", "/x/[y]/[[...z]]"}, {"/x/[y]/[[...z]]", "/x/[y]"}, {"/[a]", "/[a]"},
  };
  for (const std::vector<std::string_view>& routes : cases) {
    RouteTrie trie;
    ASSERT_TRUE(trie.Insert(routes[0], 0));
    const Result<bool> second = trie.Insert(routes[1], 1);
    ASSERT_FALSE(second) << routes[1];
    EXPECT_EQ(second.error().code, ErrorCode::kInvalidPattern);
  }
}

}  // namespace
}  // namespace next_native

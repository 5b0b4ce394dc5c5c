#include "manifest/app_paths.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(NormalizeAppPath, TakesOffWhatIsNotRouted) {
  struct Case {
    std::string_view page, pathname;
  };
  const Case cases[] = {
      {"/page", "/"},
      {"/(a)/(b)/page", "/"},
      {"/(shop)/cart/page", "/cart"},
      {"/@side/[...rest]/page", "/[...rest]"},
      {"/page/page", "/page"},
      {"/favicon.ico/route", "/favicon.ico"},
      {"/route/x", "/route/x"},
      {"/%5Fa/%5Fb/page", "/_a/_b"},
      {"/feed/(.)photo/page", "/feed/(.)photo"},
  };
  for (const Case& c : cases) EXPECT_EQ(NormalizeAppPath(c.page), c.pathname) << c.page;
}

TEST(IsDynamicPathname, LooksAtWholeSegments) {
  struct Case {
    std::string_view pathname;
    bool is_dynamic;
  };
  const Case cases[] = {
      {"/", false},
      {"/a", false},
      {"/[a]", true},
      {"/x/[...a]", true},
      {"/x/[[...a]]/", true},
      {"/x-[a]", false},
      {"/[a].png", false},
      {"/[]", false},
      {"/[u]/(.)photo", true},
      {"/f/(.)[id]", true},
      {"/[u]/(...)x", false},
      {"/[u]/x/(..)photo", true},
      {"/[u]/(..)x", false},
      {"/a/b/(..)(..)c", false},
  };
  for (const Case& c : cases) EXPECT_EQ(IsDynamicPathname(c.pathname), c.is_dynamic) << c.pathname;
}

// The rows were recorded from compareAppPaths of Next.js 16.4.6: the sign of (a, b).
TEST(SelectAppPageEntry, OrdersPagesAsNextDoes) {
  struct Case {
    std::string_view a, b;
    int sign;
  };
  const Case cases[] = {
      {"/(a)/x/page", "/@a-b/x/page", 1},       {"/@ab/x/page", "/(A)/x/page", -1},
      {"/@ab/x/page", "/@a-b/x/page", 1},       {"/@B/x/page", "/@a-b/x/page", 1},
      {"/@B/x/page", "/@ab/x/page", 1},         {"/@a-b/x/page", "/@B/x/page", -1},
      {"/(a_1)/x/page", "/(A)/x/page", -1},     {"/(b)/x/page", "/@ab/x/page", 1},
      {"/(b)/x/page", "/@B/x/page", 1},         {"/(a)/x/page", "/@B/x/page", 1},
      {"/@z1/x/page", "/(10)/x/page", -1},      {"/@z1/x/page", "/@ab/x/page", 1},
      {"/@B/x/page", "/(A)/x/page", -1},        {"/(a_1)/x/page", "/(a)/x/page", -1},
      {"/@a-b/x/page", "/(a)/x/page", -1},      {"/@ab/x/page", "/(10)/x/page", -1},
      {"/(10)/x/page", "/(10)/@z1/x/page", 1},  {"/@a-b/x/page", "/@z1/x/page", -1},
      {"/@B/x/page", "/(a)/x/page", -1},        {"/(a)/x/page", "/(10)/x/page", 1},
      {"/(a)/@z1/x/page", "/(a_1)/x/page", -1}, {"/@B/x/page", "/@z1/x/page", -1},
      {"/(a_1)/x/page", "/(b)/x/page", -1},     {"/(10)/x/page", "/(a_1)/x/page", -1},
      {"/(b)/x/page", "/@a-b/x/page", 1},       {"/(b)/x/page", "/(a_1)/x/page", 1},
      {"/@a-b/x/page", "/(b)/x/page", -1},      {"/@a-b/x/page", "/@ab/x/page", -1},
      {"/(a)/x/page", "/@z1/x/page", 1},        {"/(a)/x/page", "/(a_1)/x/page", 1},
      {"/@ab/x/page", "/(b)/x/page", -1},       {"/(10)/x/page", "/(a)/x/page", -1},
      {"/(b)/x/page", "/(a)/x/page", 1},        {"/(A)/@a-b/x/page", "/(a_1)/x/page", -1},
      {"/(A)/x/page", "/@B/x/page", 1},         {"/(a)/x/page", "/@ab/x/page", 1},
      {"/@ab/x/page", "/(a_1)/x/page", -1},     {"/@B/x/page", "/(b)/x/page", -1},
      {"/@ab/x/page", "/@z1/x/page", -1},       {"/(A)/x/page", "/(a_1)/x/page", 1},
      {"/(a_1)/x/page", "/@ab/x/page", 1},      {"/@a-b/x/page", "/(a_1)/x/page", -1},
      {"/@ab/x/page", "/(a)/x/page", -1},       {"/@z1/x/page", "/(a_1)/x/page", -1},
      {"/(10)/x/page", "/(A)/x/page", -1},      {"/@ab/x/page", "/@B/x/page", -1},
      {"/(A)/x/page", "/@a-b/x/page", 1},       {"/(10)/x/page", "/(b)/x/page", -1},
      {"/@z1/x/page", "/@B/x/page", 1},         {"/@B/x/page", "/(a_1)/x/page", -1},
      {"/(10)/x/page", "/@a-b/x/page", 1},      {"/(a)/(b)/x/page", "/@z1/x/page", 1},
      {"/(a)/x/page", "/(b)/x/page", -1},       {"/(a_1)/x/page", "/@B/x/page", 1},
      {"/(A)/x/page", "/(a)/x/page", 1},        {"/(A)/x/page", "/(b)/x/page", -1},
      {"/@a_b/x/page", "/(10)/x/page", -1},     {"/@a-b/x/page", "/(A)/x/page", -1},
      {"/(a_1)/x/page", "/(10)/x/page", 1},     {"/(a_1)/x/page", "/@z1/x/page", 1},
  };
  for (const Case& c : cases) {
    const AppPathGroup group{"/x", {std::string(c.a), std::string(c.b)}};
    EXPECT_EQ(SelectAppPageEntry(group), c.sign < 0 ? c.b : c.a) << c.a << " " << c.b;
  }
}

TEST(SelectAppPageEntry, TakesThePageOutsideSlotsAndPassesOverSpreadOnes) {
  EXPECT_EQ(SelectAppPageEntry({"/a", {"/@z/a/page", "/a/page", "/@side/[...rest]/page"}}),
            "/a/page");
  EXPECT_EQ(SelectAppPageEntry({"/a", {"/@b/a/page", "/@B/a/page", "/@a/a/page"}}), "/@B/a/page");
  EXPECT_EQ(SelectAppPageEntry({"/a", {}}), "");
}

TEST(SpreadCatchAllPages, FillsSlotsThatHaveNoPageOfTheirOwn) {
  std::vector<AppPathGroup> groups = {
      {"/", {"/page"}},
      {"/a", {"/a/page"}},
      {"/b", {"/b/page", "/@side/b/page"}},
      {"/[...rest]", {"/@side/[...rest]/page"}},
      {"/a/[...deep]", {"/a/@side/[...deep]/page"}},
      {"/(.)x", {"/(.)x/page"}},
      {"/[[...o]]", {"/@other/[[...o]]/page"}},
  };
  SpreadCatchAllPages(groups);
  using Pages = std::vector<std::string>;
  EXPECT_EQ(groups[0].pages, (Pages{"/page"}));
  EXPECT_EQ(groups[1].pages, (Pages{"/a/page", "/@side/[...rest]/page"}));
  EXPECT_EQ(groups[2].pages, (Pages{"/b/page", "/@side/b/page"}));
  EXPECT_EQ(groups[5].pages, (Pages{"/(.)x/page"}));
}

}  // namespace
}  // namespace next_native

// Page names of the app router ("/(shop)/@slot/[id]/page") and the pathnames they are routed under.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace next_native {

// A routed pathname and the pages rendered at it, in manifest order.
struct AppPathGroup {
  std::string pathname;
  std::vector<std::string> pages;
};

// Takes groups, slots and the leaf off a page name: "/(shop)/@slot/[id]/page" is "/[id]" (next's
// shared/lib/router/utils/app-paths.js, with "%5F" read as "_").
[[nodiscard]] std::string NormalizeAppPath(std::string_view page);

// Whether a pathname has a whole segment in brackets; of an intercepting route, whether the route
// it intercepts has (next's shared/lib/router/utils/is-dynamic.js, strict).
[[nodiscard]] bool IsDynamicPathname(std::string_view pathname);

// Whether a segment begins with "(.)", "(..)", "(...)" or "(..)(..)".
[[nodiscard]] bool IsInterceptionPathname(std::string_view pathname);

// The page of `group` whose module renders it: pages outside slots win, then the last by
// JavaScript's localeCompare (selectAppPageEntry of app-paths.js). Empty if no page normalizes to
// the pathname.
[[nodiscard]] std::string SelectAppPageEntry(const AppPathGroup& group);

// Adds catch-all pages of parallel slots to the pathnames they also render at (next's
// server/lib/router-utils/normalize-catchall-routes.js).
void SpreadCatchAllPages(std::vector<AppPathGroup>& groups);

}  // namespace next_native

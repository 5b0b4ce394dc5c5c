// Page names of the app router ("/(shop)/@slot/[id]/page") and the pathnames they are routed at.
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

// Removes groups, slots and the leaf from a page name: "/(shop)/@slot/[id]/page" becomes "/[id]"
// (next's shared/lib/router/utils/app-paths.js, with "%5F" read as "_").
[[nodiscard]] std::string NormalizeAppPath(std::string_view page);

// True if a pathname has a whole segment in brackets. For an intercepting route, this asks about
// the route it intercepts (next's shared/lib/router/utils/is-dynamic.js, strict).
[[nodiscard]] bool IsDynamicPathname(std::string_view pathname);

// True if a segment begins with "(.)", "(..)", "(...)" or "(..)(..)".
[[nodiscard]] bool IsInterceptionPathname(std::string_view pathname);

// Returns the page of `group` whose module renders it: pages outside slots win, then the last by
// JavaScript's localeCompare (selectAppPageEntry of app-paths.js). Empty if no page normalizes to
// the pathname.
[[nodiscard]] std::string SelectAppPageEntry(const AppPathGroup& group);

// Adds catch-all pages of parallel slots to the other pathnames they render at (next's
// server/lib/router-utils/normalize-catchall-routes.js).
void SpreadCatchAllPages(std::vector<AppPathGroup>& groups);

}  // namespace next_native

#include "manifest/app_paths.h"

#include <algorithm>
#include <array>

namespace next_native {

namespace {

// In the order Next.js tries them.
constexpr std::array<std::string_view, 4> kInterceptionMarkers = {"(..)(..)", "(.)", "(..)",
                                                                  "(...)"};

std::vector<std::string_view> Split(std::string_view path) {
  std::vector<std::string_view> segments;
  size_t begin = 0;
  while (true) {
    const size_t end = path.find('/', begin);
    segments.push_back(path.substr(begin, end - begin));
    if (end == std::string_view::npos) return segments;
    begin = end + 1;
  }
}

std::string_view InterceptionMarker(std::string_view segment) {
  for (const std::string_view marker : kInterceptionMarkers) {
    if (segment.starts_with(marker)) return marker;
  }
  return {};
}

bool IsSlot(std::string_view segment) { return segment.starts_with('@') && segment != "@children"; }

std::vector<std::string_view> Slots(std::string_view page) {
  std::vector<std::string_view> slots = Split(page);
  std::erase_if(slots, [](std::string_view segment) { return !IsSlot(segment); });
  return slots;
}

bool HasDynamicSegment(std::string_view path) {
  const std::vector<std::string_view> segments = Split(path);
  // Skips the text before the first slash.
  return std::any_of(segments.begin() + 1, segments.end(), [](std::string_view segment) {
    return segment.size() > 2 && segment.starts_with('[') && segment.ends_with(']');
  });
}

// The primary weight of a character in the root collation, which JavaScript's localeCompare uses:
// punctuation in this order, then digits, then letters without regard to case.
int CollationWeight(char c) {
  constexpr std::string_view kPunctuation = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";
  const size_t place = kPunctuation.find(c);
  if (place != std::string_view::npos) return static_cast<int>(place) + 1;
  if (c >= 'A' && c <= 'Z') return 256 + (c - 'A' + 'a');
  return 256 + static_cast<unsigned char>(c);
}

int LocaleCompare(std::string_view a, std::string_view b) {
  const size_t common = std::min(a.size(), b.size());
  for (size_t i = 0; i < common; ++i) {
    const int difference = CollationWeight(a[i]) - CollationWeight(b[i]);
    if (difference != 0) return difference;
  }
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  // Equal except for case: lower case comes first, the reverse of ASCII.
  return b.compare(a);
}

int CompareAppPaths(std::string_view a, std::string_view b) {
  const bool a_has_slot = a.find("/@") != std::string_view::npos;
  const bool b_has_slot = b.find("/@") != std::string_view::npos;
  if (a_has_slot != b_has_slot) return a_has_slot ? -1 : 1;
  return LocaleCompare(a, b);
}

}  // namespace

std::string NormalizeAppPath(std::string_view page) {
  std::string pathname;
  const std::vector<std::string_view> segments = Split(page);
  for (size_t i = 0; i < segments.size(); ++i) {
    const std::string_view segment = segments[i];
    const bool is_leaf = i + 1 == segments.size() && (segment == "page" || segment == "route");
    const bool is_group = segment.starts_with('(') && segment.ends_with(')');
    if (segment.empty() || is_leaf || is_group || segment.starts_with('@')) continue;
    pathname.append("/").append(segment);
  }
  if (pathname.empty()) return "/";
  for (size_t at = pathname.find("%5F"); at != std::string::npos; at = pathname.find("%5F", at)) {
    pathname.replace(at, 3, "_");
  }
  return pathname;
}

bool IsInterceptionPathname(std::string_view pathname) {
  const std::vector<std::string_view> segments = Split(pathname);
  return std::any_of(segments.begin(), segments.end(),
                     [](std::string_view segment) { return !InterceptionMarker(segment).empty(); });
}

bool IsDynamicPathname(std::string_view pathname) {
  for (const std::string_view segment : Split(pathname)) {
    const std::string_view marker = InterceptionMarker(segment);
    if (marker.empty()) continue;
    // The intercepted route: the text after the marker, below a parent of the text before it.
    const size_t at = pathname.find(marker);
    const std::string_view before = pathname.substr(0, at);
    std::string intercepted = "/";
    intercepted.append(pathname.substr(at + marker.size()));
    if (marker == "(...)") return HasDynamicSegment(intercepted);
    std::vector<std::string_view> parents = Split(before);
    std::erase_if(parents, [](std::string_view parent) { return parent.empty(); });
    const size_t levels = marker == "(.)" ? 0 : marker == "(..)" ? 1 : 2;
    parents.resize(parents.size() - std::min(levels, parents.size()));
    std::string route;
    for (const std::string_view parent : parents) route.append("/").append(parent);
    return HasDynamicSegment(route + intercepted);
  }
  return HasDynamicSegment(pathname);
}

std::string SelectAppPageEntry(const AppPathGroup& group) {
  const std::string* entry = nullptr;
  for (const std::string& page : group.pages) {
    if (NormalizeAppPath(page) != group.pathname) continue;
    if (entry == nullptr || CompareAppPaths(*entry, page) < 0) entry = &page;
  }
  return entry == nullptr ? std::string() : *entry;
}

void SpreadCatchAllPages(std::vector<AppPathGroup>& groups) {
  struct CatchAll {
    std::string page;
    std::string base;  // the pathname up to the catch-all segment
    std::vector<std::string_view> slots;
    size_t depth;
  };
  std::vector<CatchAll> catch_alls;
  for (const AppPathGroup& group : groups) {
    for (const std::string& page : group.pages) {
      const bool is_catch_all = page.find("[...") != std::string::npos;
      if (!is_catch_all || page.find("[[...") != std::string::npos) continue;
      const std::string pathname = NormalizeAppPath(page);
      catch_alls.push_back({page,
                            pathname.substr(0, pathname.find("[...")),
                            {},
                            static_cast<size_t>(std::count(page.begin(), page.end(), '/'))});
    }
  }
  for (CatchAll& catch_all : catch_alls) catch_all.slots = Slots(catch_all.page);
  std::stable_sort(catch_alls.begin(), catch_alls.end(),
                   [](const CatchAll& a, const CatchAll& b) { return a.depth > b.depth; });

  for (AppPathGroup& group : groups) {
    if (IsInterceptionPathname(group.pathname)) continue;
    for (const CatchAll& catch_all : catch_alls) {
      if (!group.pathname.starts_with(catch_all.base) || group.pathname == catch_all.base) continue;
      const bool is_filled =
          std::any_of(group.pages.begin(), group.pages.end(),
                      [&](const std::string& page) { return Slots(page) == catch_all.slots; });
      if (!is_filled) group.pages.push_back(catch_all.page);
    }
  }
}

}  // namespace next_native

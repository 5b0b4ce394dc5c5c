#include "routing/item_lookup.h"

#include <optional>
#include <string_view>

#include "manifest/locale_path.h"
#include "routing/base_path.h"

namespace next_native {
namespace {

// True if the path as sent, unchanged so far, names a locale and an API route (checkLocaleApi of
// resolve-routes.js).
bool IsLocaleApi(const RoutingPass& pass) {
  const UrlLocale& locale = pass.state.locale;
  return !locale.of_path.empty() && pass.path() == pass.url.substr(0, pass.url.find('?')) &&
         PathHasPrefix(locale.rest, "/api");
}

PageAccess AccessOf(const RoutingPass& pass) {
  return pass.state.url.did_rewrite ? PageAccess::kByRewrite : PageAccess::kAsConfigured;
}

// Ends routing at what `state.match` says, if that is an end.
bool EndAtMatch(RoutingPass& pass, TracePhase phase) {
  const RouteMatch& match = pass.state.match;
  if (match) {
    pass.EndAtOutput();
  } else if (match.decode_error) {
    pass.End(ResolvedKind::kBadRequest);
  } else if (match.is_dead_end) {
    pass.End(ResolvedKind::kDeadEnd);
  } else {
    return false;
  }
  pass.trace.Match(phase, pass.path(), match);
  return true;
}

// getItem of filesystem.js.
bool SearchItems(RoutingPass& pass) {
  const std::optional<std::string_view> routed = StripBasePath(pass.path(), pass.base_path());
  if (!routed) return false;
  std::string_view item = *routed;
  if (item.size() > 1 && item.ends_with('/')) item.remove_suffix(1);
  if (item == "/_next/image") {
    pass.trace.Path(TracePhase::kFiles, pass.path(), "", "The path of the image optimizer.");
    pass.End(ResolvedKind::kImage);
    return true;
  }
  const LocalePath split = SplitLocalePath(item, pass.site.rules.file_locales);
  if (const StaticMatch file = pass.site.files.Find(split.rest)) {
    pass.trace.Path(TracePhase::kFiles, pass.path(), "", "A static file has this path.");
    pass.EndAtFile(file);
    return true;
  }
  pass.state.match = pass.site.table.MatchExact(item, pass.tried, AccessOf(pass));
  return EndAtMatch(pass, TracePhase::kFiles);
}

bool SearchDynamicRoutes(RoutingPass& pass) {
  const std::optional<std::string_view> routed = StripBasePath(pass.path(), pass.base_path());
  if (!routed) return false;
  RouteMatch& match = pass.state.match;
  match = pass.site.table.MatchDynamic(*routed, pass.tried, AccessOf(pass),
                                       !pass.state.locale.of_path.empty());
  if (match.marks_data_request && !match.decode_error) pass.MarkDataRequest();
  return EndAtMatch(pass, TracePhase::kDynamicRoutes);
}

}  // namespace

bool ItemLookup::FindItem() {
  const bool is_api_below_locale =
      !pass_.state.locale.of_path.empty() && PathHasPrefix(pass_.path(), "/api");
  if (is_api_below_locale || IsLocaleApi(pass_)) return false;
  searched_ = Searched::kItems;
  return SearchItems(pass_);
}

bool ItemLookup::FindItemOrRoute() {
  if (searched_ == Searched::kAll || IsLocaleApi(pass_)) return false;
  if (searched_ == Searched::kNothing && SearchItems(pass_)) return true;
  searched_ = Searched::kAll;
  return SearchDynamicRoutes(pass_);
}

}  // namespace next_native

// The part of the resolver that finds files and pages (getItem of filesystem.js, checkTrue of
// resolve-routes.js).
#include <utility>

#include "manifest/locale_path.h"
#include "routing/resolver.h"
#include "routing/resolver_pass.h"

namespace next_native {

// An API route is none below a locale.
bool Resolver::IsLocaleApi() const {
  return !path_locale_.empty() && path_ == url_.substr(0, url_.find('?')) &&
         PathHasPrefix(path_rest_, "/api");
}

// getItem of filesystem.js.
std::optional<Resolved> Resolver::FindItem(Pass& pass) {
  const std::optional<std::string_view> routed = StripBasePath(path_, pass.base_path());
  if (!routed) return std::nullopt;
  std::string_view item = *routed;
  if (item.size() > 1 && item.ends_with('/')) item.remove_suffix(1);
  if (item == "/_next/image") {
    Trace(TracePhase::kFiles, "", "The path of the image optimizer.");
    return Ends(ResolvedKind::kImage);
  }
  const LocalePath file = SplitLocalePath(item, pass.site.rules.file_locales);
  if (pass.files.Find(file.rest)) {
    Trace(TracePhase::kFiles, "", "A static file has this path.");
    return Ends(ResolvedKind::kFile);
  }
  Resolved found;
  found.match = pass.site.table.MatchExact(
      item, pass.tried, did_rewrite_ ? PageAccess::kByRewrite : PageAccess::kAsConfigured);
  if (found.match.decode_error) {
    found.kind = ResolvedKind::kBadRequest;
  } else if (found.match.is_dead_end) {
    found.kind = ResolvedKind::kDeadEnd;
  } else if (found.match) {
    found.kind = ResolvedKind::kOutput;
  } else {
    return std::nullopt;
  }
  TraceMatch(TracePhase::kFiles, found);
  return found;
}

// checkTrue of resolve-routes.js.
std::optional<Resolved> Resolver::FindItemOrRoute(Pass& pass) {
  if (IsLocaleApi()) return std::nullopt;
  if (std::optional<Resolved> item = FindItem(pass)) return item;
  const std::optional<std::string_view> routed = StripBasePath(path_, pass.base_path());
  if (!routed) return std::nullopt;
  Resolved found;
  found.match = pass.site.table.MatchDynamic(
      *routed, pass.tried, did_rewrite_ ? PageAccess::kByRewrite : PageAccess::kAsConfigured,
      !path_locale_.empty());
  if (found.match.decode_error) {
    found.kind = ResolvedKind::kBadRequest;
    TraceMatch(TracePhase::kDynamicRoutes, found);
    return found;
  }
  if (found.match.marks_data_request) MarkDataRequest();
  if (!found.match) return std::nullopt;
  found.kind = ResolvedKind::kOutput;
  TraceMatch(TracePhase::kDynamicRoutes, found);
  return found;
}

void Resolver::TraceMatch(TracePhase phase, const Resolved& found) {
  if (trace_ == nullptr) return;
  TraceStep step;
  step.phase = phase;
  step.from = path_;
  if (found.kind == ResolvedKind::kBadRequest) {
    step.note = "A parameter cannot be decoded.";
  } else if (found.kind == ResolvedKind::kDeadEnd) {
    step.note = "A page has this path, in another spelling.";
  } else {
    const RouteMatch& match = found.match;
    step.route = match.output->pathname;
    for (const RouteParam& param : match.params) {
      step.params.push_back({param.name, param.values, param.is_catch_all});
    }
    step.note = phase == TracePhase::kFiles ? "It has exactly this path." : "It takes such paths.";
    if (match.is_data) step.note += " The URL asks for its data.";
  }
  trace_->Add(std::move(step));
}

}  // namespace next_native

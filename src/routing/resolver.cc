#include "routing/resolver.h"

#include <utility>

#include "manifest/locale_path.h"
#include "routing/data_path.h"
#include "routing/resolver_pass.h"

namespace next_native {

void Resolver::Reset() {
  url_text_.clear();
  path_text_.clear();
  owns_path_ = false;
  query_ = LazyQuery();
  search_.reset();
  did_rewrite_ = false;
  is_asset_ = false;
  marks_data_request_ = false;
  adds_data_header_ = false;
  is_data_page_ = false;
  path_locale_.clear();
  path_rest_.clear();
  url_locale_.clear();
  default_locale_.clear();
  is_locale_domain_ = false;
  locale_.clear();
  cookie_.reset();
  early_fields_.Clear();
  fields_.Clear();
  trace_ = nullptr;
}

void Resolver::Own() {
  if (url_.data() == url_text_.data()) return;
  url_text_ = url_;
  url_ = url_text_;
  target_ = ParseRequestTarget(url_);
  if (!owns_path_) path_ = target_.path;
  if (!query_.is_changed()) query_ = LazyQuery(target_.query);
}

const QueryObject* Resolver::changed_query() {
  return query_.is_changed() ? &query_.Get() : nullptr;
}

void Resolver::Settle(std::string_view url) {
  url_ = url;
  if (url.find('?') == std::string_view::npos) {
    target_ = RequestTarget();
    target_.path = url;
  } else {
    target_ = ParseRequestTarget(url);
  }
  path_ = target_.path;
  query_ = LazyQuery(target_.query);
}

void Resolver::MarkDataRequest() {
  marks_data_request_ = true;
  adds_data_header_ = true;
}

void Resolver::SetPath(std::string path) {
  path_text_ = std::move(path);
  path_ = path_text_;
  owns_path_ = true;
}

void Resolver::Trace(TracePhase phase, std::string_view to, std::string_view note) {
  TraceFrom(phase, path_, to, note);
}

void Resolver::TraceFrom(TracePhase phase, std::string_view from, std::string_view to,
                         std::string_view note) {
  if (trace_ == nullptr) return;
  TraceStep step;
  step.phase = phase;
  step.from = from;
  step.to = to;
  step.note = note;
  trace_->Add(std::move(step));
}

void Resolver::TraceRule(TracePhase phase, const RuleMatch& match, std::string_view to,
                         std::string_view note) {
  if (trace_ == nullptr) return;
  TraceStep step;
  step.phase = phase;
  step.rule = match.rule;
  step.index = match.index;
  step.params = match.params;
  step.from = path_;
  step.to = to;
  step.note = note;
  trace_->Add(std::move(step));
}

Resolved Resolver::Start(const RoutingSite& site, std::string_view url, const HeaderValues& headers,
                         std::span<const uint32_t> tried, FileFinder& files) {
  Pass pass{site, headers, tried, files, {headers, query_, site.limits}};
  adds_data_header_ = false;
  fields_.Clear();
  owns_path_ = false;
  did_rewrite_ = false;
  is_asset_ = false;
  search_.reset();
  if (std::optional<Resolved> end = Prepare(pass, url)) return std::move(*end);
  if (pass.has_i18n()) PrepareLocale(pass);
  if (site.rules.has_middleware) NormalizeDataPath(pass);
  ApplyHeaders(pass, site.rules.headers, TracePhase::kHeaders);
  if (pass.has_failed) return Ends(ResolvedKind::kFailed);
  if (std::optional<Resolved> end = Redirect(pass)) {
    fields_.Clear();
    return std::move(*end);
  }
  if (!WantsMiddleware(pass)) return Finish(pass);
  // Asked for middleware, the render server looks for data URLs first. It knows no base path yet.
  switch (ReadDataPath(site.build, path_)) {
    case DataPath::kNoData:
      fields_.Clear();
      SetFinalLocale(pass);
      return Ends(ResolvedKind::kNotFound);
    case DataPath::kPage:
    case DataPath::kBlockedPage:
      TakeDataPage(pass);
      break;
    default:
      break;
  }
  cookie_ = pass.facts.cookie;
  SetFinalLocale(pass);
  Trace(TracePhase::kMiddleware, trace_ ? MiddlewareUrl(pass) : std::string(),
        "A matcher accepts the path: middleware runs.");
  return Ends(ResolvedKind::kMiddleware, MiddlewareUrl(pass));
}

Resolved Resolver::Continue(const RoutingSite& site, const MiddlewareEffect& effect, int status,
                            const HeaderValues& headers, std::span<const uint32_t> tried,
                            FileFinder& files) {
  Pass pass{site, headers, tried, files, {headers, query_, site.limits, cookie_}};
  adds_data_header_ = false;
  switch (effect.verdict) {
    case MiddlewareVerdict::kNext:
      break;
    case MiddlewareVerdict::kBody:
      if (!effect.target.empty()) fields_.Set("location", effect.target);
      return Ends(ResolvedKind::kBody, {}, status);
    case MiddlewareVerdict::kRedirect:
      fields_.Set("location", effect.target);
      return Ends(ResolvedKind::kRedirect, effect.target, status);
    case MiddlewareVerdict::kRewrite:
      if (std::optional<Resolved> end = FollowRewrite(effect.target)) return std::move(*end);
      break;
  }
  return Finish(pass);
}

// Routing goes on with the path and query middleware asked for; to another origin it ends.
std::optional<Resolved> Resolver::FollowRewrite(const std::string& url) {
  const RequestTarget rewritten = ParseRequestTarget(url);
  if (!rewritten.is_valid) return Ends(ResolvedKind::kProxy, url);
  QueryObject query = QueryObject::Parse(rewritten.query);
  if (rewritten.is_absolute) {
    std::string text =
        WithQuery(Join(rewritten.origin, rewritten.path), StringifyQuery(query, InitialQuery()));
    if (!rewritten.fragment.empty()) text.append("#").append(rewritten.fragment);
    return Ends(ResolvedKind::kProxy, std::move(text));
  }
  search_ = rewritten.query;
  SetPath(std::string(rewritten.path));
  query_.Mutable() = std::move(query);
  return std::nullopt;
}

Resolved Resolver::Finish(Pass& pass) {
  const RoutingRules& rules = pass.site.rules;
  if (pass.has_failed) return Ends(ResolvedKind::kFailed);
  RewriteAssets(pass);
  for (RuleMatch match = rules.before_files.FindNext(path_, 0, pass.facts); match;) {
    const size_t next = match.index + 1;
    if (std::optional<Resolved> end = Rewrite(pass, std::move(match), TracePhase::kBeforeFiles)) {
      return std::move(*end);
    }
    match = rules.before_files.FindNext(path_, next, pass.facts);
  }
  const bool is_locale_api = !path_locale_.empty() && PathHasPrefix(path_, "/api");
  if (!IsLocaleApi() && !is_locale_api) {
    if (std::optional<Resolved> item = FindItem(pass)) return Found(pass, std::move(*item));
  }
  for (const auto& [list, phase] : {std::pair{&rules.after_files, TracePhase::kAfterFiles},
                                    std::pair{&rules.fallback, TracePhase::kFallback}}) {
    for (RuleMatch match = list->FindNext(path_, 0, pass.facts); match;) {
      const size_t next = match.index + 1;
      if (std::optional<Resolved> end = Rewrite(pass, std::move(match), phase)) {
        return std::move(*end);
      }
      if (std::optional<Resolved> item = FindItemOrRoute(pass))
        return Found(pass, std::move(*item));
      match = list->FindNext(path_, next, pass.facts);
    }
    if (phase == TracePhase::kFallback) break;
    if (std::optional<Resolved> item = FindItemOrRoute(pass)) return Found(pass, std::move(*item));
  }
  return Ends(ResolvedKind::kMiss);
}

Resolved Resolver::Found(Pass& pass, Resolved resolved) {
  ApplyHeaders(pass, pass.site.rules.on_match_headers, TracePhase::kOnMatchHeaders);
  SetFinalLocale(pass);
  if (pass.has_failed) return Ends(ResolvedKind::kFailed);
  return resolved.kind == ResolvedKind::kOutput ? FoundOutput(pass, std::move(resolved)) : resolved;
}

// What the server behind the router takes some paths for, whatever the router says
// (normalizeAndAttachMetadata of base-server.js).
Resolved Resolver::FoundOutput(Pass& pass, Resolved resolved) {
  std::string_view path = RemovePrefix(path_, pass.base_path());
  if (pass.has_i18n()) path = SplitLocalePath(path, pass.i18n().locales).rest;
  if (path.starts_with("/_next/image")) return Ends(ResolvedKind::kImage);
  const BuildOutput& build = pass.site.build;
  switch (ReadDataPath(build, path)) {
    case DataPath::kNone:
      return resolved;
    case DataPath::kPage:
      break;
    default:
      return Ends(ResolvedKind::kNotFound);
  }
  is_data_page_ = true;
  path.remove_prefix(kDataFolder.size() + build.build_id.size());
  const LocalePath page = SplitLocalePath(PageOfDataPath(path), pass.i18n().locales);
  locale_ = page.locale;  // or none, which only middleware lets pass
  return resolved;
}

}  // namespace next_native

#include "routing/resolver.h"

#include <utility>

#include "base/reset.h"
#include "http/query_object.h"
#include "http/request_target.h"
#include "routing/custom_route_phases.h"
#include "routing/data_phase.h"
#include "routing/item_lookup.h"
#include "routing/locale_phase.h"
#include "routing/middleware_phase.h"
#include "routing/routing_pass.h"
#include "routing/target_phase.h"
#include "routing/tracer.h"

namespace next_native {
namespace {

// A file, page or the image optimizer is found.
void FinishFound(RoutingPass& pass) {
  const bool has_failed =
      ApplyHeaders(pass, pass.site.rules.on_match_headers, TracePhase::kOnMatchHeaders);
  SetAnswerLocale(pass);
  if (!has_failed && pass.result.kind == ResolvedKind::kOutput) CheckOutputPath(pass);
}

// One list of rewrites after beforeFiles. Returns true if it ends routing.
bool RewriteAndFind(RoutingPass& pass, const RuleList& rules, TracePhase phase,
                    ItemLookup& lookup) {
  for (RuleMatch match = rules.FindNext(pass.path(), 0, pass.facts); match;) {
    const size_t next = match.index + 1;
    if (ApplyRewrite(pass, std::move(match), phase)) return true;
    lookup.Restart();
    if (lookup.FindItemOrRoute()) {
      FinishFound(pass);
      return true;
    }
    match = rules.FindNext(pass.path(), next, pass.facts);
  }
  return false;
}

// All phases after middleware.
void RouteBehindMiddleware(RoutingPass& pass) {
  const RoutingRules& rules = pass.site.rules;
  RewriteAssets(pass);
  for (RuleMatch match = rules.before_files.FindNext(pass.path(), 0, pass.facts); match;) {
    const size_t next = match.index + 1;
    if (ApplyRewrite(pass, std::move(match), TracePhase::kBeforeFiles)) return;
    match = rules.before_files.FindNext(pass.path(), next, pass.facts);
  }
  ItemLookup lookup(pass);
  if (lookup.FindItem()) return FinishFound(pass);
  if (RewriteAndFind(pass, rules.after_files, TracePhase::kAfterFiles, lookup)) return;
  if (lookup.FindItemOrRoute()) return FinishFound(pass);
  if (RewriteAndFind(pass, rules.fallback, TracePhase::kFallback, lookup)) return;
  pass.End(ResolvedKind::kMiss);
}

// All phases, up to middleware if it runs.
void Route(RoutingPass& pass) {
  const RoutingRules& rules = pass.site.rules;
  if (ReadTarget(pass)) return;
  if (pass.has_i18n()) AddDefaultLocale(pass);
  if (rules.has_middleware) NormalizeDataUrl(pass);
  if (ApplyHeaders(pass, rules.headers, TracePhase::kHeaders)) return;
  if (ApplyRedirects(pass)) return pass.result.fields.Clear();
  if (WantsMiddleware(pass)) return AskMiddleware(pass);
  RouteBehindMiddleware(pass);
}

}  // namespace

const Resolved& Resolver::Start(const RoutingSite& site, std::string_view url,
                                const HeaderValues& headers, std::span<const uint32_t> tried) {
  url_ = url;
  RoutingState& state = state_.emplace();
  result_.changed_query = nullptr;
  result_.is_asset = false;
  result_.adds_data_header = false;
  result_.fields.Clear();
  RoutingPass pass{site,           headers, tried,   url_,
                   Tracer(trace_), state,   result_, {headers, state.url.query, site.limits}};
  Route(pass);
  return result_;
}

const Resolved& Resolver::Continue(const RoutingSite& site, const MiddlewareEffect& effect,
                                   int status, const HeaderValues& headers,
                                   std::span<const uint32_t> tried) {
  RoutingState& state = *state_;
  result_.adds_data_header = false;
  RoutingPass pass{
      site,           headers, tried,   url_,
      Tracer(trace_), state,   result_, {headers, state.url.query, site.limits, state.cookie}};
  if (!FollowAnswer(pass, effect, status)) RouteBehindMiddleware(pass);
  return result_;
}

const Resolved& Resolver::Settle(std::string_view url, ResolvedKind kind, const RouteMatch& match,
                                 StaticMatch file) {
  url_ = url;
  if (url.find('?') == std::string_view::npos) {
    result_.target.path = url;
  } else {
    result_.target = ParseRequestTarget(url);
  }
  result_.path = result_.target.path;
  result_.kind = kind;
  result_.match = kind == ResolvedKind::kOutput ? &match : nullptr;
  result_.file = file;
  return result_;
}

void Resolver::Own() {
  if (url_.data() == owned_url_.data()) return;
  owned_url_ = url_;
  MoveViews(result_.target, url_, owned_url_);
  url_ = owned_url_;
  if (!state_ || !state_->url.path) result_.path = result_.target.path;
  if (state_ && !state_->url.query.is_changed()) {
    state_->url.query.MoveView(result_.target.query);
  }
}

void Resolver::Reset() {
  trace_ = nullptr;
  if (url_.data() == nullptr) return;  // nothing was routed
  url_ = {};
  state_.reset();
  ResetToDefault(result_);
}

}  // namespace next_native

// Finds what answers a request: the phases of next's dist/server/lib/router-utils/
// resolve-routes.js, and what router-server.js does in front of them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/header_slots.h"
#include "http/query_object.h"
#include "http/request_target.h"
#include "manifest/build_output.h"
#include "routing/header_changes.h"
#include "routing/middleware_answer.h"
#include "routing/route_table.h"
#include "routing/routing_rules.h"
#include "routing/routing_trace.h"

namespace next_native {

// The static files of the app, which are kept in a layer above this one.
class FileFinder {
 public:
  FileFinder() = default;
  FileFinder(const FileFinder&) = delete;
  FileFinder& operator=(const FileFinder&) = delete;
  virtual ~FileFinder() = default;
  // `path` still percent-encoded, without base path and locale. The finder remembers what it found.
  [[nodiscard]] virtual bool Find(std::string_view path) = 0;
};

enum class ResolvedKind : uint8_t {
  kLocaleRedirect,  // to `location`, in front of everything else
  kRedirect,        // to `location` with `status`
  kMiddleware,      // run it for `location` (path and query; see MiddlewareUrl), then Continue()
  kBody,            // the status and body of middleware's answer are the response
  kProxy,           // `location` is the URL
  kFile,            // what the FileFinder found last
  kImage,           // the image optimizer
  kOutput,          // `match`
  kMiss,            // nothing: 404
  kNotFound,        // 404: a data URL of another build, or one that is none
  kDeadEnd,         // 404, but not as a miss (RouteMatch::is_dead_end)
  kBadRequest,      // 400: a parameter cannot be decoded, or a path names no file in a lawful way
  kInvalidTarget,   // the target is no URL
  kFailed,          // 500: Next.js throws while it fills a destination
};

struct Resolved {
  ResolvedKind kind = ResolvedKind::kMiss;
  int status = 0;
  std::string location;
  RouteMatch match;
};

// What of the site routing needs. The parts must outlive the resolver's work.
struct RoutingSite {
  const BuildOutput& build;
  const RouteTable& table;
  const RoutingRules& rules;
  LimitLog* limits = nullptr;  // told of patterns that were given up; null: nobody is
};

// The way of one request. Not thread-safe; may be used again.
class Resolver {
 public:
  // `url` is req.url and stays valid until the next call of Own() or Start(); `headers` is viewed
  // during the call. `tried`: outputs that gave NoFallbackError.
  [[nodiscard]] Resolved Start(const RoutingSite& site, std::string_view url,
                               const HeaderValues& headers, std::span<const uint32_t> tried,
                               FileFinder& files);

  // For a URL whose path is settled (server/route_memo.h): as Start() leaves things for it.
  void Settle(std::string_view url);

  // Goes on behind kMiddleware. `headers` are those of the request before the answer; what the
  // answer changes in them has to be in `headers` already, see ApplyAnswer().
  [[nodiscard]] Resolved Continue(const RoutingSite& site, const MiddlewareEffect& effect,
                                  int status, const HeaderValues& headers,
                                  std::span<const uint32_t> tried, FileFinder& files);

  // The effect of middleware's answer; its response fields are taken over.
  [[nodiscard]] MiddlewareEffect ApplyAnswer(const MiddlewareAnswer& answer) {
    return ApplyMiddlewareAnswer(answer, fields_);
  }

  // Copies what is still viewed of the request, which may go away then.
  void Own();
  void Reset();
  // Tells every step to `trace` from now on; null: to nobody.
  void set_trace(RoutingTrace* trace) { trace_ = trace; }

  // The target as sent.
  [[nodiscard]] const RequestTarget& target() const { return target_; }
  // The working path: base path and locale included, rewritten.
  [[nodiscard]] std::string_view path() const { return path_; }
  // Whether the path came below the asset prefix.
  [[nodiscard]] bool is_asset() const { return is_asset_; }
  // Null: as sent.
  [[nodiscard]] const QueryObject* changed_query();
  // Set on the response at once, whatever follows.
  [[nodiscard]] const ResponseFields& early_fields() const { return early_fields_; }
  // Set on the response with all answers but redirects of the config and proxied ones.
  [[nodiscard]] const ResponseFields& fields() const { return fields_; }
  // Whether this is known to be a data request.
  [[nodiscard]] bool marks_data_request() const { return marks_data_request_; }
  // Whether the last call has found that out: x-nextjs-data is to be on the request then.
  [[nodiscard]] bool adds_data_header() const { return adds_data_header_; }
  // Whether the page is asked for its data, although its path does not say so any more.
  [[nodiscard]] bool is_data_page() const { return is_data_page_; }
  // i18n: of the page that answers, and of a page that has none; empty without i18n.
  [[nodiscard]] const std::string& locale() const { return locale_; }
  [[nodiscard]] const std::string& default_locale() const { return default_locale_; }
  // i18n: whether the host is one of `domains`.
  [[nodiscard]] bool is_locale_domain() const { return is_locale_domain_; }

 private:
  struct Pass;  // what one call works with

  // resolver_entry.cc
  std::optional<Resolved> Prepare(Pass& pass, std::string_view url);
  void PrepareLocale(Pass& pass);
  void NormalizeDataPath(Pass& pass);
  [[nodiscard]] bool WantsMiddleware(Pass& pass);
  void TakeDataPage(Pass& pass);
  void MarkDataRequest();
  [[nodiscard]] std::string MiddlewareUrl(Pass& pass);
  void SetFinalLocale(Pass& pass);

  // resolver_rules.cc
  void ApplyHeaders(Pass& pass, const RuleList& rules, TracePhase phase);
  std::optional<Resolved> Redirect(Pass& pass);
  std::optional<Resolved> InternalRedirect(Pass& pass);
  void RewriteAssets(Pass& pass);
  void TellClientRouter(const Pass& pass, const std::string& path, std::string_view search);
  std::optional<Resolved> Rewrite(Pass& pass, RuleMatch match, TracePhase phase);
  Resolved Unfillable(TracePhase phase, const RuleMatch& match);

  // resolver_outputs.cc
  [[nodiscard]] bool IsLocaleApi() const;
  std::optional<Resolved> FindItem(Pass& pass);
  std::optional<Resolved> FindItemOrRoute(Pass& pass);
  void TraceMatch(TracePhase phase, const Resolved& found);

  std::optional<Resolved> FollowRewrite(const std::string& url);
  Resolved Finish(Pass& pass);
  Resolved Found(Pass& pass, Resolved resolved);
  Resolved FoundOutput(Pass& pass, Resolved resolved);
  [[nodiscard]] QueryObject InitialQuery() const { return QueryObject::Parse(target_.query); }
  void SetPath(std::string path);
  // These do nothing without a trace. `from`: the working path, unless given.
  void Trace(TracePhase phase, std::string_view to, std::string_view note);
  void TraceFrom(TracePhase phase, std::string_view from, std::string_view to,
                 std::string_view note);
  void TraceRule(TracePhase phase, const RuleMatch& match, std::string_view to,
                 std::string_view note);

  std::string_view url_;  // views the caller's text or url_text_
  std::string url_text_;
  RequestTarget target_;   // views url_
  std::string_view path_;  // views target_ or path_text_
  std::string path_text_;
  bool owns_path_ = false;
  LazyQuery query_;
  std::optional<std::string> search_;  // raw query of middleware's rewrite; none: that of target_
  bool did_rewrite_ = false;
  bool is_asset_ = false;
  bool marks_data_request_ = false;
  bool adds_data_header_ = false;
  bool is_data_page_ = false;
  // i18n
  std::string path_locale_;  // that the URL names, base path aside
  std::string path_rest_;    // behind it
  std::string url_locale_;   // as base-server.js sees it, that of a data URL included
  std::string default_locale_;
  bool is_locale_domain_ = false;
  std::string locale_;
  std::optional<std::string> cookie_;  // of the request in front of middleware
  ResponseFields early_fields_;
  ResponseFields fields_;
  RoutingTrace* trace_ = nullptr;
};

}  // namespace next_native

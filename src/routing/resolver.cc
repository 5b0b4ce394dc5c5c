#include "routing/resolver.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "custom_routes/destination.h"
#include "manifest/app_paths.h"
#include "pattern/path_template.h"
#include "routing/base_path.h"
#include "routing/locale_rules.h"
#include "routing/trailing_slash.h"

namespace next_native {

namespace {

constexpr std::string_view kRewrittenPath = "x-nextjs-rewritten-path";
constexpr std::string_view kRewrittenQuery = "x-nextjs-rewritten-query";
constexpr std::string_view kDataPrefix = "/_next/data";
constexpr std::string_view kJson = ".json";

std::string Join(std::string_view a, std::string_view b) {
  std::string text(a);
  text.append(b);
  return text;
}

// addPathPrefix for a path without query.
std::string AddPrefix(std::string_view path, std::string_view prefix) {
  return path.starts_with('/') ? Join(prefix, path) : std::string(path);
}

// removePathPrefix: a path outside stays as it is.
std::string_view RemovePrefix(std::string_view path, std::string_view prefix) {
  return prefix.empty() ? path : StripBasePath(path, prefix).value_or(path);
}

std::string WithQuery(std::string_view path, const std::string& query) {
  return query.empty() ? std::string(path) : Join(path, "?" + query);
}

std::string Format(const RequestTarget& target) {
  std::string text(target.origin);
  text.append(target.path);
  if (!target.query.empty()) text.append("?").append(target.query);
  if (!target.fragment.empty()) text.append("#").append(target.fragment);
  return text;
}

Resolved Ends(ResolvedKind kind, std::string location = {}, int status = 0) {
  Resolved resolved;
  resolved.kind = kind;
  resolved.status = status;
  resolved.location = std::move(location);
  return resolved;
}

}  // namespace

struct Resolver::Pass {
  const RoutingSite& site;
  const HeaderValues& headers;
  std::span<const uint32_t> tried;
  FileFinder& files;
  RequestFacts facts;
  bool has_failed = false;

  [[nodiscard]] const ServerConfig& config() const { return site.build.config; }
  [[nodiscard]] const I18nConfig& i18n() const { return site.build.config.i18n; }
  [[nodiscard]] bool has_i18n() const { return site.build.config.has_i18n; }
  [[nodiscard]] std::string_view base_path() const { return site.build.config.base_path; }
  [[nodiscard]] bool is_rsc() const {
    return headers.fixed[static_cast<size_t>(RequestHeader::kRsc)] == "1";
  }
  // maybeAddTrailingSlash
  void AddTrailingSlash(std::string& path) const {
    const ServerConfig& config = site.build.config;
    if (config.trailing_slash && !config.skip_proxy_url_normalize && !path.ends_with('/')) {
      path += '/';
    }
  }
};

void Resolver::Reset() {
  url_text_.clear();
  path_text_.clear();
  owns_path_ = false;
  query_ = LazyQuery();
  search_.reset();
  did_rewrite_ = false;
  is_asset_ = false;
  marks_data_request_ = false;
  path_locale_.clear();
  path_rest_.clear();
  url_locale_.clear();
  default_locale_.clear();
  locale_.clear();
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

void Resolver::SetPath(std::string path) {
  path_text_ = std::move(path);
  path_ = path_text_;
  owns_path_ = true;
}

Resolved Resolver::Start(const RoutingSite& site, std::string_view url, const HeaderValues& headers,
                         std::span<const uint32_t> tried, FileFinder& files) {
  Pass pass{site, headers, tried, files, {headers, query_}};
  fields_.Clear();
  owns_path_ = false;
  did_rewrite_ = false;
  is_asset_ = false;
  search_.reset();
  if (std::optional<Resolved> end = Prepare(pass, url)) return std::move(*end);
  if (pass.has_i18n()) PrepareLocale(pass);
  if (site.rules.has_middleware) NormalizeDataPath(pass);
  // A redirect drops the fields of `headers`, so it is looked for first.
  if (std::optional<Resolved> end = Redirect(pass)) return std::move(*end);
  ApplyHeaders(pass, site.rules.headers, TracePhase::kHeaders);
  if (pass.has_failed) return Ends(ResolvedKind::kFailed);
  if (WantsMiddleware(pass)) return Ends(ResolvedKind::kMiddleware, MiddlewareUrl(pass));
  return Finish(pass);
}

std::optional<Resolved> Resolver::Prepare(Pass& pass, std::string_view url) {
  url_ = url;
  target_ = ParseRequestTarget(url);
  if (!target_.is_valid) return Ends(ResolvedKind::kInvalidTarget);
  if (pass.has_i18n()) {
    const HeaderValues& headers = pass.headers;
    const LocaleRedirectRequest visit{
        url,
                                      target_.query,
                                      target_.fragment,
                                      headers.Get(pass.site.rules.host).value_or(""),
                                      headers.fixed[static_cast<size_t>(RequestHeader::kCookie)],
                                      headers.Get(pass.site.rules.accept_language)};
    if (std::optional<std::string> location = FindLocaleRedirect(
            pass.i18n(), pass.base_path(), pass.config().trailing_slash, visit)) {
      if (trace_)
        trace_->Add({TracePhase::kLocale,
                     nullptr,
                     {},
                     {},
                     std::string(target_.path),
                     *location,
                     "The visitor's locale is not the default one."});
      return Ends(ResolvedKind::kLocaleRedirect, std::move(*location), 307);
    }
  }
  if (target_.has_repeated_slashes) {
    const std::string clean = NormalizeRepeatedSlashes(url);
    std::string location = Format(ParseRequestTarget(clean));
    if (trace_)
      trace_->Add({TracePhase::kRepeatedSlashes,
                   nullptr,
                   {},
                   {},
                   std::string(url),
                   location,
                   "Repeated slashes and backslashes are cleaned up."});
    return Ends(ResolvedKind::kRedirect, std::move(location), 308);
  }
  path_ = target_.path;
  query_ = LazyQuery(target_.query);
  return std::nullopt;
}

// Gives the path the default locale where it names none.
void Resolver::PrepareLocale(Pass& pass) {
  const bool had_slash = path_.ends_with('/');
  const bool had_base = PathHasPrefix(path_, pass.base_path());
  const std::string& asset_prefix = pass.config().asset_prefix;
  std::string_view normalized = path_;
  if (!pass.base_path().empty() && had_base) {
    normalized = RemovePrefix(path_, pass.base_path());
  } else if (!asset_prefix.empty() && PathHasPrefix(path_, asset_prefix)) {
    normalized = RemovePrefix(path_, asset_prefix);
  }
  const LocalePath split = SplitLocalePath(normalized, pass.i18n().locales);
  path_locale_ = split.locale;
  path_rest_ = split.rest;
  const I18nDomain* domain =
      FindDomain(pass.i18n(), pass.headers.Get(pass.site.rules.host).value_or(""));
  default_locale_ = domain ? domain->default_locale : pass.i18n().default_locale;
  url_locale_ = path_locale_;
  if (url_locale_.empty() && path_rest_.starts_with("/_next/data/") &&
      path_rest_.ends_with(kJson)) {
    std::string_view page =
        std::string_view(path_rest_).substr(std::string_view("/_next/data/").size());
    page.remove_prefix(std::min(page.find('/'), page.size()));
    page.remove_suffix(std::min(kJson.size(), page.size()));
    url_locale_ = SplitLocalePath(page, pass.i18n().locales).locale;
  }
  if (path_locale_.empty() && !path_rest_.starts_with("/_next/")) {
    const std::string prefix = "/" + default_locale_;
    std::string path = path_rest_ == "/" ? prefix : AddPrefix(path_rest_, prefix);
    path = AddPrefix(path, had_base ? pass.base_path() : std::string_view());
    if (had_slash) pass.AddTrailingSlash(path);
    SetPath(std::move(path));
  }
}

// Middleware sees the page a data URL stands for.
void Resolver::NormalizeDataPath(Pass& pass) {
  const std::string_view base_path = pass.base_path();
  const bool had_base = !base_path.empty() && PathHasPrefix(path_, base_path);
  std::string_view normalized = had_base ? RemovePrefix(path_, base_path) : path_;
  if (!PathHasPrefix(normalized, kDataPrefix) || !normalized.ends_with(kJson)) return;
  marks_data_request_ = true;
  const std::string current = "/_next/data/" + pass.site.build.build_id + "/";
  if (!normalized.starts_with(current)) return;
  normalized.remove_prefix(current.size() - 1);
  normalized.remove_suffix(std::min(kJson.size(), normalized.size()));
  std::string page(normalized.empty() ? "/" : normalized);
  if (page == "/index" || page.starts_with("/index/"))
    page = page.size() > 6 ? page.substr(6) : "/";
  if (pass.has_i18n()) {
    const LocalePath split = SplitLocalePath(page, pass.i18n().locales);
    if (split.locale.empty() && !default_locale_.empty() && !split.rest.starts_with("/_next/")) {
      const std::string prefix = "/" + default_locale_;
      page = split.rest == "/" ? prefix : AddPrefix(split.rest, prefix);
    }
  }
  if (had_base) page = page == "/" ? std::string(base_path) : Join(base_path, page);
  pass.AddTrailingSlash(page);
  if (trace_)
    trace_->Add({TracePhase::kData,
                 nullptr,
                 {},
                 {},
                 std::string(path_),
                 page,
                 "Middleware sees the page this data URL stands for."});
  SetPath(std::move(page));
}

std::optional<Resolved> Resolver::Redirect(Pass& pass) {
  if (std::optional<Resolved> end = InternalRedirect(pass)) return end;
  const RuleList& rules = pass.site.rules.redirects;
  if (rules.empty()) return std::nullopt;
  RuleMatch match = rules.FindNext(path_, 0, pass.facts);
  if (!match) return std::nullopt;
  std::optional<PreparedDestination> destination =
      PrepareDestination(*match.rule->destination, match.params, query_.Get(), UnusedParams::kDrop);
  if (!destination) return Ends(ResolvedKind::kFailed);
  destination->path = NormalizeRepeatedSlashes(destination->path);
  std::string location =
      FormatDestination(*destination, StringifyQuery(destination->query, InitialQuery()));
  if (trace_)
    trace_->Add({TracePhase::kRedirects, match.rule, match.index, match.params, std::string(path_),
                 location, ""});
  return Ends(ResolvedKind::kRedirect, std::move(location), match.rule->status_code);
}

// Those of trailing slashes look at the path as it was before the default locale was put in.
std::optional<Resolved> Resolver::InternalRedirect(Pass& pass) {
  if (pass.site.build.internal_redirects.empty()) return std::nullopt;
  std::string_view path = path_;
  std::string without_locale;
  if (pass.has_i18n()) {
    const std::string_view base_path = pass.base_path();
    const bool had_slash = path.ends_with('/');
    const std::string_view bare = RemovePrefix(path, base_path);
    const bool had_base = bare.size() != path.size();
    const std::string_view base = had_base ? base_path : std::string_view();
    const LocalePath split = SplitLocalePath(bare, pass.i18n().locales);
    const bool is_default = !split.locale.empty() && split.locale == default_locale_;
    if (is_default) {
      without_locale =
          split.rest == "/" && had_base ? std::string(base) : AddPrefix(split.rest, base);
    } else {
      without_locale = had_base && bare == "/" ? std::string(base) : AddPrefix(bare, base);
    }
    if ((is_default || had_base) && had_slash) pass.AddTrailingSlash(without_locale);
    path = without_locale;
  }
  std::optional<PathRedirect> redirect =
      FindTrailingSlashRedirect(pass.site.build, path, target_.query, marks_data_request_);
  if (!redirect) return std::nullopt;
  if (trace_)
    trace_->Add({TracePhase::kRedirects,
                 nullptr,
                 {},
                 {},
                 std::string(path),
                 redirect->location,
                 "Every path has one spelling, with or without a slash at its end."});
  return Ends(ResolvedKind::kRedirect, std::move(redirect->location), redirect->status);
}

void Resolver::ApplyHeaders(Pass& pass, const RuleList& rules, TracePhase phase) {
  if (rules.empty()) return;
  for (RuleMatch match = rules.FindNext(path_, 0, pass.facts); match;
       match = rules.FindNext(path_, match.index + 1, pass.facts)) {
    if (trace_)
      trace_->Add({phase, match.rule, match.index, match.params, std::string(path_), "", ""});
    for (const auto& [key, value] : match.rule->headers) {
      std::optional<std::string> name = key;
      std::optional<std::string> text = value;
      if (!match.params.empty()) {
        name = FillText(key, match.params);
        text = FillText(value, match.params);
      }
      if (!name || !text) {
        pass.has_failed = true;
        return;
      }
      if (EqualsIgnoreCase(*name, "set-cookie")) {
        fields_.AppendCookie(*name, std::move(*text));
      } else {
        fields_.Set(*name, std::move(*text));
      }
    }
  }
}

bool Resolver::WantsMiddleware(Pass& pass) {
  if (!pass.site.rules.has_middleware) return false;
  const bool wants = pass.site.rules.MatchesMiddleware(path_, pass.facts);
  if (trace_)
    trace_->Add(
        {TracePhase::kMiddleware,
         nullptr,
         {},
         {},
         std::string(path_),
         "",
         wants ? "A matcher accepts the path: middleware runs." : "No matcher accepts the path."});
  return wants;
}

// The path and query of the URL middleware sees (runMiddleware of next-server.js); empty: the URL
// as sent.
std::string Resolver::MiddlewareUrl(Pass& pass) {
  if (pass.config().skip_proxy_url_normalize) return {};
  std::string url;
  if (pass.has_i18n()) url = "/" + (url_locale_.empty() ? default_locale_ : url_locale_);
  url.append(path_);
  return WithQuery(url, FormatSearchParams(query_.Get()));
}

Resolved Resolver::Continue(const RoutingSite& site, const MiddlewareEffect& effect, int status,
                            const HeaderValues& headers, std::span<const uint32_t> tried,
                            FileFinder& files) {
  Pass pass{site, headers, tried, files, {headers, query_}};
  switch (effect.verdict) {
    case MiddlewareVerdict::kNext:
      break;
    case MiddlewareVerdict::kBody:
      if (effect.target.size() > 0) fields_.Set("location", effect.target);
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
  if (std::optional<Resolved> end = RewriteAssets(pass)) return std::move(*end);
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
  SetFinalLocale(pass);
  return Ends(ResolvedKind::kMiss);
}

Resolved Resolver::Found(Pass& pass, Resolved resolved) {
  ApplyHeaders(pass, pass.site.rules.on_match_headers, TracePhase::kOnMatchHeaders);
  SetFinalLocale(pass);
  if (pass.has_failed) return Ends(ResolvedKind::kFailed);
  return resolved;
}

// The rewrite Next.js adds for the path of the asset prefix; the first of beforeFiles.
std::optional<Resolved> Resolver::RewriteAssets(Pass& pass) {
  const std::string& prefix = pass.site.build.asset_prefix_path;
  if (prefix.empty()) return std::nullopt;
  if (std::optional<std::string> path = RewriteAssetPath(path_, prefix)) {
    SetPath(AddPrefix(*path, pass.base_path()));
    did_rewrite_ = true;
    is_asset_ = true;
  }
  return std::nullopt;
}

std::optional<Resolved> Resolver::Rewrite(Pass& pass, RuleMatch match, TracePhase phase) {
  std::optional<PreparedDestination> destination = PrepareDestination(
      *match.rule->destination, match.params, query_.Get(), UnusedParams::kAppendToQuery);
  if (!destination) return Ends(ResolvedKind::kFailed);
  if (pass.is_rsc() &&
      (!destination->is_external() || pass.site.rules.IsClientParamOrigin(destination->origin))) {
    if (path_ != destination->path) {
      early_fields_.Set(kRewrittenPath, destination->path);
      fields_.Set(kRewrittenPath, destination->path);
    }
    const std::string_view search = destination->search;
    const std::string_view query = search.substr(std::min<size_t>(search.size(), 1));
    if (query != (search_ ? std::string_view(*search_) : target_.query)) {
      early_fields_.Set(kRewrittenQuery, std::string(query));
    }
  }
  if (destination->is_external()) {
    std::string url =
        FormatDestination(*destination, StringifyQuery(destination->query, InitialQuery()));
    if (trace_)
      trace_->Add({phase, match.rule, match.index, match.params, std::string(path_), url, ""});
    fields_.Clear();
    return Ends(ResolvedKind::kProxy, std::move(url));
  }
  if (trace_)
    trace_->Add({phase, match.rule, match.index, match.params, std::string(path_),
                 WithQuery(destination->path, FormatSearchParams(destination->query)), ""});
  did_rewrite_ = true;
  SetPath(std::move(destination->path));
  query_.Mutable().Assign(destination->query);
  return std::nullopt;
}

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
  if (item == "/_next/image") return Ends(ResolvedKind::kImage);
  const LocalePath file = SplitLocalePath(item, pass.site.rules.file_locales);
  if (pass.files.Find(file.rest)) return Ends(ResolvedKind::kFile);
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
    return found;
  }
  if (!found.match) return std::nullopt;
  marks_data_request_ = marks_data_request_ || found.match.marks_data_request;
  found.kind = ResolvedKind::kOutput;
  return found;
}

// The locale base-server.js comes to (handleRequestImpl and handleNextDataRequest).
void Resolver::SetFinalLocale(Pass& pass) {
  if (!pass.has_i18n()) return;
  const LocalePath split =
      SplitLocalePath(RemovePrefix(path_, pass.base_path()), pass.i18n().locales);
  locale_ = !split.locale.empty() ? std::string(split.locale)
            : url_locale_.empty() ? default_locale_
                                  : url_locale_;
}

}  // namespace next_native

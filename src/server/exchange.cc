#include "server/exchange.h"

#include <algorithm>
#include <utility>

#include "http/cache_control.h"
#include "http/request_target.h"
#include "routing/base_path.h"
#include "routing/locale_rules.h"

namespace next_native {
namespace {

constexpr std::string_view kDataPrefix = "/_next/data/";
constexpr std::string_view kDataSuffix = ".json";

// How often Next.js goes on behind an output without such a path (router-server.js).
constexpr size_t kMaxTriedOutputs = 5;

}  // namespace

void Exchange::Begin(std::shared_ptr<const Site> site, int64_t now_ms) {
  site_ = std::move(site);
  now_ms_ = now_ms;
}

ResponseAction Exchange::Start(std::shared_ptr<const Site> site, const Request& request,
                               int64_t now_ms) {
  Begin(std::move(site), now_ms);
  compression_ = site_->build.config.compress ? Compression::kOn : Compression::kOff;
  return Route(request);
}

ResponseAction Exchange::StartUpgrade(std::shared_ptr<const Site> site, const Request& request,
                                      int64_t now_ms) {
  Begin(std::move(site), now_ms);
  mode_ = Mode::kUpgrade;
  return Route(request);
}

ResponseAction Exchange::StartPage(std::shared_ptr<const Site> site, const Request& request,
                                   std::string_view pathname, int64_t now_ms) {
  Begin(std::move(site), now_ms);
  step_ = Step::kPage;
  purpose_ = Purpose::kValue;
  pathname_ = pathname;
  return Keep(GoOn(request), request);
}

ResponseAction Exchange::StartRevalidation(std::shared_ptr<const Site> site, const Request& request,
                                           int64_t now_ms) {
  Begin(std::move(site), now_ms);
  step_ = Step::kPage;
  const ServerConfig& config = site_->build.config;
  const RequestTarget target = ParseRequestTarget(request.url);
  std::string_view path = StripBasePath(target.path, config.base_path).value_or(target.path);
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  pathname_ = path;
  if (config.has_i18n) {
    const std::string_view host =
        request.header_values().Get(site_->rules.host).value_or(std::string_view());
    const I18nDomain* domain = FindDomain(config.i18n, host);
    default_locale_ = domain ? domain->default_locale : config.i18n.default_locale;
    locale_ = SplitLocalePath(path, config.i18n.locales).locale;
    if (locale_.empty()) locale_ = default_locale_;
  }
  return Keep(GoOn(request), request);
}

ResponseAction Exchange::StartError(std::shared_ptr<const Site> site, const Request& request,
                                    int status, Purpose purpose, std::string_view locale,
                                    int64_t now_ms) {
  Begin(std::move(site), now_ms);
  step_ = Step::kErrorPage;
  purpose_ = purpose;
  error_status_ = status;
  locale_ = locale;
  // A caller tells of one only where it is to stay: render404(…, setHeaders = false).
  const bool keeps_cache_control = request.ResponseField(ResponseHeader::kCacheControl).has_value();
  if (purpose == Purpose::kResponse && !keeps_cache_control) {
    error_headers_.push_back({"Cache-Control", std::string(kPrivateNoStore)});
  }
  return Keep(GoOn(request), request);
}

ResponseAction Exchange::Resume(ExchangeEvent event, int64_t now_ms) {
  now_ms_ = now_ms;
  const Request& request = kept_.request();
  switch (event) {
    case ExchangeEvent::kLoaded:
      pending_job_.reset();
      if (encoding_) site_->prerendered->Recharge(std::exchange(encoding_, nullptr));
      return Keep(GoOn(request), request);
    case ExchangeEvent::kNoFallback:
      if (showing_error_) return Keep(OnRenderError(request), request);
      return GoOnBehind(request);
    case ExchangeEvent::kDecodeError:
      return Keep(showing_error_ ? OnRenderError(request) : Fail(request, 400), request);
    case ExchangeEvent::kErrorRendered:
      error_pass_ = ErrorPass::kFinal;
      return Keep(ShowErrorPage(request), request);
    case ExchangeEvent::kRenderError:
      return Keep(OnRenderError(request), request);
  }
  return LastResort(request);
}

// What was asked last has nothing for this request.
ResponseAction Exchange::GoOnBehind(const Request& request) {
  const bool is_output =
      step_ == Step::kPage || (step_ == Step::kResolved && resolved_.kind == ResolvedKind::kOutput);
  if (!is_output) return Keep(Fail(request, 404), request);
  tried_.push_back(invoked_output_);
  if (tried_.size() > kMaxTriedOutputs) return Keep(Fail(request, 500), request);
  if (step_ == Step::kPage) return Keep(GoOn(request), request);
  std::optional<std::string> url = UrlBehind();
  if (!url) return Route(request);
  retry_url_ = std::move(*url);
  Request changed = request;
  changed.url = retry_url_;
  return Route(changed);
}

// What is routed then is not the URL as sent: Next.js has taken the locale out of it, and with it
// the base path and what makes it a data URL (base-server.js, handleRequestImpl).
std::optional<std::string> Exchange::UrlBehind() const {
  const ServerConfig& config = site_->build.config;
  if (!config.has_i18n) return std::nullopt;
  const RequestTarget& target = resolver_.target();
  std::string_view path = StripBasePath(target.path, config.base_path).value_or(target.path);
  std::string_view page = path;
  if (path.starts_with(kDataPrefix) && path.ends_with(kDataSuffix)) {
    page.remove_prefix(kDataPrefix.size());
    page.remove_prefix(std::min(page.find('/'), page.size()));
    page.remove_suffix(std::min(kDataSuffix.size(), page.size()));
  }
  const LocalePath split = SplitLocalePath(page, config.i18n.locales);
  if (split.locale.empty()) return std::nullopt;
  std::string url(split.rest == "/index" && page != path ? "/" : split.rest);
  if (!target.query.empty()) url.append("?").append(target.query);
  return url;
}

void Exchange::Reset() {
  site_.reset();
  step_ = Step::kResolved;
  mode_ = Mode::kRequest;
  resolver_.Reset();
  resolved_ = Resolved();
  settled_ = nullptr;
  file_ = StaticMatch();
  changes_ = MessageChanges();
  locale_.clear();
  purpose_ = Purpose::kResponse;
  compression_ = Compression::kOff;
  pathname_.clear();
  default_locale_.clear();
  retry_url_.clear();
  has_data_header_ = false;
  matched_path_.clear();
  appended_vary_.clear();
  has_dropped_next_url_ = false;
  showing_error_ = false;
  error_status_ = 500;
  preset_status_.reset();
  error_pass_ = ErrorPass::kFinal;
  error_headers_.clear();
  tried_.clear();
  invoked_output_ = 0;
  loads_ = 0;
  pending_job_.reset();
  encoding_.reset();
  renewal_.reset();
  kept_.Clear();
}

ResponseAction Exchange::GoOn(const Request& request) {
  switch (step_) {
    case Step::kResolved:
    case Step::kMiddleware:
      return Dispatch(request);
    case Step::kPage:
      return RouteToPage(request);
    case Step::kErrorPage:
      return ShowErrorPage(request);
  }
  return LastResort(request);
}

ResponseAction Exchange::Fail(const Request& request, int status,
                              std::vector<HeaderField> headers) {
  error_status_ = status;
  error_headers_ = std::move(headers);
  if (error_headers_.empty() && purpose_ == Purpose::kResponse) {
    error_headers_.push_back({"Cache-Control", std::string(kPrivateNoStore)});
  }
  return ShowErrorPage(request);
}

ResponseAction Exchange::OnRenderError(const Request& request) {
  // The custom render pass of /_error may fail; what is sent is another page.
  if (showing_error_ && error_pass_ == ErrorPass::kCustomRender) {
    error_pass_ = ErrorPass::kFinal;
    return ShowErrorPage(request);
  }
  if (showing_error_) return LastResort(request);
  // Only a page's own failure is told to /_error first.
  const bool is_page =
      step_ == Step::kPage || (step_ == Step::kResolved && resolved_.kind == ResolvedKind::kOutput);
  if (!is_page) return Fail(request, 500);
  error_status_ = 500;
  error_pass_ = HasCustom500(site_->build) ? ErrorPass::kCustomRender : ErrorPass::kFinal;
  return ShowErrorPage(request);
}

ResponseAction Exchange::LastResort(const Request& request) {
  return Send(request, InternalServerError(site_->build, error_headers_));
}

SendReply Exchange::Send(const Request& request, GeneratedReply reply) const {
  std::string vary_before(request.ResponseField(ResponseHeader::kVary).value_or(""));
  if (!appended_vary_.empty()) {
    if (!vary_before.empty()) vary_before += ", ";
    vary_before += appended_vary_;
  }
  FinishGeneratedReply(request, compression_, vary_before, *reply);
  if (purpose_ == Purpose::kValue) reply->headers.clear();
  return SendReply{std::move(reply)};
}

ResponseAction Exchange::Await(SharedLoadJob job) {
  ++loads_;
  pending_job_ = std::move(job);
  return AwaitLoad{};
}

ResponseAction Exchange::Keep(ResponseAction action, const Request& request) {
  if (CanBeResumed(action)) {
    kept_.Keep(request);
    resolver_.Own();
  }
  return action;
}

}  // namespace next_native

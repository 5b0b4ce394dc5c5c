#include "server/exchange.h"

#include <utility>

#include "base/reset.h"
#include "http/cache_control.h"
#include "http/request_target.h"
#include "manifest/locale_path.h"
#include "routing/base_path.h"
#include "routing/locale_rules.h"

namespace next_native {

void Exchange::Begin(std::shared_ptr<BuildStores> stores, Entry entry, int64_t now_ms) {
  stores_ = std::move(stores);
  now_ms_ = now_ms;
  course_.entry = entry;
}

ResponseAction Exchange::Start(std::shared_ptr<BuildStores> stores, const Request& request,
                               int64_t now_ms) {
  Begin(std::move(stores), Entry::kRequest, now_ms);
  course_.compression = config().compress ? Compression::kOn : Compression::kOff;
  return Route(request);
}

ResponseAction Exchange::StartUpgrade(std::shared_ptr<BuildStores> stores, const Request& request,
                                      int64_t now_ms) {
  Begin(std::move(stores), Entry::kUpgrade, now_ms);
  return Route(request);
}

ResponseAction Exchange::StartPage(std::shared_ptr<BuildStores> stores, const Request& request,
                                   std::string_view pathname, int64_t now_ms) {
  Begin(std::move(stores), Entry::kPage, now_ms);
  course_.purpose = Purpose::kValue;
  course_.pathname = pathname;
  return MoveTo(AnswerNamedPage(request), request);
}

ResponseAction Exchange::StartRevalidation(std::shared_ptr<BuildStores> stores,
                                           const Request& request, int64_t now_ms) {
  Begin(std::move(stores), Entry::kPage, now_ms);
  const RequestTarget target = ParseRequestTarget(request.url);
  std::string_view path = StripBasePath(target.path, config().base_path).value_or(target.path);
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  course_.pathname = path;
  if (config().has_i18n) {
    const I18nConfig& i18n = config().i18n;
    const std::string_view host =
        request.header_values().Get(build().rules.host).value_or(std::string_view());
    const I18nDomain* domain = FindDomain(i18n, host);
    course_.default_locale = domain ? domain->default_locale : i18n.default_locale;
    pass_.locale = SplitLocalePath(path, i18n.locales).locale;
    if (pass_.locale.empty()) pass_.locale = course_.default_locale;
  }
  return MoveTo(AnswerNamedPage(request), request);
}

ResponseAction Exchange::StartError(std::shared_ptr<BuildStores> stores, const Request& request,
                                    int status, Purpose purpose, std::string_view locale,
                                    int64_t now_ms) {
  Begin(std::move(stores), Entry::kError, now_ms);
  course_.purpose = purpose;
  pass_.locale = locale;
  error_.status = status;
  // The shim passes a Cache-Control only if the error page keeps it: render404(…, setHeaders =
  // false).
  const bool keeps_cache_control = request.PresetField(ResponseHeader::kCacheControl).has_value();
  if (purpose == Purpose::kResponse && !keeps_cache_control) {
    error_.headers.push_back({"Cache-Control", std::string(kPrivateNoStore)});
  }
  return MoveTo(ShowErrorPage(request), request);
}

std::optional<ResponseAction> Exchange::Resume(ExchangeEvent event, int64_t now_ms) {
  const ExchangeTurn turn = TurnFor(wait_.step, event);
  // Routing needs the answer of middleware to continue; see ResumeMiddleware().
  if (turn == ExchangeTurn::kRefused || turn == ExchangeTurn::kRouteOn) return std::nullopt;
  now_ms_ = now_ms;
  return Perform(turn, owned_.request());
}

ResponseAction Exchange::Perform(ExchangeTurn turn, const Request& request) {
  switch (turn) {
    case ExchangeTurn::kRetry:
      return Retry(request);
    case ExchangeTurn::kNextMatch:
      return RouteAfterOutput(request);
    case ExchangeTurn::kNotFoundPage:
      return MoveTo(Fail(request, 404), request);
    case ExchangeTurn::kBadRequestPage:
      return MoveTo(Fail(request, 400), request);
    case ExchangeTurn::kServerErrorPage:
      return MoveTo(Fail(request, 500), request);
    case ExchangeTurn::kFailedRenderPage:
      return MoveTo(FailedRender(request), request);
    case ExchangeTurn::kFinalErrorPage:
      error_.pass = ErrorPass::kFinal;
      return MoveTo(ShowErrorPage(request), request);
    case ExchangeTurn::kRefused:
    case ExchangeTurn::kRouteOn:
    case ExchangeTurn::kLastResort:
      break;
  }
  return MoveTo(LastResort(request), request);
}

ResponseAction Exchange::Retry(const Request& request) {
  wait_.job.reset();
  if (wait_.encoding) stores_->prerendered.Recharge(std::exchange(wait_.encoding, nullptr));
  switch (wait_.work) {
    case Work::kRoute:
      return MoveTo(ActOnRoute(request), request);
    case Work::kNamedPage:
      return MoveTo(AnswerNamedPage(request), request);
    case Work::kErrorPage:
      break;
  }
  return MoveTo(ShowErrorPage(request), request);
}

ResponseAction Exchange::MoveTo(ResponseAction action, const Request& request) {
  wait_.step = StepAfter(action);
  if (CanBeResumed(wait_.step)) {
    resolver_.Own();  // before the text it views may be replaced
    owned_.Keep(request);
  }
  return action;
}

void Exchange::set_trace(RoutingTrace* trace) {
  resolver_.set_trace(trace);
  course_.is_traced = trace != nullptr;
}

void Exchange::Reset() {
  stores_.reset();
  resolver_.Reset();
  owned_.Clear();
  ResetToDefault(course_);
  ResetToDefault(pass_);
  ResetToDefault(error_);
  ResetToDefault(wait_);
}

}  // namespace next_native

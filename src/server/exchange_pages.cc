// The part of an exchange that asks pages and error pages for their answers.
#include <utility>

#include "http/cache_control.h"
#include "manifest/locale_path.h"
#include "pages/error_answer.h"
#include "pages/not_found.h"
#include "server/exchange.h"

namespace next_native {

PageContext Exchange::Context(const Request& request) const {
  const Resolved& routed = resolved();
  return {.build = build().output,
          .rules = build().rules,
          .store = stores_->prerendered,
          .request = request,
          .now_ms = now_ms_,
          .purpose = course_.purpose,
          .compression = course_.compression,
          .has_data_header = course_.has_data_header,
          .may_load = course_.loads <= kMaxLoads,
          .locale = pass_.locale,
          .default_locale =
              course_.default_locale.empty() ? routed.default_locale : course_.default_locale,
          .is_locale_domain = routed.is_locale_domain,
          .url = pass_.url,
          .appended_vary = course_.appended_vary};
}

ResponseAction Exchange::AnswerOutput(const Request& request) {
  const Resolved& routed = resolved();
  pass_.output = routed.match->output_id;
  const PageRoute route{.match = *routed.match,
                        .path = routed.path,
                        .target = routed.target,
                        .query = routed.changed_query,
                        .stored_path = pass_.memo ? &pass_.memo->stored_path : nullptr,
                        .is_data_request = routed.marks_data_request || routed.is_data_page};
  return ActOnPage(AnswerPage(Context(request), route), request);
}

// Answers with the page of `course_.pathname`.
ResponseAction Exchange::AnswerNamedPage(const Request& request) {
  wait_.work = Work::kNamedPage;
  const std::string& pathname = course_.pathname;
  // A page that is returned as a value is named without a locale and without a trailing slash.
  const bool has_locale =
      config().has_i18n && !SplitLocalePath(pathname, config().i18n.locales).locale.empty();
  const bool has_slash = pathname.size() > 1 && pathname.ends_with('/');
  if (course_.purpose == Purpose::kValue && (has_locale || has_slash)) {
    error_.status = 404;
    return ShowErrorPage(request);
  }
  // A page can always be requested by its name, whatever useFileSystemPublicRoutes says.
  const RouteMatch match = build().routes.Match(pathname, course_.tried, PageAccess::kByRewrite);
  if (match.decode_error) return Fail(request, 400);
  if (!match) {
    error_.status = 404;
    return ShowErrorPage(request);
  }
  pass_.output = match.output_id;
  const RequestTarget target = ParseRequestTarget(request.url);
  const PageRoute route{.match = match, .path = pathname, .target = target, .is_named = true};
  return ActOnPage(AnswerPage(Context(request), route), request);
}

ResponseAction Exchange::ActOnPage(PageAnswer answer, const Request& request) {
  if (auto* send = std::get_if<PageReply>(&answer)) {
    course_.reason = send->reason;
    return SendReply{std::move(send->reply)};
  }
  if (auto* stale = std::get_if<StaleReply>(&answer)) {
    course_.reason = AnswerReason::kStored;
    wait_.renewal = std::move(stale->renewal);
    return SendStaleReply{std::move(stale->reply), std::move(stale->invoke)};
  }
  if (auto* page = std::get_if<PageInvoke>(&answer)) {
    course_.reason = page->reason;
    if (!page->invoke.output->is_edge) {
      course_.appended_vary = page->invoke.append_vary;
      course_.has_dropped_next_url = page->invoke.drop_next_url;
    }
    return std::move(page->invoke);
  }
  if (auto* await = std::get_if<PageAwait>(&answer)) {
    course_.reason = await->reason;
    return Await(std::move(*await));
  }
  return ActOnNotFound(std::get<PageNotFound>(answer), request);
}

ResponseAction Exchange::ActOnNotFound(PageNotFound why, const Request& request) {
  course_.reason = AnswerReason::kHiddenPage;
  switch (why) {
    case PageNotFound::kMiss:
      return NotFound(request);
    case PageNotFound::kDataUrl:
      course_.reason = AnswerReason::kNotFoundData;
      return Send(DataNotFound(resolved().path, {}), request);
    case PageNotFound::kHidden:
      break;
  }
  if (GeneratedReply reply = AnswerHiddenPage(Context(request), resolved().path)) {
    return Send(std::move(reply), request);
  }
  error_.status = 404;
  return ShowErrorPage(request);
}

ResponseAction Exchange::NotFound(const Request& request) {
  if (GeneratedReply reply = AnswerMiss(Context(request), resolved().path)) {
    return Send(std::move(reply), request);
  }
  return Fail(request, 404);
}

ResponseAction Exchange::Fail(const Request& request, int status,
                              std::vector<HeaderField> headers) {
  error_.status = status;
  error_.headers = std::move(headers);
  if (error_.headers.empty() && course_.purpose == Purpose::kResponse) {
    error_.headers.push_back({"Cache-Control", std::string(kPrivateNoStore)});
  }
  return ShowErrorPage(request);
}

// If a page itself fails, /_error runs before a custom /500 is sent.
ResponseAction Exchange::FailedRender(const Request& request) {
  error_.status = 500;
  error_.pass = HasCustom500(build().output) ? ErrorPass::kCustomRender : ErrorPass::kFinal;
  return ShowErrorPage(request);
}

ResponseAction Exchange::ShowErrorPage(const Request& request) {
  wait_.work = Work::kErrorPage;
  const bool is_routed = course_.entry == Entry::kRequest || course_.entry == Entry::kUpgrade;
  const RequestTarget parsed = is_routed ? RequestTarget() : ParseRequestTarget(request.url);
  const ShownError error{.status = error_.status,
                         .pass = error_.pass,
                         .headers = error_.headers,
                         .path = resolved().path,
                         .target = is_routed ? resolved().target : parsed,
                         .has_dropped_next_url = course_.has_dropped_next_url};
  ErrorPageAnswer answer = AnswerErrorPage(Context(request), error);
  error_.is_shown = !std::holds_alternative<NoErrorPage>(answer);
  if (auto* send = std::get_if<PageReply>(&answer)) {
    error_.reason = send->reason;
    return SendReply{std::move(send->reply)};
  }
  if (auto* stale = std::get_if<StaleReply>(&answer)) {
    wait_.renewal = std::move(stale->renewal);
    return SendStaleReply{std::move(stale->reply), std::move(stale->invoke)};
  }
  if (auto* page = std::get_if<PageInvoke>(&answer)) return std::move(page->invoke);
  if (auto* await = std::get_if<PageAwait>(&answer)) return Await(std::move(*await));
  return LastResort(request);
}

ResponseAction Exchange::LastResort(const Request& request) {
  return Send(InternalServerError(build().output, error_.headers), request);
}

ResponseAction Exchange::Send(GeneratedReply reply, const Request& request) {
  return SendReply{Finish(Context(request), std::move(reply))};
}

ResponseAction Exchange::Await(SharedLoadJob job) {
  ++course_.loads;
  wait_.job = std::move(job);
  return AwaitLoad{};
}

ResponseAction Exchange::Await(PageAwait await) {
  wait_.encoding = std::move(await.encoding);
  return Await(std::move(await.job));
}

}  // namespace next_native

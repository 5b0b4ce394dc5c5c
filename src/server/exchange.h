// One request and its response: facts in, next action out. Resumable.
//
//   Start ──▶ SendReply | SendFile | SendMiddlewareBody   (the exchange is over)
//         ──▶ SendStaleReply    (over when the page has been made anew)
//         ──▶ AwaitLoad ──Resume(kLoaded)──▶ any action
//         ──▶ InvokeMiddleware ──ResumeMiddleware(answer)──▶ any action
//                              ──Resume(kNoFallback, kDecodeError, kRenderError)──▶ error page
//         ──▶ ProxyRequest | OptimizeImage   (over, unless they fail: Resume(kRenderError), or
//                              there is no such image: Resume(kNoFallback))
//         ──▶ InvokeEntrypoint ──Resume(kNoFallback)──▶ the next match, or the 404 page
//                              ──Resume(kDecodeError)──▶ the 400 page
//                              ──Resume(kRenderError)──▶ the 500 page, or plain text at last
//                              ──Resume(kErrorRendered)──▶ the page that is sent
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/load_job.h"
#include "pages/error_page.h"
#include "pages/generated_reply.h"
#include "pages/page_checks.h"
#include "pages/request.h"
#include "routing/resolver.h"
#include "server/owned_request.h"
#include "server/response_action.h"
#include "server/site.h"

namespace next_native {

enum class ExchangeEvent : uint8_t {
  kLoaded,         // the job of AwaitLoad is done
  kNoFallback,     // the entrypoint says it has no such path
  kDecodeError,    // the entrypoint could not decode the URL
  kRenderError,    // the entrypoint failed
  kErrorRendered,  // the customErrorRender pass is over
};

// What becomes of a page. As a value, a page without an entrypoint brings no header fields along
// (renderToHTML in next's dist/server/next-server.js).
enum class Purpose : uint8_t { kResponse, kValue };

// Not thread-safe: belongs to the thread of its environment. May be used again after Reset().
class Exchange {
 public:
  // `request` is only viewed during the call; it is copied if the action can be resumed. `now_ms`:
  // milliseconds since the epoch.
  [[nodiscard]] ResponseAction Start(std::shared_ptr<const Site> site, const Request& request,
                                     int64_t now_ms);
  // app.renderToHTML(): the page of `pathname`, without routing: no redirects, files or base path.
  [[nodiscard]] ResponseAction StartPage(std::shared_ptr<const Site> site, const Request& request,
                                         std::string_view pathname, int64_t now_ms);
  // On-demand revalidation: the page of the URL, without routing, as Next's server answers itself
  // (revalidate of next's dist/server/next-server.js): rules, files and middleware are left out.
  [[nodiscard]] ResponseAction StartRevalidation(std::shared_ptr<const Site> site,
                                                 const Request& request, int64_t now_ms);
  // app.renderError(), app.render404() and, as a value, app.renderErrorToHTML(): the error page for
  // a status. `locale`: i18n, of the request as far as it is known; else empty.
  [[nodiscard]] ResponseAction StartError(std::shared_ptr<const Site> site, const Request& request,
                                          int status, Purpose purpose, std::string_view locale,
                                          int64_t now_ms);
  // Goes on after an action that can be resumed.
  [[nodiscard]] ResponseAction Resume(ExchangeEvent event, int64_t now_ms);
  // Goes on after InvokeMiddleware.
  [[nodiscard]] ResponseAction ResumeMiddleware(const MiddlewareAnswer& answer, int64_t now_ms);
  // An upgrade request: ProxyRequest, EndSocket, InvokeMiddleware, or Finished where the socket is
  // the user's.
  [[nodiscard]] ResponseAction StartUpgrade(std::shared_ptr<const Site> site,
                                            const Request& request, int64_t now_ms);
  // What is to be done before the last action is performed; once.
  [[nodiscard]] MessageChanges TakeChanges() { return std::exchange(changes_, {}); }

  // The job to run while the last action was AwaitLoad; else null.
  [[nodiscard]] const SharedLoadJob& pending_job() const { return pending_job_; }
  // The status whose error page the last action shows; nullopt: it shows none.
  [[nodiscard]] std::optional<int> shown_error() const {
    return showing_error_ ? std::optional(error_status_) : std::nullopt;
  }
  void Reset();

 private:
  // What a finished job, or an output without the path, goes on with.
  enum class Step : uint8_t { kResolved, kMiddleware, kPage, kErrorPage };
  enum class Mode : uint8_t { kRequest, kUpgrade };

  void Begin(std::shared_ptr<const Site> site, int64_t now_ms);
  ResponseAction GoOn(const Request& request);
  ResponseAction GoOnBehind(const Request& request);
  [[nodiscard]] std::optional<std::string> UrlBehind() const;
  // exchange_routing.cc
  ResponseAction Route(const Request& request);
  ResponseAction FollowSettled(const Request& request, const SettledRoute& settled);
  ResponseAction Follow(const Request& request, Resolved resolved);
  ResponseAction FollowUpgrade(const Request& request);
  ResponseAction Dispatch(const Request& request);
  ResponseAction Redirect(const Request& request);
  ResponseAction RouteToFile(const Request& request);
  ResponseAction NotFound(const Request& request);
  ResponseAction DataNotFound(const Request& request, std::vector<HeaderField> headers);
  ResponseAction PageNotFound(const Request& request);
  void FollowDataHeader(const RequestEdits& edits);
  [[nodiscard]] RoutingSite routing_site() const {
    return {site_->build, site_->routes, site_->rules, site_->limits.get()};
  }
  // The query after rewrites; nullopt: that of the URL.
  [[nodiscard]] std::optional<QueryObject> RoutedQuery();
  void QueueFields(const ResponseFields& fields, Request& request);

  // exchange_pages.cc
  ResponseAction RouteToPage(const Request& request);
  ResponseAction RouteToOutput(const Request& request, const RouteMatch& match);
  [[nodiscard]] InvokeEntrypoint Invoke(const Output& output, const RouteMatch& match);
  void SetLocale(InvokeEntrypoint& invoke) const;
  [[nodiscard]] Interception InterceptionOf(const Output& output) const;
  [[nodiscard]] bool IsDataTarget() const;
  // The error page for a failure of routing. `headers` were set before; by default what
  // renderError() sets.
  ResponseAction Fail(const Request& request, int status, std::vector<HeaderField> headers = {});
  ResponseAction ShowErrorPage(const Request& request);
  ResponseAction OnRenderError(const Request& request);
  ResponseAction LastResort(const Request& request);

  // `output` answered from the store if it can be; else Finished. Sets `renewal_` where the reply
  // is stale and this request is the one to have it made anew.
  ResponseAction FromStore(const Request& request, const Output& output,
                           std::optional<std::string_view> key, bool is_data);
  // A reply of FromStore() that is sent while `invoke` makes another.
  [[nodiscard]] SendStaleReply Renewing(ResponseAction stored, InvokeEntrypoint invoke) const;
  ResponseAction StaticPage(const Request& request, const Output& output);
  [[nodiscard]] PrerenderedRequest Want(const Request& request,
                                        Representation representation) const;
  ResponseAction AnswerWith(std::shared_ptr<PrerenderedReplies> replies,
                            const PrerenderedRequest& request);
  [[nodiscard]] SendReply Send(const Request& request, GeneratedReply reply) const;
  ResponseAction Await(SharedLoadJob job);
  // Copies the request if `action` can be resumed.
  ResponseAction Keep(ResponseAction action, const Request& request);

  std::shared_ptr<const Site> site_;
  int64_t now_ms_ = 0;
  Step step_ = Step::kResolved;
  Mode mode_ = Mode::kRequest;
  Resolver resolver_;
  Resolved resolved_;
  const SettledRoute* settled_ = nullptr;  // in place of `resolved_.match`
  StaticMatch file_;                       // of kFile
  MessageChanges changes_;
  std::string locale_;  // i18n, of the page that is shown
  Purpose purpose_ = Purpose::kResponse;
  Compression compression_ = Compression::kOff;
  std::string pathname_;               // of StartPage and StartRevalidation
  std::string default_locale_;         // i18n, of the host; for StartRevalidation
  std::string retry_url_;              // what is routed behind an output without the path
  bool has_data_header_ = false;       // x-nextjs-data is on the request: answers name the page
  std::string matched_path_;           // with that header: the page, once it is decided on
  std::string appended_vary_;          // by an entrypoint that has been invoked
  bool has_dropped_next_url_ = false;  // from the request, by the page that failed
  bool showing_error_ = false;         // an error page has been invoked; its failure is the last
  int error_status_ = 500;
  std::optional<int> preset_status_;  // set on the response before a page answers
  ErrorPass error_pass_ = ErrorPass::kFinal;
  std::vector<HeaderField> error_headers_;  // set on the response before the error page
  std::vector<uint32_t> tried_;             // outputs that gave kNoFallback
  uint32_t invoked_output_ = 0;
  int loads_ = 0;  // jobs awaited so far; bounds what eviction under pressure can cost
  SharedLoadJob pending_job_;
  Renewal renewal_;                               // held until the exchange is released
  std::shared_ptr<PrerenderedReplies> encoding_;  // whose encoded form pending_job_ makes
  OwnedRequest kept_;
};

}  // namespace next_native

// One request and its response: facts in, next action out. Resumable.
//
//   Start ──▶ SendReply | SendMiddlewareBody | EndSocket | Finished   (the exchange is over)
//         ──▶ SendStaleReply   (over when it is released, behind the re-render)
//         ──▶ SendFile | AwaitLoad | InvokeMiddleware | InvokeEntrypoint | ProxyRequest |
//             OptimizeImage ──Resume(event)──▶ any action
//
// exchange_steps.h has the table of the events that each step accepts.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pages/error_page.h"
#include "pages/page.h"
#include "pages/page_answer.h"
#include "pages/page_context.h"
#include "pages/request.h"
#include "routing/resolver.h"
#include "server/build_stores.h"
#include "server/exchange_steps.h"
#include "server/owned_request.h"
#include "server/response_action.h"

namespace next_native {

// Not thread-safe: belongs to the thread of its environment. May be used again after Reset().
//
// All functions take `now_ms`, milliseconds since the epoch. A request is only viewed during the
// call; it is copied if the exchange can be resumed.
class Exchange {
 public:
  [[nodiscard]] ResponseAction Start(std::shared_ptr<BuildStores> stores, const Request& request,
                                     int64_t now_ms);

  // app.renderToHTML(): the page of `pathname`, without routing: no redirects, files or base path.
  [[nodiscard]] ResponseAction StartPage(std::shared_ptr<BuildStores> stores,
                                         const Request& request, std::string_view pathname,
                                         int64_t now_ms);

  // On-demand revalidation: the page of the URL, without routing, as Next's server answers itself
  // (revalidate of next's dist/server/next-server.js). Rules, files and middleware are left out.
  [[nodiscard]] ResponseAction StartRevalidation(std::shared_ptr<BuildStores> stores,
                                                 const Request& request, int64_t now_ms);

  // app.renderError(), app.render404() and, as a value, app.renderErrorToHTML(): the error page for
  // a status. `locale`: i18n, of the request as far as it is known; else empty.
  [[nodiscard]] ResponseAction StartError(std::shared_ptr<BuildStores> stores,
                                          const Request& request, int status, Purpose purpose,
                                          std::string_view locale, int64_t now_ms);

  // An upgrade request: ProxyRequest, EndSocket, InvokeMiddleware, or Finished where the socket is
  // the user's.
  [[nodiscard]] ResponseAction StartUpgrade(std::shared_ptr<BuildStores> stores,
                                            const Request& request, int64_t now_ms);

  // Goes on after an event. nullopt: the event does not belong to the step, nothing has changed.
  [[nodiscard]] std::optional<ResponseAction> Resume(ExchangeEvent event, int64_t now_ms);

  // Goes on after InvokeMiddleware; else as Resume().
  [[nodiscard]] std::optional<ResponseAction> ResumeMiddleware(const MiddlewareAnswer& answer,
                                                               int64_t now_ms);

  // The changes to make before the last action is performed; once.
  [[nodiscard]] MessageChanges TakeChanges() { return std::exchange(course_.changes, {}); }

  [[nodiscard]] ExchangeStep step() const { return wait_.step; }
  // The job to run during kLoading; else null.
  [[nodiscard]] const SharedLoadJob& pending_job() const { return wait_.job; }

  // The result of routing, of use where a URL was routed.
  [[nodiscard]] const Resolved& resolved() const { return resolver_.resolved(); }
  [[nodiscard]] AnswerReason reason() const { return course_.reason; }
  // The error that the last action shows a page for; nullopt: none.
  [[nodiscard]] std::optional<int> shown_error() const {
    return error_.is_shown ? std::optional(error_.status) : std::nullopt;
  }
  // Why the error page answers as it does.
  [[nodiscard]] AnswerReason error_reason() const { return error_.reason; }

  // Reports every step of routing to `trace`, and neither asks nor teaches the memos.
  void set_trace(RoutingTrace* trace);

  void Reset();

 private:
  // Entries may be evicted, and files change, between a job and the next look. Past this many jobs
  // the request is answered without another one.
  static constexpr int kMaxLoads = 8;

  enum class Entry : uint8_t { kRequest, kUpgrade, kPage, kError };
  // What a finished job, or an output without the path, goes on with.
  enum class Work : uint8_t { kRoute, kNamedPage, kErrorPage };

  // From the start of the request to its end.
  struct Course {
    Entry entry = Entry::kRequest;
    Purpose purpose = Purpose::kResponse;
    Compression compression = Compression::kOff;
    AnswerReason reason = AnswerReason::kRouting;
    bool has_data_header = false;       // x-nextjs-data is on the request
    bool has_dropped_next_url = false;  // from the request, by an entrypoint that ran
    bool is_traced = false;
    int loads = 0;                // jobs awaited so far; bounds the cost of eviction under pressure
    std::string pathname;         // kPage: the page to answer with
    std::string default_locale;   // i18n, of the host; empty: routing knows it
    std::string appended_vary;    // by an entrypoint that ran
    std::vector<uint32_t> tried;  // outputs that gave kNoFallback
    MessageChanges changes;
  };
  // From one routing of the request to the next.
  struct Pass {
    const SettledRoute* memo = nullptr;  // the route was remembered
    uint32_t output = 0;                 // the page that was asked, as RouteMatch::output_id
    std::string url;                     // routed in place of the URL as sent; empty: that one
    std::string locale;                  // i18n, of the page that is shown
  };
  // From the failure of the request to its end.
  struct ErrorPage {
    int status = 500;
    ErrorPass pass = ErrorPass::kFinal;
    bool is_shown = false;
    AnswerReason reason = AnswerReason::kRouting;
    std::vector<HeaderField> headers;  // set on the response before the page
  };
  // From one action to the next event.
  struct Wait {
    ExchangeStep step = ExchangeStep::kIdle;
    Work work = Work::kRoute;
    SharedLoadJob job;
    std::shared_ptr<PrerenderedReplies> encoding;  // whose encoded form `job` makes
    Renewal renewal;                               // held until the exchange is released
  };

  void Begin(std::shared_ptr<BuildStores> stores, Entry entry, int64_t now_ms);
  [[nodiscard]] const LoadedBuild& build() const { return *stores_->build; }
  [[nodiscard]] const ServerConfig& config() const { return build().output.config; }
  [[nodiscard]] RoutingSite Site() const;
  ResponseAction Perform(ExchangeTurn turn, const Request& request);
  ResponseAction Retry(const Request& request);
  // Takes the step of `action`; copies the request if it can be resumed.
  ResponseAction Take(ResponseAction action, const Request& request);

  // exchange_routing.cc
  ResponseAction Route(const Request& request);
  ResponseAction RouteBehindOutput(const Request& request);
  [[nodiscard]] std::optional<std::string> UrlBehindOutput() const;
  ResponseAction Follow(const Request& request);
  ResponseAction FollowUpgrade(const Request& request);
  ResponseAction Dispatch(const Request& request);
  ResponseAction Redirect(const Request& request);
  ResponseAction AnswerFile(const Request& request);
  void FollowDataHeader(const RequestEdits& edits);
  void QueueFields(const ResponseFields& fields, Request& request);

  // exchange_pages.cc
  [[nodiscard]] PageContext Context(const Request& request) const;
  ResponseAction AnswerOutput(const Request& request);
  ResponseAction AnswerNamedPage(const Request& request);
  ResponseAction TakePage(PageAnswer answer, const Request& request);
  ResponseAction TakeNotFound(PageNotFound why, const Request& request);
  ResponseAction NotFound(const Request& request);
  // The error page for a failure. `headers` were set before; by default those of renderError().
  ResponseAction Fail(const Request& request, int status, std::vector<HeaderField> headers = {});
  ResponseAction FailedRender(const Request& request);
  ResponseAction ShowErrorPage(const Request& request);
  ResponseAction LastResort(const Request& request);
  ResponseAction Send(GeneratedReply reply, const Request& request);
  ResponseAction Await(SharedLoadJob job);
  ResponseAction Await(PageAwait await);

  std::shared_ptr<BuildStores> stores_;
  int64_t now_ms_ = 0;
  Resolver resolver_;
  OwnedRequest owned_;
  Course course_;
  Pass pass_;
  ErrorPage error_;
  Wait wait_;
};

}  // namespace next_native

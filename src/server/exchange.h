// One request and its response: facts in, next action out. Resumable.
//
//   Start ──▶ SendReply | SendMiddlewareBody | EndSocket | Finished   (the exchange is over)
//         ──▶ SendStaleReply   (over when it is released, after the re-render)
//         ──▶ SendFile | AwaitLoad | InvokeMiddleware | InvokeEntrypoint | ProxyRequest |
//             OptimizeImage ──Resume(event)──▶ any action
//
// exchange_steps.h lists the events that each step accepts.
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
// `now_ms` is in milliseconds since the epoch. A request is only viewed during the call; the
// exchange copies it if it can be resumed.
class Exchange {
 public:
  // Routes and answers a request.
  [[nodiscard]] ResponseAction Start(std::shared_ptr<BuildStores> stores, const Request& request,
                                     int64_t now_ms);

  // app.renderToHTML(): answers with the page of `pathname`. There is no routing: no redirects,
  // files or base path.
  [[nodiscard]] ResponseAction StartPage(std::shared_ptr<BuildStores> stores,
                                         const Request& request, std::string_view pathname,
                                         int64_t now_ms);

  // On-demand revalidation: answers with the page of the URL, as Next's server answers its own
  // request (revalidate of next's dist/server/next-server.js). Skips rules, files and middleware.
  [[nodiscard]] ResponseAction StartRevalidation(std::shared_ptr<BuildStores> stores,
                                                 const Request& request, int64_t now_ms);

  // app.renderError(), app.render404() and, as a value, app.renderErrorToHTML(): answers with the
  // error page for `status`. `locale`: i18n, the locale of the request if it is known; else empty.
  [[nodiscard]] ResponseAction StartError(std::shared_ptr<BuildStores> stores,
                                          const Request& request, int status, Purpose purpose,
                                          std::string_view locale, int64_t now_ms);

  // Routes an upgrade request. The action is ProxyRequest, EndSocket, InvokeMiddleware, or Finished
  // if the socket is left to the user.
  [[nodiscard]] ResponseAction StartUpgrade(std::shared_ptr<BuildStores> stores,
                                            const Request& request, int64_t now_ms);

  // Continues after an event. nullopt: the event does not belong to the step; nothing has changed.
  [[nodiscard]] std::optional<ResponseAction> Resume(ExchangeEvent event, int64_t now_ms);

  // Continues after InvokeMiddleware; otherwise like Resume().
  [[nodiscard]] std::optional<ResponseAction> ResumeMiddleware(const MiddlewareAnswer& answer,
                                                               int64_t now_ms);

  // Returns, once, the changes to make before the last action is performed.
  [[nodiscard]] MessageChanges TakeChanges() { return std::exchange(course_.changes, {}); }

  [[nodiscard]] ExchangeStep step() const { return wait_.step; }
  // The job to run during kLoading; else null.
  [[nodiscard]] const SharedLoadJob& pending_job() const { return wait_.job; }

  // The result of routing. It has a meaning only if a URL was routed.
  [[nodiscard]] const Resolved& resolved() const { return resolver_.resolved(); }
  // The reason for the answer of the page or file.
  [[nodiscard]] AnswerReason reason() const { return course_.reason; }
  // The status whose error page the last action shows; nullopt: none.
  [[nodiscard]] std::optional<int> shown_error() const {
    return error_.is_shown ? std::optional(error_.status) : std::nullopt;
  }
  // The reason for the answer of the error page.
  [[nodiscard]] AnswerReason error_reason() const { return error_.reason; }

  // Reports every step of routing to `trace`. The memos are then neither read nor filled.
  void set_trace(RoutingTrace* trace);

  void Reset();

 private:
  // Between a job and the next lookup, an entry may be evicted and a file may change. After this
  // many jobs, the request is answered without another one.
  static constexpr int kMaxLoads = 8;

  // The kind of call that started the exchange.
  enum class Entry : uint8_t { kRequest, kUpgrade, kPage, kError };
  // The work to repeat after a job, or after an output that does not have the path.
  enum class Work : uint8_t { kRoute, kNamedPage, kErrorPage };

  // State from the start of the request to its end.
  struct Course {
    Entry entry = Entry::kRequest;
    Purpose purpose = Purpose::kResponse;
    Compression compression = Compression::kOff;
    AnswerReason reason = AnswerReason::kRouting;
    bool has_data_header = false;       // x-nextjs-data is on the request
    bool has_dropped_next_url = false;  // an entrypoint that ran dropped `next-url`
    bool is_traced = false;
    int loads = 0;                // jobs awaited so far; bounds the cost of eviction under pressure
    std::string pathname;         // kPage: the page to answer with
    std::string default_locale;   // i18n, the default of the host; empty: resolved() has it
    std::string appended_vary;    // by an entrypoint that ran
    std::vector<uint32_t> tried;  // outputs that gave kNoFallback
    MessageChanges changes;
  };
  // State from one routing of the request to the next.
  struct Pass {
    const SettledRoute* memo = nullptr;  // the remembered route; null: the URL was routed
    uint32_t output = 0;                 // the page that was asked, as RouteMatch::output_id
    std::string url;                     // routed instead of the URL as sent; empty: as sent
    std::string locale;                  // i18n, the locale of the page
  };
  // State from the failure of the request to its end.
  struct ErrorPage {
    int status = 500;
    ErrorPass pass = ErrorPass::kFinal;
    bool is_shown = false;
    AnswerReason reason = AnswerReason::kRouting;
    std::vector<HeaderField> headers;  // set on the response before the page
  };
  // State from one action to the next event.
  struct Wait {
    ExchangeStep step = ExchangeStep::kIdle;
    Work work = Work::kRoute;
    SharedLoadJob job;
    std::shared_ptr<PrerenderedReplies> encoding;  // the replies that `job` encodes; may be null
    Renewal renewal;                               // held until the exchange is released
  };

  void Begin(std::shared_ptr<BuildStores> stores, Entry entry, int64_t now_ms);
  [[nodiscard]] const LoadedBuild& build() const { return *stores_->build; }
  [[nodiscard]] const ServerConfig& config() const { return build().output.config; }
  [[nodiscard]] RoutingSite Routing() const;
  ResponseAction Perform(ExchangeTurn turn, const Request& request);
  ResponseAction Retry(const Request& request);
  // Moves to the step of `action`. Copies the request if the exchange can be resumed.
  ResponseAction MoveTo(ResponseAction action, const Request& request);

  // exchange_routing.cc
  ResponseAction Route(const Request& request);
  ResponseAction RouteAfterOutput(const Request& request);
  [[nodiscard]] std::optional<std::string> UrlAfterOutput() const;
  ResponseAction FollowRoute(const Request& request);
  ResponseAction FollowUpgrade(const Request& request);
  ResponseAction ActOnRoute(const Request& request);
  ResponseAction Redirect(const Request& request);
  ResponseAction AnswerFile(const Request& request);
  void UpdateDataHeader(const RequestEdits& edits);
  void QueueFields(const ResponseFields& fields, Request& request);

  // exchange_pages.cc
  [[nodiscard]] PageContext Context(const Request& request) const;
  ResponseAction AnswerOutput(const Request& request);
  ResponseAction AnswerNamedPage(const Request& request);
  ResponseAction ActOnPage(PageAnswer answer, const Request& request);
  ResponseAction ActOnNotFound(PageNotFound why, const Request& request);
  ResponseAction NotFound(const Request& request);
  // Shows the error page for a failure. `headers` are set on the response before; by default, those
  // of renderError().
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

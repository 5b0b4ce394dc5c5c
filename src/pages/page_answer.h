// The answer of a page or an error page to a request. It is always a value, never a side effect.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/load_job.h"
#include "cache/prerendered_store.h"
#include "http/query_object.h"
#include "http/reply.h"
#include "manifest/build_output.h"
#include "pages/answer_reason.h"
#include "pages/router_request.h"
#include "routing/route_param.h"

namespace next_native {

// Write these ready bytes.
struct SendReply {
  SharedReply reply;
};

// Call the compiled entrypoint of `output`.
struct InvokeEntrypoint {
  const Output* output = nullptr;  // owned by the build, which the exchange keeps alive
  std::vector<RouteParam> params;
  bool has_params = false;           // false: the route is not dynamic
  int status = 200;                  // preset on the response
  std::vector<HeaderField> headers;  // set on the response before the call
  std::string append_vary;           // appended to the response's Vary; empty: nothing
  bool drop_next_url = false;        // delete `next-url` from the request headers
  std::string url;                   // req.url during the call; empty: as sent
  std::optional<QueryObject> query;  // after rewrites; nullopt: the query of the URL
  std::string locale;                // i18n: the locale of the page; empty without i18n
  std::string default_locale;        // i18n: the default locale of the host
  bool is_locale_domain = false;     // i18n: the host is one of `domains`
  bool is_data_request = false;      // a /_next/data URL
  bool is_error_page = false;        // counted as ReplyKind::kError
  bool custom_error_render = false;  // meta customErrorRender: run getInitialProps, send nothing
  // `new URL` leaves the URL as sent unchanged, so it need not be parsed again.
  bool has_normal_url = false;
  RouterRequest router;
};

// A ready reply and the reason for it.
struct PageReply {
  SharedReply reply;
  AnswerReason reason = AnswerReason::kStored;
};

// A stale reply, with the call that re-renders it after the reply is sent. Releasing `renewal` ends
// the re-render.
struct StaleReply {
  SharedReply reply;
  InvokeEntrypoint invoke;
  Renewal renewal;
};

// The entrypoint answers.
struct PageInvoke {
  InvokeEntrypoint invoke;
  AnswerReason reason = AnswerReason::kRenders;
};

// A job has to run first. Then ask the page again.
struct PageAwait {
  SharedLoadJob job;
  // The replies whose encoded form the job makes; null: the job loads an entry.
  std::shared_ptr<PrerenderedReplies> encoding;
  AnswerReason reason = AnswerReason::kStored;
};

// The page does not answer this request.
enum class PageNotFound : uint8_t {
  kMiss,     // as if nothing had matched
  kHidden,   // the page exists, but cannot be rendered for this path or locale
  kDataUrl,  // a data request for the 404 page itself
};

using PageAnswer = std::variant<PageReply, StaleReply, PageInvoke, PageAwait, PageNotFound>;

// The build has no page for the error, or lacks the page's file. InternalServerError() answers.
struct NoErrorPage {};

using ErrorPageAnswer = std::variant<PageReply, StaleReply, PageInvoke, PageAwait, NoErrorPage>;

}  // namespace next_native

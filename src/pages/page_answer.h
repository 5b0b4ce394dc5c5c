// What a page, or an error page, answers a request with: always a value, never a side effect.
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
  std::optional<QueryObject> query;  // after rewrites; nullopt: that of the URL
  std::string locale;                // i18n: of the page; empty without i18n
  std::string default_locale;        // i18n: of the host
  bool is_locale_domain = false;     // i18n: the host is one of `domains`
  bool is_data_request = false;      // a /_next/data URL
  bool is_error_page = false;        // counted as ReplyKind::kError
  bool custom_error_render = false;  // meta customErrorRender: run getInitialProps, send nothing
  // The URL as sent is what `new URL` makes of it: no need to parse it again.
  bool has_normal_url = false;
  RouterRequest router;
};

// A ready reply and why it answers.
struct PageReply {
  SharedReply reply;
  AnswerReason reason = AnswerReason::kStored;
};

// A reply that is stale, with the call that re-renders it behind the answer. The re-render is over
// once `renewal` is released.
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

// A job has to run first; then the page is asked again.
struct PageAwait {
  SharedLoadJob job;
  // The replies whose encoded form the job makes; null: the job loads an entry.
  std::shared_ptr<PrerenderedReplies> encoding;
  AnswerReason reason = AnswerReason::kStored;
};

// The page does not answer this request.
enum class PageNotFound : uint8_t {
  kMiss,     // as if nothing had matched
  kHidden,   // there is a page, but it cannot be rendered for this path or locale
  kDataUrl,  // a data request for the 404 page itself
};

using PageAnswer = std::variant<PageReply, StaleReply, PageInvoke, PageAwait, PageNotFound>;

// The build has no page for the error, or lacks its file: InternalServerError() is left.
struct NoErrorPage {};

using ErrorPageAnswer = std::variant<PageReply, StaleReply, PageInvoke, PageAwait, NoErrorPage>;

}  // namespace next_native

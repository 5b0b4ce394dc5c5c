// What the edge is to do next for a request. The core decides, the shim acts.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "http/query_object.h"
#include "http/reply.h"
#include "manifest/build_output.h"
#include "routing/header_changes.h"
#include "routing/route_param.h"

namespace next_native {

// Write these ready bytes.
struct SendReply {
  SharedReply reply;
};

// Stream part of a file.
struct SendFile {
  int status = 200;
  std::vector<HeaderField> headers;
  std::string path;
  uint64_t offset = 0;
  uint64_t length = 0;  // bytes; 0 sends an empty body
};

// Call the compiled entrypoint of `output`.
struct InvokeEntrypoint {
  const Output* output = nullptr;  // owned by the Site, which the exchange keeps alive
  std::vector<RouteParam> params;
  bool has_params = false;           // false: the route is not dynamic
  int status = 200;                  // preset on the response
  std::vector<HeaderField> headers;  // set on the response before the call
  std::string append_vary;           // appended to the response's Vary; empty: nothing
  bool drop_next_url = false;        // delete `next-url` from the request headers
  // What req.url is to be meanwhile; empty: as sent.
  std::string url;
  // The query after rewrites; nullopt: that of the URL.
  std::optional<QueryObject> query;
  std::string locale;                // i18n: of the page; empty without i18n
  std::string default_locale;        // i18n: of the host
  bool is_locale_domain = false;     // i18n: the host is one of `domains`
  bool is_data_request = false;      // a /_next/data URL
  bool is_error_page = false;        // counted as ReplyKind::kError
  bool custom_error_render = false;  // meta customErrorRender: run getInitialProps, send nothing
};

// Write these bytes, which are stale, then have the entrypoint make them anew behind the answer:
// the same request again, with no client. The exchange is to be released when that is done.
struct SendStaleReply {
  SharedReply reply;
  InvokeEntrypoint renewal;
};

// A blocking job on the worker pool has to finish first; then ask the exchange again.
struct AwaitLoad {};

// Run middleware, then ResumeMiddleware() with its answer.
struct InvokeMiddleware {
  std::string url;  // path and query it is to see; empty: the URL as sent
};

// Answer with the status and body of what middleware answered.
struct SendMiddlewareBody {
  int status = 200;
};

// Pass the request on to another server and its response back.
struct ProxyRequest {
  std::string url;
};

// Answer with an optimized image; the query says which.
struct OptimizeImage {
  // The query after rewrites; nullopt: that of the URL.
  std::optional<QueryObject> query;
};

// Of an upgrade request: close the connection, it is for nothing here.
struct EndSocket {};

// Nothing more to do: the response was already ended.
struct Finished {};

using ResponseAction =
    std::variant<SendReply, SendStaleReply, SendFile, InvokeEntrypoint, AwaitLoad, InvokeMiddleware,
                 SendMiddlewareBody, ProxyRequest, OptimizeImage, EndSocket, Finished>;

// Whether Exchange::Resume() or ResumeMiddleware() goes on after it.
[[nodiscard]] inline bool CanBeResumed(const ResponseAction& action) {
  return std::holds_alternative<InvokeEntrypoint>(action) ||
         std::holds_alternative<AwaitLoad>(action) ||
         std::holds_alternative<InvokeMiddleware>(action) ||
         std::holds_alternative<OptimizeImage>(action) ||
         std::holds_alternative<ProxyRequest>(action);
}

// Whether the exchange stays open until it is released.
[[nodiscard]] inline bool StaysOpen(const ResponseAction& action) {
  return CanBeResumed(action) || std::holds_alternative<SendStaleReply>(action);
}

// What is to be done to request and response before an action is performed.
struct MessageChanges {
  std::vector<ResponseField> response;  // to be set in order; a later one of a name replaces it
  RequestEdits request;

  [[nodiscard]] bool empty() const { return response.empty() && request.empty(); }
};

}  // namespace next_native

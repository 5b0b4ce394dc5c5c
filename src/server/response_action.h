// The next action of the shim for a request. The core decides, the shim acts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "http/query_object.h"
#include "http/reply.h"
#include "pages/page_answer.h"
#include "pages/router_request.h"
#include "routing/header_changes.h"

namespace next_native {

// Write these stale bytes, then call the entrypoint to re-render them: the same request again,
// without a client. Release the exchange when that is done.
struct SendStaleReply {
  SharedReply reply;
  InvokeEntrypoint renewal;
};

// Stream part of a file.
struct SendFile {
  int status = 200;
  std::vector<HeaderField> headers;
  std::string path;
  uint64_t offset = 0;
  uint64_t length = 0;  // bytes; 0 sends an empty body
};

// A blocking job on the worker pool has to finish first; then resume the exchange.
struct AwaitLoad {};

// Run middleware, then ResumeMiddleware() with its answer.
struct InvokeMiddleware {
  std::string url;  // path and query for middleware; empty: the URL as sent
  RouterRequest router;
};

// Answer with this status and the body of middleware's answer.
struct SendMiddlewareBody {
  int status = 200;
};

// Forward the request to another server, and its response to the client.
struct ProxyRequest {
  std::string url;
};

// Answer with the optimized image that the query names.
struct OptimizeImage {
  std::optional<QueryObject> query;  // after rewrites; nullopt: the query of the URL
};

// Close the connection of an upgrade request, because the app does not accept it.
struct EndSocket {};

// Do nothing more. The socket of an upgrade request is left to the user.
struct Finished {};

using ResponseAction =
    std::variant<SendReply, SendStaleReply, SendFile, InvokeEntrypoint, AwaitLoad, InvokeMiddleware,
                 SendMiddlewareBody, ProxyRequest, OptimizeImage, EndSocket, Finished>;

// The changes to request and response before an action is performed.
struct MessageChanges {
  std::vector<ResponseField> response;  // set in order; a later field replaces one of its name
  RequestEdits request;

  [[nodiscard]] bool empty() const { return response.empty() && request.empty(); }
};

}  // namespace next_native

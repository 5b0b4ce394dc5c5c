// The checks of Next's server between routing to a page and calling its entrypoint
// (dist/server/base-server.js, renderToResponseWithComponentsImpl).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "http/request_target.h"
#include "manifest/build_output.h"
#include "pages/answer_reason.h"
#include "pages/generated_reply.h"
#include "pages/request.h"

namespace next_native {

// Says if the response of an output may depend on the page that the client comes from.
enum class Interception : uint8_t { kNone, kPossible };

// A request that was routed to an output, before its entrypoint is called.
struct PageRequest {
  const BuildOutput& build;
  const Output& output;
  const Request& request;
  const RequestTarget& target;  // the URL as sent
  Interception interception = Interception::kNone;
  int status = 200;  // set on the response so far; the status of an error page
  std::span<const HeaderField> headers = {};  // set on the response so far
  // The value of x-nextjs-matched-path on 400 and 405 replies; empty: no such field.
  std::string_view matched_path = {};
};

// The reply of a check that ends the request.
struct PageRefusal {
  GeneratedReply reply;
  AnswerReason reason = AnswerReason::kRouting;
};

// Returns the fields to append to `Vary` for this output; empty: none.
[[nodiscard]] std::string_view PageVary(const Output& output, const Request& request,
                                        Interception interception = Interception::kNone);

// Runs the checks in order: the `_rsc` parameter, x-middleware-prefetch, the 404 page requested as
// a subresource, the method, OPTIONS. Returns nullopt if all of them let the request pass.
[[nodiscard]] std::optional<PageRefusal> CheckPageRequest(const PageRequest& page);

}  // namespace next_native

// What Next's server checks between routing to a page and calling its entrypoint
// (dist/server/base-server.js, renderToResponseWithComponentsImpl).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "manifest/build_output.h"
#include "pages/generated_reply.h"
#include "pages/request.h"

namespace next_native {

// Whether what the output shows may depend on the page one comes from.
enum class Interception : uint8_t { kNone, kPossible };

// A request that has been routed to an output, on its way to the entrypoint.
struct PageRequest {
  const BuildOutput& build;
  const Output& output;
  const Request& request;
  std::string_view query = {};  // without "?"
  Interception interception = Interception::kNone;
  int status = 200;  // set on the response so far; the status of an error page
  std::span<const HeaderField> headers = {};  // set on the response so far
  // What x-nextjs-matched-path says once no check has sent the client elsewhere; empty: nothing.
  std::string_view matched_path = {};
};

// `rsc: 1`, as the client router sends it.
[[nodiscard]] bool IsRscRequest(const Request& request);

// Whether the output is rendered at build time or cached after its first render.
[[nodiscard]] bool IsStaticGeneration(const BuildOutput& build, const Output& output);

// The fields appended to `Vary` for this output; empty: none.
[[nodiscard]] std::string_view PageVary(const Output& output, const Request& request,
                                        Interception interception = Interception::kNone);

// The answer if one of the checks ends the request, else null. The checks, in order: the `_rsc`
// parameter, x-middleware-prefetch, direct visits of /404 by a subresource, the method, OPTIONS.
[[nodiscard]] GeneratedReply CheckPageRequest(const PageRequest& page);

}  // namespace next_native

// Requests of Next's client router (handleRSCRequest of next's dist/server/base-server.js).
#pragma once

#include <optional>
#include <string>

#include "pages/request.h"

namespace next_native {

// The part of a page that the client router requests.
struct RouterRequest {
  bool is_rsc = false;                 // the RSC payload of a page: `rsc: 1`
  bool is_prefetch = false;            // the payload is prefetched
  std::optional<std::string> segment;  // the segment to prefetch, as sent; Latin-1 bytes
};

// Returns true for `rsc: 1`.
[[nodiscard]] inline bool IsRscRequest(const Request& request) {
  return request.Header(RequestHeader::kRsc) == "1";
}

[[nodiscard]] inline RouterRequest RouterRequestOf(const Request& request) {
  RouterRequest router;
  router.is_rsc = IsRscRequest(request);
  router.is_prefetch = router.is_rsc && request.Header(RequestHeader::kNextRouterPrefetch) == "1";
  if (router.is_prefetch) {
    router.segment = request.Header(RequestHeader::kNextRouterSegmentPrefetch);
  }
  return router;
}

}  // namespace next_native

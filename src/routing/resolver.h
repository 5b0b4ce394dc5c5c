// Finds what answers a request: the phases of next's dist/server/lib/router-utils/
// resolve-routes.js, and what router-server.js does before them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "http/header_slots.h"
#include "routing/middleware_answer.h"
#include "routing/resolved.h"
#include "routing/routing_site.h"
#include "routing/routing_state.h"
#include "routing/routing_trace.h"

namespace next_native {

// Routes one request at a time. Not thread-safe; may be used again after Reset().
//
// The result of a call stays valid until the next call. It views the URL, which must stay valid
// until the next call of Start(), Settle() or Own().
class Resolver {
 public:
  // Not copyable or movable: the result points into the state.
  Resolver() = default;
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  // `url` is req.url. `headers` is only viewed during the call. Outputs in `tried` (those that gave
  // NoFallbackError) are passed over. A second call for the same request keeps what the first one
  // learned about it: early fields, and that it asks for data.
  const Resolved& Start(const RoutingSite& site, std::string_view url, const HeaderValues& headers,
                        std::span<const uint32_t> tried);

  // Sets the result for a path whose route is remembered (server/route_memo.h), as Start() would.
  // Call it on a resolver that is new or Reset(). `kind` is kFile or kOutput; `match` must outlive
  // the result.
  const Resolved& Settle(std::string_view url, ResolvedKind kind, const RouteMatch& match,
                         StaticMatch file);

  // Continues after kMiddleware. `status` is that of the answer. `headers` are those of the request
  // with the answer's changes applied; see ApplyAnswer().
  const Resolved& Continue(const RoutingSite& site, const MiddlewareEffect& effect, int status,
                           const HeaderValues& headers, std::span<const uint32_t> tried);

  // Reads middleware's answer; its response fields are added to the result.
  [[nodiscard]] MiddlewareEffect ApplyAnswer(const MiddlewareAnswer& answer) {
    return ApplyMiddlewareAnswer(answer, result_.fields);
  }

  // Copies the URL that the result views, so that the caller's text may go away.
  void Own();
  void Reset();

  // Reports every step to `trace` from now on; null: to none.
  void set_trace(RoutingTrace* trace) { trace_ = trace; }

  [[nodiscard]] const Resolved& resolved() const { return result_; }

 private:
  std::string_view
      url_;  // as sent; null: nothing was routed; views the caller's text or `owned_url_`
  std::string owned_url_;
  std::optional<RoutingState> state_;  // none: Start() was not called
  Resolved result_;
  RoutingTrace* trace_ = nullptr;
};

}  // namespace next_native

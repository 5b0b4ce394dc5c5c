// The middleware phase: decides if middleware runs, makes the URL that it sees, and follows its
// answer (the `middleware` phase of resolve-routes.js).
#pragma once

#include "routing/middleware_answer.h"
#include "routing/routing_pass.h"

namespace next_native {

// True if a matcher accepts the working path.
[[nodiscard]] bool WantsMiddleware(const RoutingPass& pass);

// Ends routing for now with kMiddleware, or for good with kNotFound for a malformed data URL.
void AskMiddleware(RoutingPass& pass);

// Applies middleware's verdict. Returns true if it ends routing.
[[nodiscard]] bool FollowAnswer(RoutingPass& pass, const MiddlewareEffect& effect, int status);

}  // namespace next_native

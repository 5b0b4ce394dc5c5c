// The first phase: the request target, and the redirects that come before all rules.
#pragma once

#include "routing/routing_pass.h"

namespace next_native {

// Reads the URL into the result. Ends routing where it is no URL, where the visitor's locale has
// another start page (i18n), and where the path has repeated slashes (router-server.js and
// resolve-routes.js).
[[nodiscard]] bool ReadTarget(RoutingPass& pass);

}  // namespace next_native

// The phases for data URLs: middleware sees the page of a data URL, and the page's data answers.
#pragma once

#include "routing/routing_pass.h"

namespace next_native {

// Changes a data URL of this build to the URL of its page, before rules and middleware
// (the `middleware_next_data` phase of resolve-routes.js). Only with middleware.
void NormalizeDataUrl(RoutingPass& pass);

// Changes a data URL with a trailing slash, which NormalizeDataUrl() leaves alone, to its page:
// what base-server.js does when it is asked for middleware. The path is DataPath::kPage or
// kBlockedPage.
void TakeDataPage(RoutingPass& pass);

// Checks an output that the router has found as base-server.js does: it takes some paths for the
// image optimizer or for data URLs, whatever the router says (normalizeAndAttachMetadata).
void CheckOutputPath(RoutingPass& pass);

}  // namespace next_native

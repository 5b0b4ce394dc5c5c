// The phases of next.config: headers, redirects and rewrites (resolve-routes.js).
#pragma once

#include "custom_routes/rule_list.h"
#include "routing/routing_pass.h"
#include "routing/routing_trace.h"

namespace next_native {

// Adds the fields of all rules that match to the result. Ends routing with
// kFailed where Next.js throws.
[[nodiscard]] bool ApplyHeaders(RoutingPass& pass, const RuleList& rules, TracePhase phase);

// Ends routing where a redirect matches: first those that Next.js adds for trailing slashes, then
// those of next.config.
[[nodiscard]] bool ApplyRedirects(RoutingPass& pass);

// Applies the rewrite that Next.js adds for the path of the asset prefix, the first of beforeFiles.
void RewriteAssets(RoutingPass& pass);

// Applies one rewrite. Ends routing where it leads to another origin, or fails.
[[nodiscard]] bool ApplyRewrite(RoutingPass& pass, RuleMatch match, TracePhase phase);

}  // namespace next_native

// Whether a request for a prerendered page may be answered from the store, and with what
// (next's dist/build/templates: app-page-runtime.js, app-route.js, pages.js).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cache/prerendered_reply.h"
#include "manifest/build_output.h"
#include "pages/request.h"
#include "routing/route_param.h"

namespace next_native {

// nullopt: the entrypoint has to answer (draft mode, revalidation on demand, prefetches of a kind
// the build did not make, a cache handler of the user's own, ...).
[[nodiscard]] std::optional<Representation> ChooseRepresentation(const BuildOutput& build,
                                                                 const Output& output,
                                                                 const Request& request,
                                                                 bool is_data_request);

// Where the prerender manifest has what `output` shows for `params`: its pathname with the
// parameters filled in, below the locale for a page of pages/. nullopt where a value holds what
// Next.js escapes in such a path (resolvedPathname of server/route-modules/route-module.js).
[[nodiscard]] std::optional<std::string> PrerenderedPath(const Output& output,
                                                         const std::vector<RouteParam>& params,
                                                         std::string_view locale);

}  // namespace next_native

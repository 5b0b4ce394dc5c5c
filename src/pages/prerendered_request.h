// Decides if the store may answer a request for a prerendered page, and in which representation
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

// Returns the representation that the request asks for. nullopt: the entrypoint has to answer
// (draft mode, on-demand revalidation, prefetches of a kind that the build did not make, a cache
// handler of the user, …).
[[nodiscard]] std::optional<Representation> ChooseRepresentation(const BuildOutput& build,
                                                                 const Output& output,
                                                                 const Request& request,
                                                                 bool is_data_request);

// Returns the key of `output` with `params` in the prerender manifest: its pathname with the
// parameters filled in, below the locale for a page of pages/. nullopt if a parameter is missing or
// has a value that Next.js escapes in such a path (resolvedPathname of
// server/route-modules/route-module.js).
[[nodiscard]] std::optional<std::string> PrerenderedPath(const Output& output,
                                                         const std::vector<RouteParam>& params,
                                                         std::string_view locale);

}  // namespace next_native

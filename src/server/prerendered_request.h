// Whether a request for a prerendered page may be answered from the store, and with what
// (next's dist/build/templates: app-page-runtime.js, app-route.js, pages.js).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cache/prerendered_reply.h"
#include "manifest/build_output.h"
#include "server/request.h"

namespace next_native {

// nullopt: the entrypoint has to answer (draft mode, revalidation on demand, prefetches of a kind
// the build did not make, a cache handler of the user's own, ...).
[[nodiscard]] std::optional<Representation> ChooseRepresentation(const BuildOutput& build,
                                                                 const Output& output,
                                                                 const Request& request,
                                                                 bool is_data_request);

// The path as the prerender manifest spells it: decoded, without a slash at its end, for a data
// request without its prefix and suffix. nullopt where an escape is invalid, or one that Next.js
// does not decode.
[[nodiscard]] std::optional<std::string> PrerenderedPath(const BuildOutput& build,
                                                         std::string_view path,
                                                         bool is_data_request);

}  // namespace next_native

// Header fields of Next.js that several layers write.
#pragma once

#include <string_view>

namespace next_native {

// The pathname of the page that answers, for the client router (next's dist/server/base-server.js,
// router-server.js, route-modules/route-module.js).
inline constexpr std::string_view kMatchedPathHeader = "x-nextjs-matched-path";

// `Vary` of everything under app/, unless intercepting routes are possible (setVaryHeader of
// base-server.js).
inline constexpr std::string_view kAppVary =
    "rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch";

}  // namespace next_native

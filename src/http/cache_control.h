// Cache-Control of pages, and reading directives of a Cache-Control value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// What must not be kept: draft mode, errors, dynamic pages.
inline constexpr std::string_view kPrivateNoStore =
    "private, no-cache, no-store, max-age=0, must-revalidate";

// The value for a page that goes stale after `revalidate` seconds (nullopt: never, 0: always) and
// may be served stale until `expire` seconds (getCacheControlHeader in next's
// server/lib/cache-control.js).
[[nodiscard]] std::string PageCacheControl(std::optional<int64_t> revalidate,
                                           std::optional<int64_t> expire);

// Whether `directive` is an element of the value: between commas, blanks around it, case as given.
[[nodiscard]] bool HasDirective(std::string_view cache_control, std::string_view directive);

}  // namespace next_native

// Builds the Cache-Control of pages and reads directives of a Cache-Control value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// For responses that no cache may store: draft mode, errors, dynamic pages.
inline constexpr std::string_view kPrivateNoStore =
    "private, no-cache, no-store, max-age=0, must-revalidate";

// Returns the value for a page that goes stale after `revalidate` seconds (nullopt: never, 0:
// always) and may be served stale until `expire` seconds (getCacheControlHeader in next's
// server/lib/cache-control.js).
[[nodiscard]] std::string PageCacheControl(std::optional<int64_t> revalidate,
                                           std::optional<int64_t> expire);

// True if `directive` is an element of the comma-separated value. Ignores blanks around elements;
// compares case.
[[nodiscard]] bool HasDirective(std::string_view cache_control, std::string_view directive);

}  // namespace next_native

// Entity tags: how Next.js makes them and how a list in a request is compared with one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace next_native {

// The strong tag of a page body, quotes included: a 52-bit FNV-1a hash over UTF-16 code units and
// their number, both in base 36 (generateETag in next's server/lib/etag.js). `utf8` that is
// ill-formed is hashed with U+FFFD in the places where Node.js would decode one.
[[nodiscard]] std::string PageEntityTag(std::string_view utf8);

// The weak tag of a file, W/"<size>-<mtime>" in base 16 (`send`, through `etag`).
// `size` in bytes, `mtime_ms` in milliseconds since the epoch.
[[nodiscard]] std::string FileEntityTag(uint64_t size, int64_t mtime_ms);

// Whether a comma-separated list names `tag`, compared weakly (RFC 9110 section 8.8.3.2) in the way
// of `fresh` and `send`: elements are cut at every comma and trimmed of spaces, "*" means nothing.
[[nodiscard]] bool ListNamesEntityTag(std::string_view list, std::string_view tag);

}  // namespace next_native

// Makes entity tags as Next.js does, and compares a request's list of tags with one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace next_native {

// Returns the strong tag of a page body, with its quotes: a 52-bit FNV-1a hash over UTF-16 code
// units, and their number, both in base 36 (generateETag in next's server/lib/etag.js). Ill-formed
// UTF-8 is hashed with U+FFFD where Node.js would decode one.
[[nodiscard]] std::string PageEntityTag(std::string_view utf8);

// Returns the weak tag of a file, W/"<size>-<mtime>" in base 16 (`send`, through `etag`).
// `size` in bytes, `mtime_ms` in milliseconds since the epoch.
[[nodiscard]] std::string FileEntityTag(uint64_t size, int64_t mtime_ms);

// True if a comma-separated list names `tag`. Compares weakly (RFC 9110 section 8.8.3.2), as
// `fresh` and `send` do: elements are cut at every comma and trimmed of spaces, and "*" has no
// meaning.
[[nodiscard]] bool ListNamesEntityTag(std::string_view list, std::string_view tag);

}  // namespace next_native

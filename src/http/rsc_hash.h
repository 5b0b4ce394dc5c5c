// The `_rsc` query parameter, a hash of request fields that a client router has to send, so that
// caches that ignore Vary keep the responses apart (next's
// shared/lib/router/utils/cache-busting-search-param.js).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// Field values in Latin-1; nullopt: the request has no such field.
struct RscHeaders {
  std::optional<std::string_view> router_prefetch;   // next-router-prefetch
  std::optional<std::string_view> segment_prefetch;  // next-router-segment-prefetch
  std::optional<std::string_view> state_tree;        // next-router-state-tree
  std::optional<std::string_view> next_url;          // next-url
};

// Returns 16 characters, or "" if the request has none of the fields. In that case the query must
// have `_rsc` with an empty value, in any spelling.
[[nodiscard]] std::string RscHash(const RscHeaders& headers);

// Returns the hash that clients outside secure contexts send, of up to 5 characters.
[[nodiscard]] std::string LegacyRscHash(const RscHeaders& headers);

}  // namespace next_native

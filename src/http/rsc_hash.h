// The `_rsc` query parameter that a client router has to send with its request fields, so that
// caches ignoring Vary keep the answers apart (next's
// shared/lib/router/utils/cache-busting-search-param.js).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// Latin-1 field values; nullopt: the request has no such field.
struct RscHeaders {
  std::optional<std::string_view> router_prefetch;   // next-router-prefetch
  std::optional<std::string_view> segment_prefetch;  // next-router-segment-prefetch
  std::optional<std::string_view> state_tree;        // next-router-state-tree
  std::optional<std::string_view> next_url;          // next-url
};

// 16 characters, or empty if no field is there: then `_rsc` must be in the query, with any spelling
// of an empty value.
[[nodiscard]] std::string RscHash(const RscHeaders& headers);

// The hash of up to 5 characters that clients outside secure contexts send.
[[nodiscard]] std::string LegacyRscHash(const RscHeaders& headers);

}  // namespace next_native

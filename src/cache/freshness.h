// Whether a stored response may be sent as it is.
#pragma once

#include <cstdint>

#include "manifest/build_output.h"

namespace next_native {

enum class Freshness : uint8_t {
  kFresh,    // send it
  kStale,    // past `revalidate`: send it and have it rendered anew
  kExpired,  // past `expire`: render first
};

// `now_ms` and `last_modified_ms` in milliseconds since the epoch. A lifetime without `revalidate`
// never goes stale. Rules: dist/server/lib/incremental-cache/index.js (get).
[[nodiscard]] Freshness FreshnessOf(int64_t last_modified_ms, const CacheLifetime& lifetime,
                                    int64_t now_ms);

}  // namespace next_native

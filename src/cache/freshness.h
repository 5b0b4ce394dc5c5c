// Decides if a stored response may be sent.
#pragma once

#include <cstdint>

#include "manifest/build_output.h"

namespace next_native {

enum class Freshness : uint8_t {
  kFresh,    // send it
  kStale,    // past `revalidate`: send it, and re-render it in the background
  kExpired,  // past `expire`: render first
};

// `now_ms` and `last_modified_ms` are milliseconds since the epoch. A lifetime without `revalidate`
// never goes stale. Rules: dist/server/lib/incremental-cache/index.js (get).
[[nodiscard]] Freshness FreshnessOf(int64_t last_modified_ms, const CacheLifetime& lifetime,
                                    int64_t now_ms);

}  // namespace next_native

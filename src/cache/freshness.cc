#include "cache/freshness.h"

namespace next_native {

Freshness FreshnessOf(int64_t last_modified_ms, const CacheLifetime& lifetime, int64_t now_ms) {
  if (last_modified_ms == -1) return Freshness::kExpired;
  // Next.js takes a date of 0 for unknown and counts from now.
  if (last_modified_ms == 0) return Freshness::kFresh;
  if (lifetime.expire && last_modified_ms + *lifetime.expire * 1000 < now_ms) {
    return Freshness::kExpired;
  }
  if (lifetime.revalidate && last_modified_ms + *lifetime.revalidate * 1000 < now_ms) {
    return Freshness::kStale;
  }
  return Freshness::kFresh;
}

}  // namespace next_native

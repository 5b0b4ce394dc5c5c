// Which cache tags were revalidated, and when (next's dist/server/lib/incremental-cache:
// tags-manifest.external.js, revalidateTag of file-system-cache.js).
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "base/text_map.h"

namespace next_native {

// The effect of a response's tags on the response.
struct TagVerdict {
  bool is_expired = false;  // must not be sent
  bool is_stale = false;    // may be sent, and is re-rendered
  // When the next tag expires. The verdict holds until then, or until version() changes.
  int64_t next_expiry_ms = std::numeric_limits<int64_t>::max();
};

// Thread-safe. Times are in milliseconds since the epoch.
class TagTable {
 public:
  // revalidateTag() without durations, updateTag(), revalidatePath(): responses rendered before
  // `now_ms` are expired.
  void Expire(const std::vector<std::string>& tags, int64_t now_ms);
  // revalidateTag() with a profile: responses rendered before `now_ms` are stale. In `expire`
  // seconds they expire, with all responses rendered until then; nullopt: an earlier expiry stays.
  void MarkStale(const std::vector<std::string>& tags, int64_t now_ms,
                 std::optional<int64_t> expire);

  [[nodiscard]] TagVerdict Judge(const std::vector<std::string>& tags, int64_t made_at_ms,
                                 int64_t now_ms) const;
  // Grows with every revalidation.
  [[nodiscard]] uint64_t version() const { return version_; }

 private:
  static constexpr int64_t kLongAgo = std::numeric_limits<int64_t>::min();
  struct Times {
    int64_t stale_ms = kLongAgo;
    int64_t expired_ms = kLongAgo;
  };

  void Bound(int64_t now_ms) REQUIRES(mutex_);

  std::atomic<uint64_t> version_ = 0;
  mutable Mutex mutex_;
  TextMap<Times> times_ GUARDED_BY(mutex_);
  // The table has forgotten tags revalidated before this time, so older responses count as expired.
  int64_t forgotten_before_ms_ GUARDED_BY(mutex_) = kLongAgo;
};

}  // namespace next_native

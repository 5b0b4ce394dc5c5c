#include "cache/tag_table.h"

#include <algorithm>

namespace next_native {
namespace {

// With more tags the table is cleared, so that a flood of tags cannot exhaust the memory.
constexpr size_t kMaxTags = 10000;

}  // namespace

void TagTable::Expire(const std::vector<std::string>& tags, int64_t now_ms) {
  const MutexLock lock(mutex_);
  for (const std::string& tag : tags) times_[tag].expired_ms = now_ms;
  Bound(now_ms);
}

void TagTable::MarkStale(const std::vector<std::string>& tags, int64_t now_ms,
                         std::optional<int64_t> expire) {
  const MutexLock lock(mutex_);
  for (const std::string& tag : tags) {
    Times& times = times_[tag];
    times.stale_ms = now_ms;
    if (expire) times.expired_ms = now_ms + *expire * 1000;
  }
  Bound(now_ms);
}

TagVerdict TagTable::Judge(const std::vector<std::string>& tags, int64_t made_at_ms,
                           int64_t now_ms) const {
  TagVerdict verdict;
  const MutexLock lock(mutex_);
  if (made_at_ms < forgotten_before_ms_) verdict.is_expired = true;
  if (times_.empty()) return verdict;
  for (const std::string& tag : tags) {
    const auto found = times_.find(tag);
    if (found == times_.end()) continue;
    const Times& times = found->second;
    if (times.stale_ms > made_at_ms) verdict.is_stale = true;
    if (times.expired_ms <= made_at_ms) continue;
    if (times.expired_ms <= now_ms) {
      verdict.is_expired = true;
    } else {
      verdict.next_expiry_ms = std::min(verdict.next_expiry_ms, times.expired_ms);
    }
  }
  return verdict;
}

void TagTable::Bound(int64_t now_ms) {
  if (times_.size() > kMaxTags) {
    forgotten_before_ms_ = now_ms;
    times_.clear();
  }
  ++version_;
}

}  // namespace next_native

#include "pattern/limit_log.h"

#include <utility>

namespace next_native {

void LimitLog::Note(std::string_view where) {
  const MutexLock lock(mutex_);
  if (noted_.size() >= kMaxNoted || !noted_.emplace(where).second) return;
  news_.emplace_back(where);
  has_news_.store(true, std::memory_order_relaxed);
}

std::vector<std::string> LimitLog::Take() {
  const MutexLock lock(mutex_);
  has_news_.store(false, std::memory_order_relaxed);
  return std::exchange(news_, {});
}

}  // namespace next_native

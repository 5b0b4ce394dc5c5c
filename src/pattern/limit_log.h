// Collects the patterns that reached a limit of the regular expressions.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/mutex.h"

namespace next_native {

// Reports each pattern once, so that no client can fill a log. Thread-safe.
class LimitLog {
 public:
  // `where` names the rule.
  void Note(std::string_view where);
  // True if Take() has something to return; one relaxed load.
  [[nodiscard]] bool has_news() const { return has_news_.load(std::memory_order_relaxed); }
  // Returns the patterns noted since the last call.
  [[nodiscard]] std::vector<std::string> Take();

 private:
  static constexpr size_t kMaxNoted = 1000;
  std::atomic<bool> has_news_ = false;
  Mutex mutex_;
  std::unordered_set<std::string> noted_ GUARDED_BY(mutex_);
  std::vector<std::string> news_ GUARDED_BY(mutex_);
};

}  // namespace next_native

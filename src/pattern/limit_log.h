// Which patterns were given up at a limit of the regular expressions.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace next_native {

// Each is told once, so that nobody can fill a log with it. Thread-safe.
class LimitLog {
 public:
  // `where` says which rule it is.
  void Note(std::string_view where);
  // Whether there is something to Take(); one relaxed load.
  [[nodiscard]] bool has_news() const { return has_news_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::vector<std::string> Take();

 private:
  static constexpr size_t kMaxNoted = 1000;
  std::atomic<bool> has_news_ = false;
  std::mutex mutex_;
  std::unordered_set<std::string> noted_;
  std::vector<std::string> news_;
};

}  // namespace next_native

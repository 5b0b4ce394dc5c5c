// Counts the heap allocations of a benchmark.
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>

#include "support/allocation_counter.h"

namespace next_native {

// Reports the allocations per iteration as the counter `allocs`, from construction to destruction.
// Construct it right before the loop.
class AllocationScope {
 public:
  explicit AllocationScope(benchmark::State& state) : state_(state), before_(AllocationCount()) {}
  ~AllocationScope() {
    const uint64_t count = AllocationCount() - before_;
    state_.counters["allocs"] =
        benchmark::Counter(static_cast<double>(count), benchmark::Counter::kAvgIterations);
  }
  AllocationScope(const AllocationScope&) = delete;
  AllocationScope& operator=(const AllocationScope&) = delete;

 private:
  benchmark::State& state_;
  const uint64_t before_;
};

}  // namespace next_native

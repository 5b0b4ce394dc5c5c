// Counts the heap allocations of this program, by its own operator new.
#pragma once

#include <cstdint>

namespace next_native {

// Returns the calls of operator new so far, on all threads.
[[nodiscard]] uint64_t AllocationCount();

}  // namespace next_native

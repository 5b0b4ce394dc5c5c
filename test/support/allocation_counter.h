// Heap allocations of this program: its operators new count them.
#pragma once

#include <cstdint>

namespace next_native {

// Calls of operator new so far, on all threads.
[[nodiscard]] uint64_t AllocationCount();

}  // namespace next_native

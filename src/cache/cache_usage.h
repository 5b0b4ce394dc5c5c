// How much a cache holds.
#pragma once

#include <cstddef>
#include <cstdint>

namespace next_native {

struct CacheUsage {
  size_t entries = 0;
  size_t variants = 0;     // encoded forms of all entries
  size_t bytes = 0;        // including the encoded forms
  size_t capacity = 0;     // in bytes
  uint64_t evictions = 0;  // entries evicted so far
};

}  // namespace next_native

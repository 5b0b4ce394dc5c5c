// What a cache says of itself.
#pragma once

#include <cstddef>
#include <cstdint>

namespace next_native {

struct CacheUsage {
  size_t entries = 0;
  size_t variants = 0;     // encoded forms, of all entries
  size_t bytes = 0;        // with the encoded forms
  size_t capacity = 0;     // in bytes
  uint64_t evictions = 0;  // entries dropped so far to make room
};

}  // namespace next_native

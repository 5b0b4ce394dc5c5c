// Byte ranges as the `send` and `range-parser` packages inside Next.js read them
// (dist/compiled/send; RFC 9110 section 14).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/conditional_request.h"

namespace next_native {

enum class RangeOutcome : uint8_t {
  kWhole,          // no range, a stale one, or several: 200 and the whole file
  kPartial,        // 206
  kUnsatisfiable,  // 416
};

struct RangeDecision {
  RangeOutcome outcome = RangeOutcome::kWhole;
  uint64_t offset = 0;  // bytes
  uint64_t length = 0;  // bytes; 0 for kUnsatisfiable
};

struct RangeHeaders {
  std::optional<std::string_view> range;
  std::optional<std::string_view> if_range;
};

// Resolves the range of a GET or HEAD of a file of `size` bytes, after its preconditions. Ranges
// that touch or overlap are joined; if more than one is left, the whole file is sent. Unlike in the
// RFC, a suffix longer than the file and a range that cannot be parsed are unsatisfiable.
[[nodiscard]] RangeDecision ResolveRange(const RangeHeaders& request, const Validators& response,
                                         uint64_t size);

// Content-Range of a 206: "bytes 0-4/10". `length` must not be 0.
[[nodiscard]] std::string ContentRange(uint64_t offset, uint64_t length, uint64_t size);

// Content-Range of a 416: "bytes */10".
[[nodiscard]] std::string UnsatisfiedContentRange(uint64_t size);

}  // namespace next_native

// UTF-8 as JavaScript encodes it: well-formedness, UTF-16 code units, Latin-1.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace next_native {

struct CodePoint {
  char32_t value = 0;
  size_t length = 0;   // bytes taken from the text, at least 1
  bool valid = false;  // false: ill-formed, value is U+FFFD
};

// The code point at the start of `text`, which must not be empty. An ill-formed sequence consumes
// its maximal subpart, so replacing each by U+FFFD gives the result of TextDecoder.
[[nodiscard]] CodePoint NextCodePoint(std::string_view text);

[[nodiscard]] bool IsValidUtf8(std::string_view text);

// Appends the UTF-8 form of a scalar value.
void AppendUtf8(std::string& out, char32_t value);

// Converts Latin-1, in which Node.js keeps field values, to UTF-8.
[[nodiscard]] std::string Latin1ToUtf8(std::string_view latin1);

}  // namespace next_native

// Cuts the bytes of one fuzzer run into texts, and checks conditions.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace next_native {

// The texts are separated by line feeds.
class FuzzInput {
 public:
  FuzzInput(const uint8_t* data, size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

  // Empty at the end.
  std::string_view TakeText() {
    const size_t end = std::min(rest_.find('\n'), rest_.size());
    const std::string_view text = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return text;
  }

  // nullopt for an empty text.
  std::optional<std::string_view> TakeField() {
    const std::string_view text = TakeText();
    return text.empty() ? std::nullopt : std::optional(text);
  }

  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

// Aborts the run if `condition` is false, so that the fuzzer keeps its input.
inline void Require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace next_native

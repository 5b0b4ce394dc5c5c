// Parts of a translated regular expression, put together so that repetitions behave as
// JavaScript's.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace next_native {

// `consuming` matches what `text` does, except for the empty text: JavaScript takes no optional
// round of a repetition that matches nothing.
struct Piece {
  std::string text;
  bool may_be_empty = true;
  bool is_always_empty = true;
  std::optional<std::string> consuming;  // only of those that may be empty; nullopt: not known
};

[[nodiscard]] Piece Consumer(std::string text);
[[nodiscard]] Piece Assertion(std::string text);

struct Quantifier {
  static constexpr uint32_t kMaxRepeat = 65535;  // PCRE2's
  static constexpr uint32_t kNoLimit = std::numeric_limits<uint32_t>::max();

  uint32_t min = 1;
  uint32_t max = 1;
  bool is_lazy = false;
};

// `piece` behind `sequence`.
void Append(Piece& sequence, const Piece& piece);
[[nodiscard]] Piece JoinAlternatives(const std::vector<Piece>& alternatives);
// A group that begins with `opening`.
[[nodiscard]] Piece Wrap(std::string_view opening, Piece piece);
// `piece` is something that a quantifier may follow.
[[nodiscard]] Piece Repeat(const Piece& piece, Quantifier count);

}  // namespace next_native

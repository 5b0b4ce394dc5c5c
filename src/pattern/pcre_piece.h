// Parts of a translated regular expression, joined so that repetitions behave as in JavaScript.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace next_native {

// Part of a pattern. `consuming` matches the same text as `text`, except the empty text:
// JavaScript never accepts an optional iteration of a repetition that matches nothing.
struct Piece {
  std::string text;
  bool may_be_empty = true;
  bool is_always_empty = true;
  std::optional<std::string> consuming;  // only if it may be empty; nullopt: not known
};

// A piece that always matches at least one character.
[[nodiscard]] Piece Consumer(std::string text);
// A piece that only matches the empty text.
[[nodiscard]] Piece Assertion(std::string text);

struct Quantifier {
  static constexpr uint32_t kMaxRepeat = 65535;  // PCRE2's
  static constexpr uint32_t kNoLimit = std::numeric_limits<uint32_t>::max();

  uint32_t min = 1;
  uint32_t max = 1;
  bool is_lazy = false;
};

// Appends `piece` to `sequence`.
void Append(Piece& sequence, const Piece& piece);
[[nodiscard]] Piece JoinAlternatives(const std::vector<Piece>& alternatives);
// Puts `piece` into a group that begins with `opening`.
[[nodiscard]] Piece Wrap(std::string_view opening, Piece piece);
// A quantifier must be allowed after `piece`.
[[nodiscard]] Piece Repeat(const Piece& piece, Quantifier count);

}  // namespace next_native

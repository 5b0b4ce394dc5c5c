#include "pattern/pcre_piece.h"

#include <utility>

namespace next_native {
namespace {

std::string QuantifierText(const Quantifier& count) {
  std::string text = "{" + std::to_string(count.min);
  if (count.max > Quantifier::kMaxRepeat) {
    text = count.min == 0 ? "*" : count.min == 1 ? "+" : text + ",}";
  } else if (count.min == 0 && count.max == 1) {
    text = "?";
  } else if (count.min != count.max) {
    text += "," + std::to_string(count.max) + "}";
  } else {
    text += "}";
  }
  return count.is_lazy ? text + "?" : text;
}

}  // namespace

Piece Consumer(std::string text) { return {std::move(text), false, false, std::nullopt}; }
Piece Assertion(std::string text) { return {std::move(text), true, true, std::nullopt}; }

void Append(Piece& sequence, const Piece& piece) {
  if (!sequence.may_be_empty || !piece.may_be_empty) {
    sequence.may_be_empty = false;
    sequence.consuming.reset();
  } else if (sequence.is_always_empty && piece.consuming) {
    sequence.consuming = sequence.text + *piece.consuming;
  } else if (piece.is_always_empty && sequence.consuming) {
    *sequence.consuming += piece.text;
  } else {
    sequence.consuming.reset();
  }
  sequence.is_always_empty = sequence.is_always_empty && piece.is_always_empty;
  sequence.text += piece.text;
}

Piece JoinAlternatives(const std::vector<Piece>& alternatives) {
  if (alternatives.size() == 1) return alternatives[0];
  Piece joined{"", false, true, std::string()};
  for (const Piece& piece : alternatives) {
    const std::string_view bar = &piece == alternatives.data() ? "" : "|";
    joined.text.append(bar).append(piece.text);
    joined.may_be_empty = joined.may_be_empty || piece.may_be_empty;
    joined.is_always_empty = joined.is_always_empty && piece.is_always_empty;
    if (!joined.consuming) continue;
    joined.consuming->append(bar);
    if (!piece.may_be_empty) {
      joined.consuming->append(piece.text);
    } else if (piece.text.empty()) {
      joined.consuming->append("(?!)");
    } else if (piece.consuming) {
      joined.consuming->append(*piece.consuming);
    } else {
      joined.consuming.reset();
    }
  }
  if (!joined.may_be_empty || joined.is_always_empty) joined.consuming.reset();
  return joined;
}

Piece Wrap(std::string_view opening, Piece piece) {
  piece.text = std::string(opening).append(piece.text).append(")");
  if (piece.consuming) piece.consuming = std::string(opening).append(*piece.consuming).append(")");
  return piece;
}

Piece Repeat(const Piece& piece, Quantifier count) {
  if (piece.is_always_empty) {
    // All optional iterations are empty. The groups inside keep their numbers.
    return Assertion("(?:" + piece.text + (count.min == 0 ? "){0}" : ")"));
  }
  Piece repeated;
  repeated.may_be_empty = count.min == 0 || piece.may_be_empty;
  repeated.is_always_empty = count.max == 0;
  const std::string& round = count.min == 0 && piece.consuming ? *piece.consuming : piece.text;
  repeated.text = round + QuantifierText(count);
  if (count.max > 0 && repeated.may_be_empty && count.min <= 1 &&
      (!piece.may_be_empty || piece.consuming)) {
    count.min = 1;
    repeated.consuming = (piece.consuming ? *piece.consuming : piece.text) + QuantifierText(count);
  }
  return repeated;
}

}  // namespace next_native

// A set of code points, as a class of a JavaScript regular expression holds it, and how PCRE2 is
// told of it.
#pragma once

#include <string>
#include <vector>

#include "pattern/regular_expression.h"

namespace next_native {

class CharacterSet {
 public:
  static constexpr char32_t kLast = 0x10FFFF;

  CharacterSet() = default;
  CharacterSet(std::initializer_list<std::pair<char32_t, char32_t>> ranges);

  void Add(char32_t first, char32_t last);
  void Add(const CharacterSet& other);
  [[nodiscard]] CharacterSet Complement() const;

  // PCRE2's syntax for one character of the set (not of it: `negated`), which a quantifier may
  // follow. Letters fold as in JavaScript without the flag "u": by toUpperCase of one UTF-16 unit,
  // and never across the bounds of ASCII. That is not how PCRE2 folds (it takes the Kelvin sign for
  // a "k"), so only letters on which both agree are left to it.
  [[nodiscard]] std::string ToPcre(RegexCase letters, bool negated = false) const;

 private:
  struct Range {
    char32_t first;
    char32_t last;
  };
  explicit CharacterSet(std::vector<Range> ranges) : ranges_(std::move(ranges)) {}
  [[nodiscard]] bool Contains(char32_t c) const;
  // Sorted, without overlap, neighbours joined.
  [[nodiscard]] std::vector<Range> Normalized() const;
  [[nodiscard]] CharacterSet Intersection(const CharacterSet& other) const;
  [[nodiscard]] std::string ToClass(bool negated) const;

  std::vector<Range> ranges_;
};

}  // namespace next_native

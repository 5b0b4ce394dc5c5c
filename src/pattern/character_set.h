// A set of code points, such as a class of a JavaScript regular expression, and its PCRE2 syntax.
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

  // Returns PCRE2 syntax for one character in the set (`negated`: not in the set). A quantifier may
  // follow it. Letters fold as in JavaScript without the flag "u": by toUpperCase of one UTF-16
  // unit, and never between ASCII and other letters. PCRE2 folds differently (it folds the Kelvin
  // sign with "k"), so the text leaves only those letters to PCRE2 on which both agree.
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

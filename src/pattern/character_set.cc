#include "pattern/character_set.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/ascii.h"

namespace next_native {
namespace {

constexpr char32_t kFirstSurrogate = 0xD800;
constexpr char32_t kLastSurrogate = 0xDFFF;

// Letters that PCRE2 folds with one of these alone and JavaScript does not: their upper case is the
// letter itself, an ASCII letter or several characters. Also code points of two UTF-16 units.
const CharacterSet& Unfolded() {
  static const CharacterSet letters = {{0xDF, 0xDF},     {0x17F, 0x17F},
                                       {0x3F4, 0x3F4},   {0x1E9E, 0x1E9E},
                                       {0x1F80, 0x1FAF}, {0x1FB3, 0x1FB3},
                                       {0x1FBC, 0x1FBC}, {0x1FC3, 0x1FC3},
                                       {0x1FCC, 0x1FCC}, {0x1FF3, 0x1FF3},
                                       {0x1FFC, 0x1FFC}, {0x2126, 0x2126},
                                       {0x212A, 0x212B}, {0x10000, CharacterSet::kLast}};
  return letters;
}

// Letters that fold with each other, and in PCRE2 also with one of the above.
constexpr std::u32string_view kFoldedTogether[] = {U"\u00C5\u00E5", U"\u03A9\u03C9",
                                                   U"\u0398\u03B8\u03D1"};

void AppendEscaped(std::string& out, char32_t c) {
  if (c < 0x80 && (IsAsciiAlpha(static_cast<char>(c)) || IsAsciiDigit(static_cast<char>(c)))) {
    out += static_cast<char>(c);
  } else if (c > 0x20 && c < 0x7F) {
    out += '\\';
    out += static_cast<char>(c);
  } else {
    char digits[8];
    const auto end = std::to_chars(digits, digits + sizeof digits, uint32_t{c}, 16).ptr;
    out.append("\\x{").append(digits, end).append("}");
  }
}

}  // namespace

CharacterSet::CharacterSet(std::initializer_list<std::pair<char32_t, char32_t>> ranges) {
  for (const auto& [first, last] : ranges) Add(first, last);
}

void CharacterSet::Add(char32_t first, char32_t last) { ranges_.push_back({first, last}); }

void CharacterSet::Add(const CharacterSet& other) {
  ranges_.insert(ranges_.end(), other.ranges_.begin(), other.ranges_.end());
}

bool CharacterSet::Contains(char32_t c) const {
  return std::any_of(ranges_.begin(), ranges_.end(),
                     [c](const Range& range) { return range.first <= c && c <= range.last; });
}

std::vector<CharacterSet::Range> CharacterSet::Normalized() const {
  std::vector<Range> sorted = ranges_;
  std::sort(sorted.begin(), sorted.end(),
            [](const Range& a, const Range& b) { return a.first < b.first; });
  std::vector<Range> joined;
  for (const Range& range : sorted) {
    if (!joined.empty() && range.first <= joined.back().last + 1) {
      joined.back().last = std::max(joined.back().last, range.last);
    } else {
      joined.push_back(range);
    }
  }
  return joined;
}

CharacterSet CharacterSet::Complement() const {
  std::vector<Range> gaps;
  char32_t next = 0;
  for (const Range& range : Normalized()) {
    if (range.first > next) gaps.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kLast) gaps.push_back({next, kLast});
  return CharacterSet(std::move(gaps));
}

CharacterSet CharacterSet::Intersection(const CharacterSet& other) const {
  std::vector<Range> common;
  for (const Range& a : Normalized()) {
    for (const Range& b : other.Normalized()) {
      const Range both{std::max(a.first, b.first), std::min(a.last, b.last)};
      if (both.first <= both.last) common.push_back(both);
    }
  }
  return CharacterSet(std::move(common));
}

std::string CharacterSet::ToClass(bool negated) const {
  const std::vector<Range> ranges = Normalized();
  if (ranges.empty()) return negated ? "." : R"([^\x{0}-\x{10ffff}])";
  std::string text;
  if (!negated && ranges.size() == 1 && ranges[0].first == ranges[0].last) {
    AppendEscaped(text, ranges[0].first);
    return text;
  }
  text = negated ? "[^" : "[";
  for (const Range& range : ranges) {
    AppendEscaped(text, range.first);
    if (range.last == range.first) continue;
    if (range.last > range.first + 1) text += '-';
    AppendEscaped(text, range.last);
  }
  return text + "]";
}

std::string CharacterSet::ToPcre(RegexCase letters, bool negated) const {
  // UTF-8 text has no surrogates, and PCRE2 accepts none.
  static const CharacterSet scalars = {{0, kFirstSurrogate - 1}, {kLastSurrogate + 1, kLast}};
  const CharacterSet members = Intersection(scalars);
  if (letters == RegexCase::kSensitive) return members.ToClass(negated);

  static const CharacterSet ascii = {{0, 0x7F}};
  CharacterSet exact = members.Intersection(ascii);
  for (char upper = 'A'; upper <= 'Z'; ++upper) {
    const auto small = static_cast<char32_t>(ToAsciiLower(upper));
    const auto capital = static_cast<char32_t>(upper);
    if (members.Contains(small) || members.Contains(capital)) {
      exact.Add(small, small);
      exact.Add(capital, capital);
    }
  }
  CharacterSet own_rules = ascii;
  own_rules.Add(Unfolded());
  exact.Add(members.Intersection(Unfolded()));
  for (const std::u32string_view group : kFoldedTogether) {
    const bool is_member =
        std::any_of(group.begin(), group.end(), [&](char32_t c) { return members.Contains(c); });
    for (const char32_t c : group) {
      own_rules.Add(c, c);
      if (is_member) exact.Add(c, c);
    }
  }
  const CharacterSet folding = members.Intersection(own_rules.Complement());
  if (folding.ranges_.empty()) return exact.ToClass(negated);
  std::string folded = "(?i:" + folding.ToClass(negated) + ")";
  if (exact.ranges_.empty()) return folded;
  return negated ? "(?:(?!" + exact.ToClass(false) + ")" + folded + ")"
                 : "(?:" + exact.ToClass(false) + "|" + folded + ")";
}

}  // namespace next_native

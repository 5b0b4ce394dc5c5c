#include "pattern/javascript_regex.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "pattern/character_set.h"
#include "pattern/pcre_piece.h"

namespace next_native {
namespace {

constexpr char32_t kEnd = 0xFFFFFFFF;  // after the last character
constexpr int kMaxDepth = 200;         // PCRE2 accepts 250

const CharacterSet& Digits() {
  static const CharacterSet set = {{'0', '9'}};
  return set;
}
const CharacterSet& WordCharacters() {
  static const CharacterSet set = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
  return set;
}
const CharacterSet& LineTerminators() {
  static const CharacterSet set = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};
  return set;
}
const CharacterSet& Spaces() {
  static const CharacterSet set = {
      {'\t', '\r'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
      {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
  return set;
}

// Returns the set of "\d", "\D", "\s", "\S", "\w" or "\W".
std::optional<CharacterSet> FindClassEscape(char32_t c) {
  switch (c) {
    case 'd':
      return Digits();
    case 'D':
      return Digits().Complement();
    case 's':
      return Spaces();
    case 'S':
      return Spaces().Complement();
    case 'w':
      return WordCharacters();
    case 'W':
      return WordCharacters().Complement();
    default:
      return std::nullopt;
  }
}

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsOctal(char32_t c) { return c >= '0' && c <= '7'; }
bool IsLetter(char32_t c) { return c < 0x80 && IsAsciiAlpha(static_cast<char>(c)); }
int HexValue(char32_t c) { return c < 0x80 ? HexDigitValue(static_cast<char>(c)) : -1; }

class Translator {
 public:
  Translator(std::u32string source, RegexCase letters)
      : source_(std::move(source)), letters_(letters) {}

  Result<TranslatedRegex> Translate() {
    FindGroups();
    position_ = 0;
    Piece piece;
    if (!failed()) piece = ReadAlternatives();
    if (!failed() && position_ < source_.size()) Refuse("an unmatched \")\"");
    if (failed()) {
      return Fail(ErrorCode::kInvalidPattern, "The regular expression has " + error_ + ".");
    }
    return TranslatedRegex{std::move(piece.text), std::move(group_names_)};
  }

 private:
  [[nodiscard]] bool failed() const { return !error_.empty(); }
  void Refuse(std::string_view what) {
    if (failed()) return;
    error_ = std::string(what) + " at " + std::to_string(position_);
  }

  [[nodiscard]] char32_t Peek(size_t offset = 0) const {
    return offset < source_.size() - position_ ? source_[position_ + offset] : kEnd;
  }
  bool Take(std::u32string_view text) {
    if (std::u32string_view(source_).substr(position_).substr(0, text.size()) != text) return false;
    position_ += text.size();
    return true;
  }

  // Counts the groups and reads their names; both decide what "\2" and "\k" mean.
  void FindGroups() {
    bool is_in_class = false;
    while (position_ < source_.size() && !failed()) {
      const char32_t c = source_[position_++];
      if (c == '\\') {
        position_ = std::min(position_ + 1, source_.size());
      } else if (c == '[') {
        is_in_class = true;
      } else if (c == ']') {
        is_in_class = false;
      } else if (c == '(' && !is_in_class) {
        if (Peek() != '?') {
          group_names_.emplace_back();
        } else if (Peek(1) == '<' && Peek(2) != '=' && Peek(2) != '!') {
          position_ += 2;
          std::string name = ReadGroupName();
          if (FindName(name) != 0) Refuse("two groups with the same name");
          group_names_.push_back(std::move(name));
          has_names_ = true;
        }
      }
    }
  }

  [[nodiscard]] size_t FindName(std::string_view name) const {
    const auto found = std::find(group_names_.begin() + 1, group_names_.end(), name);
    return found == group_names_.end() ? 0 : static_cast<size_t>(found - group_names_.begin());
  }

  // Reads from after "<" through ">".
  std::string ReadGroupName() {
    std::string name;
    while (!Take(U">")) {
      char32_t c = Peek();
      if (c == kEnd) break;
      ++position_;
      if (c == '\\') {
        const std::optional<char32_t> escaped =
            Take(U"u{") ? ReadBracedHex() : (Take(U"u") ? ReadUnicodeEscape() : std::nullopt);
        c = escaped.value_or(kEnd);
      }
      const bool is_name = c == '$' || c == '_' || IsLetter(c) ||
                           (c >= 0x80 && c <= CharacterSet::kLast) || (IsDigit(c) && !name.empty());
      if (!is_name) break;
      AppendUtf8(name, c);
    }
    if (name.empty() || source_[position_ - 1] != '>') Refuse("an invalid group name");
    return name;
  }

  // Reads from after "\u{".
  std::optional<char32_t> ReadBracedHex() {
    uint32_t value = 0;
    size_t length = 0;
    for (; HexValue(Peek()) >= 0 && value <= CharacterSet::kLast; ++length, ++position_) {
      value = value * 16 + static_cast<uint32_t>(HexValue(Peek()));
    }
    if (length == 0 || value > CharacterSet::kLast || !Take(U"}")) return std::nullopt;
    return value;
  }

  std::optional<char32_t> ReadHex(size_t length) {
    uint32_t value = 0;
    for (size_t i = 0; i < length; ++i) {
      if (HexValue(Peek(i)) < 0) return std::nullopt;
      value = value * 16 + static_cast<uint32_t>(HexValue(Peek(i)));
    }
    position_ += length;
    return value;
  }

  // Reads from after "\u". Two escaped surrogate halves are one character.
  std::optional<char32_t> ReadUnicodeEscape() {
    std::optional<char32_t> high = ReadHex(4);
    if (!high || *high < 0xD800 || *high > 0xDBFF) return high;
    const size_t behind = position_;
    if (Take(U"\\u")) {
      const std::optional<char32_t> low = ReadHex(4);
      if (low && *low >= 0xDC00 && *low <= 0xDFFF) {
        return 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00);
      }
    }
    position_ = behind;
    return high;
  }

  Piece ReadAlternatives() {
    if (++depth_ > kMaxDepth) Refuse("groups nested too deeply");
    std::vector<Piece> alternatives;
    do {
      Piece sequence;
      while (!failed() && Peek() != kEnd && Peek() != '|' && Peek() != ')') {
        Append(sequence, ReadTerm());
      }
      alternatives.push_back(std::move(sequence));
    } while (!failed() && Take(U"|"));
    --depth_;
    return JoinAlternatives(alternatives);
  }

  Piece ReadTerm() {
    const char32_t c = Peek();
    if (c == '(') {
      const bool is_lookbehind =
          Peek(1) == '?' && Peek(2) == '<' && (Peek(3) == '=' || Peek(3) == '!');
      const Piece group = ReadGroup();
      return is_lookbehind ? group : ReadQuantified(group);
    }
    if (c == '*' || c == '+' || c == '?' || (c == '{' && TakeQuantifier())) {
      Refuse("nothing to repeat");
      return {};
    }
    ++position_;
    switch (c) {
      case '^':
        return Assertion("^");
      case '$':
        return Assertion("$");
      case '.':
        return ReadQuantified(Consumer(LineTerminators().ToPcre(RegexCase::kSensitive, true)));
      case '[':
        return ReadQuantified(ReadClass());
      case '\\':
        if (Take(U"b")) return Assertion("\\b");
        if (Take(U"B")) return Assertion("\\B");
        return ReadQuantified(ReadEscape());
      default:
        return ReadQuantified(Literal(c));
    }
  }

  [[nodiscard]] Piece Literal(char32_t c) const {
    return Consumer(CharacterSet({{c, c}}).ToPcre(letters_));
  }

  Piece ReadGroup() {
    constexpr std::pair<std::u32string_view, std::string_view> kAssertions[] = {
        {U"(?=", "(?="}, {U"(?!", "(?!"}, {U"(?<=", "(?<="}, {U"(?<!", "(?<!"}};
    Piece group;
    const auto* const assertion =
        std::find_if(std::begin(kAssertions), std::end(kAssertions),
                     [this](const auto& candidate) { return Take(candidate.first); });
    if (assertion != std::end(kAssertions)) {
      const size_t loops = loop_count_;
      const Piece content = ReadAlternatives();
      const std::string_view callout = loop_count_ > loops ? kScanCallout : "";
      group = Assertion(std::string(assertion->second).append(callout) + content.text + ")");
    } else if (Take(U"(?:")) {
      group = Wrap("(?:", ReadAlternatives());
    } else {
      if (Take(U"(?<")) {
        ReadGroupName();
      } else {
        position_ += 1;
        if (Peek() == '?') Refuse("an invalid group");
      }
      if (!failed()) group = Wrap("(", ReadAlternatives());
    }
    if (!failed() && !Take(U")")) Refuse("an unclosed group");
    return group;
  }

  Piece ReadQuantified(Piece piece) {
    if (failed()) return piece;
    const std::optional<Quantifier> count = TakeQuantifier();
    if (!count || failed()) return piece;
    if (count->min > Quantifier::kMaxRepeat) Refuse("a quantifier that is too large");
    if (count->max > Quantifier::kMaxRepeat) ++loop_count_;
    return Repeat(piece, *count);
  }

  // Takes nothing if there is no quantifier: "{" may be a character.
  std::optional<Quantifier> TakeQuantifier() {
    const size_t start = position_;
    std::optional<Quantifier> count;
    if (Take(U"*")) {
      count = {0, Quantifier::kNoLimit};
    } else if (Take(U"+")) {
      count = {1, Quantifier::kNoLimit};
    } else if (Take(U"?")) {
      count = {0, 1};
    } else if (Take(U"{")) {
      const std::optional<uint32_t> min = TakeNumber();
      const bool has_comma = min && Take(U",");
      const std::optional<uint32_t> max = has_comma ? TakeNumber() : min;
      if (min && Take(U"}")) {
        count = {*min, max.value_or(Quantifier::kNoLimit)};
        if (count->min > count->max) Refuse("a quantifier range out of order");
      }
    }
    if (count) {
      count->is_lazy = Take(U"?");
    } else {
      position_ = start;
    }
    return count;
  }

  std::optional<uint32_t> TakeNumber() {
    if (!IsDigit(Peek())) return std::nullopt;
    uint32_t value = 0;
    for (; IsDigit(Peek()); ++position_) {
      value = std::min<uint32_t>(value * 10 + (Peek() - '0'), 100'000'000);
    }
    return value;
  }

  // Reads from after "\", outside of classes.
  Piece ReadEscape() {
    const char32_t c = Peek();
    if (const std::optional<CharacterSet> set = FindClassEscape(c)) {
      ++position_;
      return Consumer(set->ToPcre(letters_));
    }
    if (c == 'k' && has_names_) {
      ++position_;
      const size_t number = Take(U"<") ? FindName(ReadGroupName()) : 0;
      if (number == 0) Refuse("an invalid reference to a group");
      return BackReference(number);
    }
    if (c >= '1' && c <= '9') {
      const size_t start = position_;
      const uint32_t number = TakeNumber().value_or(0);
      if (number < group_names_.size()) return BackReference(number);
      position_ = start;
    }
    return Literal(ReadCharacterEscape(false));
  }

  [[nodiscard]] Piece BackReference(size_t number) const {
    // The group works around the JIT, which does not repeat a reference to an unset group.
    std::string text = letters_ == RegexCase::kSensitive ? "(?:" : "(?i:";
    text.append(kSlowScanCallout).append("\\g{").append(std::to_string(number)).append("})");
    return {std::move(text), true, false, std::nullopt};
  }

  // Reads from after "\".
  char32_t ReadCharacterEscape(bool is_in_class) {
    const char32_t c = Peek();
    if (c == kEnd) {
      Refuse(R"(a "\" at its end)");
      return kEnd;
    }
    if (IsOctal(c)) return ReadOctal();
    if (c == 'c') {
      const char32_t letter = Peek(1);
      if (IsLetter(letter) || (is_in_class && (IsDigit(letter) || letter == '_'))) {
        position_ += 2;
        return letter & 31U;
      }
      return '\\';
    }
    ++position_;
    switch (c) {
      case 't':
        return '\t';
      case 'n':
        return '\n';
      case 'v':
        return '\v';
      case 'f':
        return '\f';
      case 'r':
        return '\r';
      case 'x':
        return ReadHex(2).value_or('x');
      case 'u':
        return ReadUnicodeEscape().value_or('u');
      case 'k':
        if (has_names_) Refuse("an invalid escape");
        return 'k';
      default:
        return c;
    }
  }

  char32_t ReadOctal() {
    char32_t value = 0;
    for (size_t i = 0; i < 3 && IsOctal(Peek()) && value * 8 + (Peek() - '0') <= 0xFF; ++i) {
      value = value * 8 + (Peek() - '0');
      ++position_;
    }
    return value;
  }

  // Reads from after "[".
  Piece ReadClass() {
    CharacterSet set;
    const bool is_negated = Take(U"^");
    while (!failed() && !Take(U"]")) {
      const std::optional<char32_t> first = ReadClassAtom(set);
      if (first) set.Add(*first, *first);
      if (Peek() != '-' || Peek(1) == ']' || failed()) continue;
      ++position_;
      const std::optional<char32_t> last = ReadClassAtom(set);
      if (first && last) {
        if (*first > *last) Refuse("a character range out of order");
        set.Add(*first, *last);
        continue;
      }
      // "-" next to a class escape is a plain character.
      set.Add('-', '-');
      if (last) set.Add(*last, *last);
    }
    return failed() ? Piece() : Consumer(set.ToPcre(letters_, is_negated));
  }

  // Returns a character. nullopt: it was a class escape, now added to `set`.
  std::optional<char32_t> ReadClassAtom(CharacterSet& set) {
    const char32_t c = Peek();
    if (c == kEnd) {
      Refuse("an unclosed class");
      return std::nullopt;
    }
    ++position_;
    if (c != '\\') return c;
    if (const std::optional<CharacterSet> escaped = FindClassEscape(Peek())) {
      ++position_;
      set.Add(*escaped);
      return std::nullopt;
    }
    return Take(U"b") ? U'\b' : ReadCharacterEscape(true);
  }

  std::u32string source_;
  RegexCase letters_;
  size_t position_ = 0;
  int depth_ = 0;
  size_t loop_count_ = 0;  // repetitions without a limit so far
  bool has_names_ = false;
  std::vector<std::string> group_names_ = {""};
  std::string error_;
};

}  // namespace

Result<TranslatedRegex> TranslateJavaScriptRegex(std::string_view source, RegexCase letters) {
  std::u32string characters;
  characters.reserve(source.size());
  while (!source.empty()) {
    const CodePoint point = NextCodePoint(source);
    if (!point.valid) {
      return Fail(ErrorCode::kInvalidPattern, "The regular expression is not valid UTF-8.");
    }
    characters += point.value;
    source.remove_prefix(point.length);
  }
  return Translator(std::move(characters), letters).Translate();
}

}  // namespace next_native

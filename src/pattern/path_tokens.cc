#include "pattern/path_tokens.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "pattern/path_regex.h"

namespace next_native {
namespace {

enum class LexemeKind : uint8_t {
  kCharacter,
  kEscaped,
  kModifier,
  kOpen,
  kClose,
  kName,
  kPattern,
  kEnd
};

struct Lexeme {
  LexemeKind kind;
  std::string_view text;  // empty only for kEnd and for "\" at the end
  size_t offset;
};

tl::unexpected<Error> FailAt(std::string_view what, size_t offset) {
  return Fail(ErrorCode::kInvalidPattern,
              "The path pattern has " + std::string(what) + " at " + std::to_string(offset) + ".");
}

bool IsNameCharacter(char c) { return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '_'; }

// Returns the text between the parentheses of a group whose "(" is at `start`. A group inside it
// must not capture, because values are found by group number.
Result<std::string_view> ReadGroup(std::string_view pattern, size_t start) {
  size_t end = start + 1;
  if (pattern.substr(end).starts_with('?')) return FailAt("a group that begins with \"?\"", end);
  for (int depth = 1; end < pattern.size(); ++end) {
    const char c = pattern[end];
    if (c == '\\') {
      ++end;
    } else if (c == ')') {
      if (--depth == 0) break;
    } else if (c == '(') {
      ++depth;
      if (!pattern.substr(end + 1).starts_with('?')) {
        return FailAt("a capturing group inside a group", end);
      }
    }
  }
  if (end >= pattern.size()) return FailAt("an unclosed group", start);
  if (end == start + 1) return FailAt("an empty group", start);
  return pattern.substr(start + 1, end - start - 1);
}

Result<std::vector<Lexeme>> ReadLexemes(std::string_view pattern) {
  std::vector<Lexeme> lexemes;
  size_t at = 0;
  while (at < pattern.size()) {
    const size_t start = at++;
    LexemeKind kind = LexemeKind::kCharacter;
    std::string_view text = pattern.substr(start, 1);
    switch (pattern[start]) {
      case '*':
      case '+':
      case '?':
        kind = LexemeKind::kModifier;
        break;
      case '\\':
        kind = LexemeKind::kEscaped;
        text = pattern.substr(at, 1);
        ++at;
        break;
      case '{':
        kind = LexemeKind::kOpen;
        break;
      case '}':
        kind = LexemeKind::kClose;
        break;
      case ':':
        kind = LexemeKind::kName;
        while (at < pattern.size() && IsNameCharacter(pattern[at])) ++at;
        text = pattern.substr(start + 1, at - start - 1);
        if (text.empty()) return FailAt("a \":\" without a name", start);
        break;
      case '(': {
        const Result<std::string_view> group = ReadGroup(pattern, start);
        if (!group) return tl::unexpected(group.error());
        kind = LexemeKind::kPattern;
        text = *group;
        at += text.size() + 1;
        break;
      }
      default:
        break;
    }
    lexemes.push_back({kind, text, start});
  }
  lexemes.push_back({LexemeKind::kEnd, {}, pattern.size()});
  return lexemes;
}

class Parser {
 public:
  Parser(std::vector<Lexeme> lexemes, std::string_view delimiters)
      : lexemes_(std::move(lexemes)), delimiters_(delimiters) {}

  Result<std::vector<PathToken>> Parse() {
    while (next_ < lexemes_.size()) {
      const std::optional<std::string_view> character = Take(LexemeKind::kCharacter);
      const std::optional<std::string_view> name = Take(LexemeKind::kName);
      const std::optional<std::string_view> pattern = Take(LexemeKind::kPattern);
      if (name || pattern) {
        std::string_view prefix = character.value_or("");
        if (prefix != "." && prefix != "/") {
          text_ += prefix;
          prefix = {};
        }
        FlushText();
        if (!AddParam(name, pattern, prefix, {})) return std::move(*error_);
        continue;
      }
      const std::optional<std::string_view> text =
          character ? character : Take(LexemeKind::kEscaped);
      if (text && !text->empty()) {
        text_ += *text;
        continue;
      }
      FlushText();
      if (Take(LexemeKind::kOpen)) {
        if (!ReadBraces()) return std::move(*error_);
      } else if (!Expect(LexemeKind::kEnd)) {
        return std::move(*error_);
      }
    }
    return std::move(tokens_);
  }

 private:
  std::optional<std::string_view> Take(LexemeKind kind) {
    if (next_ >= lexemes_.size() || lexemes_[next_].kind != kind) return std::nullopt;
    return lexemes_[next_++].text;
  }

  bool Expect(LexemeKind kind) {
    if (Take(kind)) return true;
    error_ = FailAt(kind == LexemeKind::kEnd ? "an unexpected character" : "no \"}\"",
                    lexemes_[next_].offset);
    return false;
  }

  void FlushText() {
    if (!text_.empty()) tokens_.emplace_back(std::move(text_));
    text_.clear();
  }

  std::string TakeText() {
    std::string text;
    for (;;) {
      std::optional<std::string_view> part = Take(LexemeKind::kCharacter);
      if (!part) part = Take(LexemeKind::kEscaped);
      if (!part || part->empty()) return text;
      text += *part;
    }
  }

  // Reads from after "{".
  bool ReadBraces() {
    const std::string prefix = TakeText();
    const std::optional<std::string_view> name = Take(LexemeKind::kName);
    const std::optional<std::string_view> pattern = Take(LexemeKind::kPattern);
    const std::string suffix = TakeText();
    if (!Expect(LexemeKind::kClose)) return false;
    if (name || pattern) return AddParam(name, pattern, prefix, suffix);
    tokens_.emplace_back(PathParamToken{"", false, prefix, suffix, "", TakeModifier()});
    return true;
  }

  bool AddParam(std::optional<std::string_view> name, std::optional<std::string_view> pattern,
                std::string_view prefix, std::string_view suffix) {
    PathParamToken param;
    param.is_unnamed = !name;
    param.name = name ? std::string(*name) : std::to_string(unnamed_count_++);
    param.prefix = prefix;
    param.suffix = suffix;
    if (pattern) {
      param.pattern = *pattern;
    } else if (!SetDefaultPattern(param)) {
      return false;
    }
    param.modifier = TakeModifier();
    tokens_.emplace_back(std::move(param));
    return true;
  }

  // The default pattern takes as few characters as possible that are not delimiters and do not
  // repeat the text before the parameter. If that text has a delimiter, it cannot repeat anyway.
  bool SetDefaultPattern(PathParamToken& param) {
    std::string_view before = param.prefix;
    if (before.empty() && !tokens_.empty()) {
      const auto* const text = std::get_if<std::string>(&tokens_.back());
      if (text == nullptr) {
        error_ = FailAt("no text between two parameters",
                        lexemes_[std::min(next_, lexemes_.size()) - 1].offset);
        return false;
      }
      before = *text;
    }
    const bool is_plain =
        before.empty() || before.find_first_of(delimiters_) != std::string_view::npos;
    if (!is_plain) {
      param.pattern = "(?:(?!";
      AppendRegexText(param.pattern, before);
      param.pattern += ")";
    }
    param.pattern += "[^";
    AppendRegexText(param.pattern, delimiters_);
    param.pattern += is_plain ? "]+?" : "])+?";
    return true;
  }

  TokenModifier TakeModifier() {
    const std::string_view modifier = Take(LexemeKind::kModifier).value_or("");
    if (modifier == "?") return TokenModifier::kOptional;
    if (modifier == "*") return TokenModifier::kZeroOrMore;
    return modifier == "+" ? TokenModifier::kOneOrMore : TokenModifier::kNone;
  }

  std::vector<Lexeme> lexemes_;
  std::string_view delimiters_;
  size_t next_ = 0;
  int unnamed_count_ = 0;
  std::string text_;
  std::vector<PathToken> tokens_;
  std::optional<tl::unexpected<Error>> error_;
};

bool IsNameStart(char c) { return IsAsciiAlpha(c) || c == '_'; }

// Returns how many leading bytes of `text` are neither white space nor in `exceptions`, which has
// ASCII characters only: the match of "[^/\s]+" for "/".
size_t RunLength(std::string_view text, std::string_view exceptions) {
  size_t length = 0;
  while (length < text.size()) {
    const CodePoint point = NextCodePoint(text.substr(length));
    const char32_t c = point.value;
    const bool is_space = (c >= '\t' && c <= '\r') || c == ' ' || c == 0xA0 || c == 0x1680 ||
                          (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
                          c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
    const bool is_exception =
        c < 0x80 && exceptions.find(static_cast<char>(c)) != std::string_view::npos;
    if (is_space || is_exception) break;
    length += point.length;
  }
  return length;
}

// True for "/(.):name", with up to three dots.
bool BeginsWithMarkedParam(std::string_view text) {
  if (!text.starts_with("/(")) return false;
  const size_t dots = std::min(text.find_first_not_of('.', 2), text.size()) - 2;
  return dots >= 1 && dots <= 3 && text.substr(2 + dots).starts_with("):") &&
         RunLength(text.substr(dots + 4), "/") > 0;
}

// True for ":name:name".
bool BeginsWithTwoParams(std::string_view text) {
  if (text.size() < 2 || text[0] != ':' || !IsNameStart(text[1])) return false;
  size_t end = 2;
  while (end < text.size() && IsNameCharacter(text[end])) ++end;
  return end + 1 < text.size() && text[end] == ':' && IsNameStart(text[end + 1]);
}

}  // namespace

Result<std::vector<PathToken>> ParsePathPattern(std::string_view pattern,
                                                std::string_view delimiters) {
  Result<std::vector<Lexeme>> lexemes = ReadLexemes(pattern);
  if (!lexemes) return tl::unexpected(std::move(lexemes.error()));
  return Parser(std::move(*lexemes), delimiters).Parse();
}

bool HasAdjacentParams(std::string_view pattern) {
  for (; !pattern.empty(); pattern.remove_prefix(1)) {
    if (BeginsWithMarkedParam(pattern) || BeginsWithTwoParams(pattern)) return true;
  }
  return false;
}

std::string SeparateAdjacentParams(std::string_view pattern) {
  // "(group):name"
  std::string marked;
  for (size_t at = 0; at < pattern.size();) {
    const size_t close = pattern[at] == '(' ? pattern.find(')', at) : std::string_view::npos;
    if (close != std::string_view::npos && pattern.substr(close + 1).starts_with(':')) {
      const size_t length = RunLength(pattern.substr(close + 2), "/");
      if (length > 0) {
        marked.append(pattern, at, close + 1 - at).append(kParamSeparator);
        marked.append(pattern, close + 1, length + 1);
        at = close + 2 + length;
        continue;
      }
    }
    marked += pattern[at++];
  }
  // ":name:"
  const std::string_view text = marked;
  std::string separated;
  for (size_t at = 0; at < text.size();) {
    separated += text[at++];
    if (text[at - 1] != ':') continue;
    const size_t length = RunLength(text.substr(at), ":/)");
    if (length == 0 || !text.substr(at + length).starts_with(':')) continue;
    separated.append(text, at, length).append(kParamSeparator);
    at += length;
  }
  return separated;
}

}  // namespace next_native

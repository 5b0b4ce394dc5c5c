#include "pattern/path_matcher.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "pattern/path_regex.h"
#include "pattern/path_shape.h"
#include "pattern/path_tokens.h"

namespace next_native {
namespace {

// The parts of a parameter that matter for the result of a match.
struct Key {
  std::string name;
  std::string separator;  // between the values of a list
  bool is_list = false;
  bool is_dropped = false;  // unnamed, or named like an unnamed one
};

// The part of a plain shape after its segments.
enum class Tail : uint8_t {
  kNone,
  kOptional,    // "/:name?"
  kZeroOrMore,  // "/:name*"
  kOneOrMore,   // "/:name+"
  kRest,        // "/(.*)"
};

std::vector<Key> ReadKeys(const std::vector<PathToken>& tokens) {
  std::vector<Key> keys;
  std::vector<std::string> unnamed;
  for (const PathToken& token : tokens) {
    const auto* const param = std::get_if<PathParamToken>(&token);
    if (param == nullptr || param->pattern.empty()) continue;
    const bool is_list = param->modifier == TokenModifier::kZeroOrMore ||
                         param->modifier == TokenModifier::kOneOrMore;
    keys.push_back({param->name, param->prefix + param->suffix, is_list, false});
    if (param->is_unnamed) unnamed.push_back(param->name);
  }
  for (Key& key : keys) {
    key.is_dropped = std::find(unnamed.begin(), unnamed.end(), key.name) != unnamed.end();
  }
  return keys;
}

// Returns the tail of a shape from the tokens after its segments; nullopt: no plain shape.
std::optional<Tail> FindTail(const std::vector<PathToken>& tokens, size_t from) {
  if (from == tokens.size()) return Tail::kNone;
  const auto* const param = std::get_if<PathParamToken>(&tokens[from]);
  if (param == nullptr || from + 1 != tokens.size()) return std::nullopt;
  if (IsPlainParam(*param)) {
    switch (param->modifier) {
      case TokenModifier::kOptional:
        return Tail::kOptional;
      case TokenModifier::kZeroOrMore:
        return Tail::kZeroOrMore;
      case TokenModifier::kOneOrMore:
        return Tail::kOneOrMore;
      case TokenModifier::kNone:
        return std::nullopt;
    }
  }
  const bool is_rest = param->prefix == "/" && param->suffix.empty() && param->pattern == ".*" &&
                       param->modifier == TokenModifier::kNone;
  return is_rest ? std::optional(Tail::kRest) : std::nullopt;
}

// True if "." of a regular expression matches every character of `text`.
bool IsOneLine(std::string_view text) {
  return text.find_first_of("\n\r") == std::string_view::npos &&
         text.find("\xE2\x80\xA8") == std::string_view::npos &&
         text.find("\xE2\x80\xA9") == std::string_view::npos;
}

void AddParam(PatternParams& params, const Key& key, std::string_view text) {
  if (key.is_dropped) return;
  PatternParam param{key.name, {}, key.is_list, true};
  if (key.is_list) {
    for (size_t end = text.find(key.separator); end != std::string_view::npos;
         end = text.find(key.separator)) {
      param.values.emplace_back(text.substr(0, end));
      text.remove_prefix(end + key.separator.size());
    }
  }
  param.values.emplace_back(text);
  SetParam(params, std::move(param));
}

}  // namespace

struct PathMatcher::Program {
  RegexCase letters = RegexCase::kInsensitive;
  bool allows_trailing_slash = true;
  std::string restricted_prefix;  // empty if `regex` checks it
  std::vector<Key> keys;
  std::vector<std::string> leading_segments;
  bool is_whole_path_literal = false;

  // Exactly one of these three is set.
  std::optional<std::string> text;  // the literal text of the whole path
  std::optional<Tail> tail;         // `segments`, then this
  std::optional<RegularExpression> regex;

  std::vector<ShapeSegment> segments;  // their `param` is null

  [[nodiscard]] bool Equals(std::string_view a, std::string_view b) const {
    return letters == RegexCase::kSensitive ? a == b : EqualsIgnoreCase(a, b);
  }
  [[nodiscard]] bool IsRestricted(std::string_view path) const {
    return !restricted_prefix.empty() &&
           Equals(path.substr(0, restricted_prefix.size()), restricted_prefix);
  }
  [[nodiscard]] bool IsEnd(std::string_view rest) const {
    return rest.empty() || (allows_trailing_slash && rest == "/");
  }
  [[nodiscard]] bool Fits(const ShapeSegment& segment, std::string_view text_of_path) const;
  [[nodiscard]] bool FitsTail(std::string_view rest) const;
  [[nodiscard]] PathMatch MatchSegments(std::string_view path, PatternParams& params) const;
  [[nodiscard]] PathMatch MatchRegex(std::string_view path, PatternParams& params) const;
};

bool PathMatcher::Program::Fits(const ShapeSegment& segment, std::string_view text_of_path) const {
  switch (segment.kind) {
    case ShapeSegment::Kind::kText:
      return Equals(segment.text, text_of_path);
    case ShapeSegment::Kind::kParam:
      return !text_of_path.empty();
    case ShapeSegment::Kind::kChoice:
      return std::any_of(segment.choices.begin(), segment.choices.end(),
                         [&](const std::string& choice) { return Equals(choice, text_of_path); });
  }
  return false;
}

bool PathMatcher::Program::FitsTail(std::string_view rest) const {
  if (*tail == Tail::kNone) return IsEnd(rest);
  if (*tail == Tail::kRest) return rest.starts_with('/') && IsOneLine(rest);
  if (IsEnd(rest)) return *tail != Tail::kOneOrMore;
  // No segment may be empty.
  if (allows_trailing_slash && rest.ends_with('/')) rest.remove_suffix(1);
  if (!rest.starts_with('/') || rest.ends_with('/')) return false;
  return rest.find(*tail == Tail::kOptional ? "/" : "//", 1) == std::string_view::npos &&
         !rest.starts_with("//");
}

PathMatch PathMatcher::Program::MatchSegments(std::string_view path, PatternParams& params) const {
  std::string_view rest = path;
  const auto take_segment = [&rest] {
    rest.remove_prefix(1);
    const std::string_view segment = rest.substr(0, rest.find('/'));
    rest.remove_prefix(segment.size());
    return segment;
  };
  for (const ShapeSegment& segment : segments) {
    if (!rest.starts_with('/') || !Fits(segment, take_segment())) return PathMatch::kNoMatch;
  }
  if (!FitsTail(rest) || !IsValidUtf8(path)) return PathMatch::kNoMatch;

  params.clear();
  rest = path;
  size_t key = 0;
  for (const ShapeSegment& segment : segments) {
    const std::string_view value = take_segment();
    if (segment.kind != ShapeSegment::Kind::kText) AddParam(params, keys[key++], value);
  }
  if (*tail == Tail::kRest) {
    AddParam(params, keys[key], rest.substr(1));
  } else if (*tail != Tail::kNone && !IsEnd(rest)) {
    if (rest.ends_with('/')) rest.remove_suffix(1);
    AddParam(params, keys[key], rest.substr(1));
  }
  return PathMatch::kMatch;
}

PathMatch PathMatcher::Program::MatchRegex(std::string_view path, PatternParams& params) const {
  RegexGroups groups;
  switch (regex->Match(path, keys.empty() ? nullptr : &groups)) {
    case RegexResult::kNoMatch:
      return PathMatch::kNoMatch;
    case RegexResult::kLimitReached:
      return PathMatch::kLimitReached;
    case RegexResult::kMatch:
      break;
  }
  params.clear();
  for (size_t i = 0; i < keys.size(); ++i) {
    if (groups[i + 1]) AddParam(params, keys[i], *groups[i + 1]);
  }
  return PathMatch::kMatch;
}

PathMatcher::PathMatcher(std::unique_ptr<const Program> program) : program_(std::move(program)) {}
PathMatcher::PathMatcher(PathMatcher&&) noexcept = default;
PathMatcher& PathMatcher::operator=(PathMatcher&&) noexcept = default;
PathMatcher::~PathMatcher() = default;

Result<PathMatcher> PathMatcher::Compile(std::string_view source,
                                         const PathMatcherOptions& options) {
  const Result<std::vector<PathToken>> tokens = ParsePathPattern(source, "/");
  if (!tokens) return tl::unexpected(tokens.error());
  Result<std::string> expression = PathRegexSource(*tokens);
  if (!expression) return tl::unexpected(std::move(expression.error()));

  auto program = std::make_unique<Program>();
  program->letters = options.letters;
  program->allows_trailing_slash = options.allows_trailing_slash;
  program->keys = ReadKeys(*tokens);

  PathShape shape = FindPathShape(*tokens, options.letters);
  bool is_comparable = true;
  bool has_params = false;
  for (ShapeSegment& segment : shape.segments) {
    if (!IsComparable(segment.text, options.letters)) {
      is_comparable = false;
      program->leading_segments.emplace_back();
    } else {
      program->leading_segments.push_back(
          options.letters == RegexCase::kSensitive ? segment.text : ToLower(segment.text));
    }
    has_params = has_params || segment.kind != ShapeSegment::Kind::kText;
    segment.param = nullptr;
  }
  program->is_whole_path_literal = is_comparable && !has_params && !shape.segments.empty() &&
                                   shape.token_count == tokens->size();

  // Next.js inserts the prefix into the expression unescaped.
  const bool is_prefix_text =
      std::all_of(options.restricted_prefix.begin(), options.restricted_prefix.end(), [](char c) {
        return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '/' || c == '_' || c == '-' || c == '~';
      });
  if (is_prefix_text) {
    program->restricted_prefix = options.restricted_prefix;
    const auto* const text =
        tokens->size() == 1 ? std::get_if<std::string>(tokens->data()) : nullptr;
    if (tokens->empty()) {
      program->text = "";
    } else if (text != nullptr && IsComparable(*text, options.letters)) {
      program->text = *text;
    } else if (text == nullptr && is_comparable) {
      program->tail = FindTail(*tokens, shape.token_count);
    }
  }
  if (program->tail) {
    program->segments = std::move(shape.segments);
  } else if (!program->text) {
    if (!is_prefix_text) {
      expression->insert(1, "(?!" + options.restricted_prefix + ")");
    }
    if (options.allows_trailing_slash) expression->insert(expression->size() - 1, "(?:\\/)?");
    Result<RegularExpression> regex = RegularExpression::Compile(*expression, options.letters);
    if (!regex) return tl::unexpected(std::move(regex.error()));
    if (regex->group_names().size() != program->keys.size() + 1) {
      return Fail(ErrorCode::kInvalidPattern, "The path pattern has a group inside a parameter.");
    }
    program->regex = std::move(*regex);
  }
  return PathMatcher(std::unique_ptr<const Program>(std::move(program)));
}

PathMatch PathMatcher::Match(std::string_view path, PatternParams& params) const {
  const Program& program = *program_;
  if (program.IsRestricted(path)) return PathMatch::kNoMatch;
  if (program.tail) return program.MatchSegments(path, params);
  if (program.regex) return program.MatchRegex(path, params);

  const std::string& text = *program.text;
  if (path.size() < text.size() || !program.IsEnd(path.substr(text.size())) ||
      !program.Equals(path.substr(0, text.size()), text)) {
    return PathMatch::kNoMatch;
  }
  params.clear();
  return PathMatch::kMatch;
}

const std::vector<std::string>& PathMatcher::leading_segments() const {
  return program_->leading_segments;
}

bool PathMatcher::is_whole_path_literal() const { return program_->is_whole_path_literal; }

}  // namespace next_native

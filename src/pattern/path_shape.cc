#include "pattern/path_shape.h"

#include <algorithm>
#include <optional>

#include "base/ascii.h"

namespace next_native {
namespace {

constexpr std::string_view kSegmentPattern = R"([^\/]+?)";

// True if the tokens from `next` on match the empty text or text that begins with a slash, so that
// the segment before them is complete.
bool IsBoundary(const std::vector<PathToken>& tokens, size_t next) {
  for (; next < tokens.size(); ++next) {
    if (const auto* const text = std::get_if<std::string>(&tokens[next])) {
      return text->starts_with('/');
    }
    const auto& param = std::get<PathParamToken>(tokens[next]);
    if (!param.prefix.starts_with('/')) return false;
    if (param.modifier == TokenModifier::kNone || param.modifier == TokenModifier::kOneOrMore) {
      return true;
    }
  }
  return true;
}

// Adds the segments of `text`. False if a segment is empty or continues after `text`.
bool AddText(std::string_view text, bool is_complete, std::vector<ShapeSegment>& segments) {
  while (text.starts_with('/')) {
    text.remove_prefix(1);
    const size_t end = std::min(text.find('/'), text.size());
    if (end == 0 || (end == text.size() && !is_complete)) return false;
    segments.push_back({ShapeSegment::Kind::kText, std::string(text.substr(0, end)), nullptr, {}});
    text.remove_prefix(end);
  }
  return text.empty();
}

// Returns the alternatives of "en|fr|de-CH"; nullopt for any other pattern.
std::optional<std::vector<std::string>> ReadChoices(std::string_view pattern) {
  std::vector<std::string> choices(1);
  for (size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    if (c == '|') {
      choices.emplace_back();
      continue;
    }
    const bool is_escaped = c == '\\' && i + 1 < pattern.size();
    if (is_escaped) c = pattern[++i];
    const bool is_text = IsAsciiAlpha(c) || IsAsciiDigit(c) ? !is_escaped
                         : is_escaped ? c > ' ' && c < 0x7F && c != '/' && c != '_'
                                      : std::string_view("-_~%").find(c) != std::string_view::npos;
    if (!is_text) return std::nullopt;
    choices.back() += c;
  }
  const bool has_empty = std::any_of(choices.begin(), choices.end(),
                                     [](const std::string& choice) { return choice.empty(); });
  return has_empty ? std::nullopt : std::optional(std::move(choices));
}

}  // namespace

bool IsComparable(std::string_view text, RegexCase letters) {
  return letters == RegexCase::kSensitive || std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x80;
         });
}

bool IsPlainParam(const PathParamToken& param) {
  return param.prefix == "/" && param.suffix.empty() && param.pattern == kSegmentPattern;
}

PathShape FindPathShape(const std::vector<PathToken>& tokens, RegexCase letters) {
  PathShape shape;
  for (size_t i = 0; i < tokens.size(); ++i) {
    const bool is_complete = IsBoundary(tokens, i + 1);
    if (const auto* const text = std::get_if<std::string>(&tokens[i])) {
      if (!AddText(*text, is_complete, shape.segments)) return shape;
    } else {
      const auto& param = std::get<PathParamToken>(tokens[i]);
      if (!is_complete || param.modifier != TokenModifier::kNone) return shape;
      if (IsPlainParam(param)) {
        shape.segments.push_back({ShapeSegment::Kind::kParam, {}, &param, {}});
      } else if (auto choices = ReadChoices(param.pattern); choices && param.prefix == "/" &&
                                                            param.suffix.empty() &&
                                                            IsComparable(param.pattern, letters)) {
        shape.segments.push_back({ShapeSegment::Kind::kChoice, {}, &param, std::move(*choices)});
      } else {
        return shape;
      }
    }
    shape.token_count = i + 1;
  }
  return shape;
}

}  // namespace next_native

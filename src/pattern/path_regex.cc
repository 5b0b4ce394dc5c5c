#include "pattern/path_regex.h"

namespace next_native {
namespace {

std::string_view ModifierText(TokenModifier modifier) {
  switch (modifier) {
    case TokenModifier::kOptional:
      return "?";
    case TokenModifier::kZeroOrMore:
      return "*";
    case TokenModifier::kOneOrMore:
      return "+";
    case TokenModifier::kNone:
      break;
  }
  return "";
}

}  // namespace

void AppendRegexText(std::string& source, std::string_view text) {
  for (const char c : text) {
    if (std::string_view(".+*?=^!:${}()[]|/\\").find(c) != std::string_view::npos) source += '\\';
    source += c;
  }
}

Result<std::string> PathRegexSource(const std::vector<PathToken>& tokens) {
  std::string source = "^";
  for (const PathToken& token : tokens) {
    if (const auto* const text = std::get_if<std::string>(&token)) {
      AppendRegexText(source, *text);
      continue;
    }
    const auto& param = std::get<PathParamToken>(token);
    const std::string_view modifier = ModifierText(param.modifier);
    const bool is_repeated = modifier == "*" || modifier == "+";
    std::string prefix;
    std::string suffix;
    AppendRegexText(prefix, param.prefix);
    AppendRegexText(suffix, param.suffix);
    if (param.pattern.empty()) {
      source.append("(?:").append(prefix).append(suffix).append(")").append(modifier);
    } else if (prefix.empty() && suffix.empty()) {
      if (is_repeated) {
        return Fail(ErrorCode::kInvalidPattern, "The path pattern repeats \"" + param.name +
                                                    "\", which has no prefix and no suffix.");
      }
      source.append("(").append(param.pattern).append(")").append(modifier);
    } else if (is_repeated) {
      // One group holds all values, with suffix and prefix between them.
      source.append("(?:").append(prefix).append("((?:").append(param.pattern).append(")(?:");
      source.append(suffix).append(prefix).append("(?:").append(param.pattern).append("))*)");
      source.append(suffix).append(modifier == "*" ? ")?" : ")");
    } else {
      source.append("(?:").append(prefix).append("(").append(param.pattern).append(")");
      source.append(suffix).append(")").append(modifier);
    }
  }
  return source + "$";
}

}  // namespace next_native

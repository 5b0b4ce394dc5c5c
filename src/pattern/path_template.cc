#include "pattern/path_template.h"

#include <utility>

#include "base/ascii.h"
#include "base/percent_encoding.h"
#include "base/utf8.h"
#include "pattern/javascript_regex.h"

namespace next_native {
namespace {

constexpr std::string_view kDefaultPattern = R"([^\/#\?]+?)";

// Checks what `compile` of path-to-regexp checks: the pattern and the expression of each parameter.
Result<std::vector<PathToken>> ParseTemplate(std::string_view source) {
  Result<std::vector<PathToken>> tokens = ParsePathPattern(source);
  if (!tokens) return tokens;
  for (const PathToken& token : *tokens) {
    const auto* const param = std::get_if<PathParamToken>(&token);
    if (param == nullptr || param->pattern.empty() || param->pattern == kDefaultPattern) continue;
    const std::string whole = "^(?:" + param->pattern + ")$";
    Result<TranslatedRegex> checked = TranslateJavaScriptRegex(whole, RegexCase::kSensitive);
    if (!checked) return tl::unexpected(std::move(checked.error()));
  }
  return tokens;
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

bool IsWordCharacter(char c) { return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '_'; }

bool AppendParam(std::string& out, const PathParamToken& token, const PatternParam* param,
                 TemplateEncoding encoding) {
  const bool is_optional =
      token.modifier == TokenModifier::kOptional || token.modifier == TokenModifier::kZeroOrMore;
  const bool is_repeated =
      token.modifier == TokenModifier::kZeroOrMore || token.modifier == TokenModifier::kOneOrMore;
  if (param == nullptr || !param->is_defined) return is_optional;
  if (param->is_list && !is_repeated) return false;
  if (param->values.empty()) return is_optional;
  for (const std::string& value : param->values) {
    out += token.prefix;
    out += encoding == TemplateEncoding::kComponent ? EncodeComponent(value) : value;
    out += token.suffix;
  }
  return true;
}

// Marks a parameter as compileNonPath does. Marks that the value already contains count as well.
void MarkParam(std::string& value, const std::string& name) {
  const std::string param = ":" + name;
  // Next.js makes a regular expression of the name. With a "$" in it, that matches nothing.
  if (name.find('$') != std::string::npos || value.find(param) == std::string::npos) return;
  ReplaceAll(value, param + "*", param + "--ESCAPED_PARAM_ASTERISKS");
  ReplaceAll(value, param + "?", param + "--ESCAPED_PARAM_QUESTION");
  ReplaceAll(value, param + "+", param + "--ESCAPED_PARAM_PLUS");
  const std::string marked = "--ESCAPED_PARAM_COLON" + name;
  for (size_t at = value.find(param); at != std::string::npos;) {
    const size_t end = at + param.size();
    const bool is_whole = end == value.size() || !IsWordCharacter(value[end]);
    if (is_whole) value.replace(at, param.size(), marked);
    at = value.find(param, is_whole ? at + marked.size() : at + 1);
  }
}

}  // namespace

Result<PathTemplate> PathTemplate::Compile(std::string_view source, TemplateEncoding encoding) {
  PathTemplate result;
  result.encoding_ = encoding;
  result.is_separated_ = HasAdjacentParams(source);
  Result<std::vector<PathToken>> tokens =
      result.is_separated_ ? ParseTemplate(SeparateAdjacentParams(source)) : ParseTemplate(source);
  if (!tokens && !result.is_separated_) {
    result.is_separated_ = true;
    Result<std::vector<PathToken>> separated = ParseTemplate(SeparateAdjacentParams(source));
    if (separated) tokens = std::move(separated);
  }
  if (!tokens) return tl::unexpected(std::move(tokens.error()));
  result.tokens_ = std::move(*tokens);
  for (const PathToken& token : result.tokens_) {
    const auto* const param = std::get_if<PathParamToken>(&token);
    if (param != nullptr && !param->is_unnamed && !param->pattern.empty()) {
      result.names_.push_back(param->name);
    }
  }
  return result;
}

std::optional<std::string> PathTemplate::Fill(const PatternParams& params) const {
  std::string filled;
  for (const PathToken& token : tokens_) {
    if (const auto* const text = std::get_if<std::string>(&token)) {
      filled += *text;
      continue;
    }
    const auto& param = std::get<PathParamToken>(token);
    if (!AppendParam(filled, param, FindParam(params, param.name), encoding_)) return std::nullopt;
  }
  if (is_separated_) ReplaceAll(filled, std::string(")").append(kParamSeparator), ")");
  return filled;
}

std::optional<std::string> FillText(std::string_view value, const PatternParams& params) {
  if (value.find(':') == std::string_view::npos) return std::string(value);
  std::string marked(value);
  for (const PatternParam& param : params) MarkParam(marked, param.name);
  std::string source = "/";
  for (const char c : marked) {
    if (std::string_view(":*?+(){}").find(c) != std::string_view::npos) source += '\\';
    source += c;
  }
  ReplaceAll(source, "--ESCAPED_PARAM_PLUS", "+");
  ReplaceAll(source, "--ESCAPED_PARAM_COLON", ":");
  ReplaceAll(source, "--ESCAPED_PARAM_QUESTION", "?");
  ReplaceAll(source, "--ESCAPED_PARAM_ASTERISKS", "*");

  const Result<PathTemplate> compiled = PathTemplate::Compile(source);
  if (!compiled) return std::nullopt;
  std::optional<std::string> filled = compiled->Fill(params);
  // Next.js cuts off the first UTF-16 unit, even if it is not that slash.
  if (filled && !filled->empty()) {
    const CodePoint first = NextCodePoint(*filled);
    filled->replace(0, first.length, first.value > 0xFFFF ? "\xEF\xBF\xBD" : "");
  }
  return filled;
}

}  // namespace next_native

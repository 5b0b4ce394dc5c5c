// Parses the path patterns of next.config ("/blog/:slug*", "/:lang(en|fr)/a{/:b}?") as
// path-to-regexp 6 does (next/dist/compiled/path-to-regexp).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"

namespace next_native {

enum class TokenModifier : uint8_t { kNone, kOptional, kZeroOrMore, kOneOrMore };  // "" ? * +

struct PathParamToken {
  std::string name;         // "0", "1", … for unnamed groups
  bool is_unnamed = false;  // the name is a number in JavaScript
  std::string prefix;
  std::string suffix;
  std::string pattern;  // source of a regular expression
  TokenModifier modifier = TokenModifier::kNone;
};

using PathToken = std::variant<std::string, PathParamToken>;

// Does `parse(pattern, { delimiter: delimiters })`; "/#?" is path-to-regexp's default. Error:
// kInvalidPattern where path-to-regexp throws.
[[nodiscard]] Result<std::vector<PathToken>> ParsePathPattern(std::string_view pattern,
                                                              std::string_view delimiters = "/#?");

// hasAdjacentParameterIssues and normalizeAdjacentParameters of next's
// lib/route-pattern-normalizer.js, as safeCompile and safePathToRegexp use them. The latter inserts
// kParamSeparator, which must be removed from the results of the pattern.
inline constexpr std::string_view kParamSeparator = "_NEXTSEP_";
[[nodiscard]] bool HasAdjacentParams(std::string_view pattern);
[[nodiscard]] std::string SeparateAdjacentParams(std::string_view pattern);

}  // namespace next_native

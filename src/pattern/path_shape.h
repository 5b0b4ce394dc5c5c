// Derives from the tokens of a path pattern which segments a matching path has, without a regular
// expression.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pattern/path_tokens.h"
#include "pattern/regular_expression.h"

namespace next_native {

struct ShapeSegment {
  enum class Kind : uint8_t {
    kText,
    kParam,   // any non-empty text
    kChoice,  // one of several texts, such as the locales of i18n
  };
  Kind kind = Kind::kText;
  std::string text;
  const PathParamToken* param = nullptr;  // null for kText
  std::vector<std::string> choices;
};

struct PathShape {
  // Every matching path begins with these. Views the tokens.
  std::vector<ShapeSegment> segments;
  size_t token_count = 0;  // number of tokens that the segments come from
};

// Returns the leading segments that `tokens` require.
[[nodiscard]] PathShape FindPathShape(const std::vector<PathToken>& tokens, RegexCase letters);

// True if comparing ASCII letters is enough to compare with `text` under `letters`.
[[nodiscard]] bool IsComparable(std::string_view text, RegexCase letters);

// True if `param` is ":name" after a slash, with any modifier.
[[nodiscard]] bool IsPlainParam(const PathParamToken& param);

}  // namespace next_native

// What the tokens of a path pattern say about the segments of a path, without a regular expression.
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
    kParam,   // any text but none
    kChoice,  // one of some texts: the locales of i18n
  };
  Kind kind = Kind::kText;
  std::string text;
  const PathParamToken* param = nullptr;  // null for kText
  std::vector<std::string> choices;
};

struct PathShape {
  // Every path that matches begins with these. Views the tokens.
  std::vector<ShapeSegment> segments;
  size_t token_count = 0;  // how many tokens they are
};

[[nodiscard]] PathShape FindPathShape(const std::vector<PathToken>& tokens, RegexCase letters);

// Whether comparing ASCII letters is all that `letters` asks for.
[[nodiscard]] bool IsComparable(std::string_view text, RegexCase letters);

// Whether `param` is ":name" behind a slash, with any modifier.
[[nodiscard]] bool IsPlainParam(const PathParamToken& param);

}  // namespace next_native

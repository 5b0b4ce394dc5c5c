// The regular expression of a path pattern: tokensToRegexp of path-to-regexp 6, with the options
// `strict` and `delimiter: '/'`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pattern/path_tokens.h"

namespace next_native {

// Source for JavaScript, "^" to "$". Every token with a pattern has one group, in order.
// kInvalidPattern where path-to-regexp throws.
[[nodiscard]] Result<std::string> PathRegexSource(const std::vector<PathToken>& tokens);

// Appends `text` so that it stands for itself.
void AppendRegexText(std::string& source, std::string_view text);

}  // namespace next_native

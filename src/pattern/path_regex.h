// The regular expression of a path pattern: tokensToRegexp of path-to-regexp 6, with the options
// `strict` and `delimiter: '/'`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pattern/path_tokens.h"

namespace next_native {

// Returns JavaScript source from "^" to "$". Every token with a pattern has one group, in order.
// Error: kInvalidPattern where path-to-regexp throws.
[[nodiscard]] Result<std::string> PathRegexSource(const std::vector<PathToken>& tokens);

// Appends `text` with its special characters escaped.
void AppendRegexText(std::string& source, std::string_view text);

}  // namespace next_native

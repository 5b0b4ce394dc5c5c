// Describes the match of a regular expression in one line, for comparisons.
#pragma once

#include <string>
#include <string_view>

#include "pattern/regular_expression.h"

namespace next_native {

// Returns "whole|group 1|-", with "-" for an unset group; "no" without a match, "invalid" for a
// source that is refused, "limit" where matching was given up.
inline std::string DescribeMatch(std::string_view source, std::string_view subject,
                                 RegexCase letters = RegexCase::kSensitive) {
  const Result<RegularExpression> regex = RegularExpression::Compile(source, letters);
  if (!regex) return "invalid";
  RegexGroups groups;
  const RegexResult result = regex->Match(subject, &groups);
  if (result != RegexResult::kMatch) return result == RegexResult::kNoMatch ? "no" : "limit";
  std::string text;
  for (size_t i = 0; i < groups.size(); ++i) {
    text.append(i == 0 ? "" : "|").append(groups[i].value_or("-"));
  }
  return text;
}

}  // namespace next_native

// Translates the source of a JavaScript regular expression into PCRE2's syntax.
//
// It parses every construct by JavaScript's grammar (ECMA-262, with Annex B and without the flag
// "u") and writes it again for PCRE2. Syntax that only PCRE2 knows (possessive quantifiers, "\A",
// "\Q", verbs, POSIX classes, comments) therefore cannot pass. These differences remain:
// - Text is UTF-8: a character beyond U+FFFF is one character, not two halves.
// - A group inside a repeated group keeps its text from an earlier iteration.
// - If an iteration of a repetition matches the empty text, PCRE2 accepts it and ends the
//   repetition; JavaScript tries another way. There is no difference if no iteration is required
//   and each alternative has one such element: "(.*)?" and "(a*|b)*" are as in JavaScript, "(.*)+"
//   and "(a?b??)*" are not.
// - A lookbehind must have a fixed length.
// - Letters added by Unicode 15 do not fold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pattern/regular_expression.h"

namespace next_native {

// Callouts at places where one step may scan the whole rest of the subject (a lookaround that
// contains a loop, a back reference). PCRE2's match limit does not count such scans.
inline constexpr std::string_view kScanCallout = "(?C1)";
inline constexpr std::string_view kSlowScanCallout = "(?C2)";

struct TranslatedRegex {
  std::string pattern;                   // for PCRE2_UTF, _DOTALL and _MATCH_UNSET_BACKREF
  std::vector<std::string> group_names;  // by number; "" for [0] and for unnamed groups
};

// Error: kInvalidPattern where `new RegExp(source)` throws.
[[nodiscard]] Result<TranslatedRegex> TranslateJavaScriptRegex(std::string_view source,
                                                               RegexCase letters);

}  // namespace next_native

// Translates the source of a JavaScript regular expression into PCRE2's syntax.
//
// Every construct is read by JavaScript's grammar (ECMA-262, with Annex B and without the flag "u")
// and written anew, so that nothing PCRE2 alone knows (possessive quantifiers, "\A", "\Q", verbs,
// POSIX classes, comments) can come through. What remains different:
// - Text is UTF-8: a character beyond U+FFFF is one character, not two halves.
// - A group inside a repeated group keeps what it held in an earlier round.
// - A round of a repetition that matches nothing is taken, and is the last one, instead of being
//   tried otherwise. Not so where none is required and alternatives of one such element are
//   repeated: "(.*)?" and "(a*|b)*" are as in JavaScript, "(.*)+" and "(a?b??)*" are not.
// - Lookbehind has to have a fixed length.
// - Letters that came with Unicode 15 do not fold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pattern/regular_expression.h"

namespace next_native {

// Callouts where a single step may go through the whole rest of the subject (a lookaround with a
// loop in it, a back reference), which PCRE2's match limit does not count.
inline constexpr std::string_view kScanCallout = "(?C1)";
inline constexpr std::string_view kSlowScanCallout = "(?C2)";

struct TranslatedRegex {
  std::string pattern;                   // for PCRE2_UTF, _DOTALL and _MATCH_UNSET_BACKREF
  std::vector<std::string> group_names;  // by number; "" for [0] and for groups without one
};

// kInvalidPattern where `new RegExp(source)` throws.
[[nodiscard]] Result<TranslatedRegex> TranslateJavaScriptRegex(std::string_view source,
                                                               RegexCase letters);

}  // namespace next_native

// A JavaScript regular expression, matched by PCRE2 with limits, so that no pattern and no URL can
// stall the server.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace next_native {

enum class RegexCase : uint8_t { kSensitive, kInsensitive };

enum class RegexResult : uint8_t {
  kNoMatch,
  kMatch,
  kLimitReached,  // match, depth or heap limit; callers treat it as no match and log it
};

// The text of each group of a match by number; [0] is the whole match. An unset group is nullopt.
// Views the subject.
using RegexGroups = std::vector<std::optional<std::string_view>>;

// Immutable and thread-safe once compiled.
class RegularExpression {
 public:
  // `source` is the argument of `new RegExp(source)`, without slashes and flags. Error:
  // kInvalidPattern if PCRE2 rejects it; the message says what is wrong and where.
  [[nodiscard]] static Result<RegularExpression> Compile(std::string_view source,
                                                         RegexCase letters = RegexCase::kSensitive);

  RegularExpression(RegularExpression&&) noexcept;
  RegularExpression& operator=(RegularExpression&&) noexcept;
  ~RegularExpression();

  // Finds the first match anywhere in `subject` (UTF-8; malformed UTF-8 never matches), as
  // RegExp.prototype.exec does. `groups` may be null.
  [[nodiscard]] RegexResult Match(std::string_view subject, RegexGroups* groups = nullptr) const;

  // The names of the groups by number; "" for [0] and for unnamed groups.
  [[nodiscard]] const std::vector<std::string>& group_names() const;

 private:
  struct Code;
  explicit RegularExpression(std::unique_ptr<const Code> code);
  std::unique_ptr<const Code> code_;
};

}  // namespace next_native

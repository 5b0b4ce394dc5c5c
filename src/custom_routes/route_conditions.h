// The `has` and `missing` of a rule (matchHas of next's shared/lib/router/utils/
// prepare-destination.js).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "custom_routes/request_facts.h"
#include "http/header_slots.h"
#include "manifest/custom_route.h"
#include "pattern/pattern_param.h"
#include "pattern/regular_expression.h"

namespace next_native {

enum class ConditionMatch : uint8_t {
  kNo,
  kYes,
  kLimitReached,  // a value's pattern reached a limit; a rule takes this as kNo
};

// Immutable and thread-safe.
class RouteConditions {
 public:
  RouteConditions() = default;
  // Adds the fields it reads to `slots`. Error: kInvalidPattern for a value that PCRE2 rejects.
  [[nodiscard]] static Result<RouteConditions> Compile(std::span<const RouteCondition> has,
                                                       std::span<const RouteCondition> missing,
                                                       HeaderSlots& slots);

  // kYes if all of `has` and none of `missing` hold; then sets in `params` what their named groups
  // matched.
  [[nodiscard]] ConditionMatch Check(const RequestFacts& facts, PatternParams& params) const;
  [[nodiscard]] bool Match(const RequestFacts& facts, PatternParams& params) const {
    return Check(facts, params) == ConditionMatch::kYes;
  }
  [[nodiscard]] bool empty() const { return has_.empty() && missing_.empty(); }

 private:
  struct Condition {
    ConditionKind kind = ConditionKind::kHeader;
    std::string key;
    HeaderSlot slot = 0;  // of the field to read; unused for kQuery
    std::string param;    // the name of the value if any value is accepted
    std::string literal;  // the expected value, unless `pattern` is set
    std::optional<RegularExpression> pattern;

    [[nodiscard]] bool accepts_any() const { return literal.empty() && !pattern; }
  };

  [[nodiscard]] static Result<std::vector<Condition>> CompileAll(
      std::span<const RouteCondition> sources, HeaderSlots& slots);
  [[nodiscard]] static ConditionMatch Holds(const Condition& condition, const RequestFacts& facts,
                                            PatternParams& caught);
  [[nodiscard]] static ConditionMatch Accepts(const Condition& condition, std::string_view value,
                                              const RequestFacts& facts, PatternParams& caught);

  std::vector<Condition> has_;
  std::vector<Condition> missing_;
};

}  // namespace next_native

// The `has` and `missing` of a rule (matchHas of next's shared/lib/router/utils/
// prepare-destination.js).
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "custom_routes/request_facts.h"
#include "http/header_slots.h"
#include "manifest/custom_route.h"
#include "pattern/pattern_param.h"
#include "pattern/regular_expression.h"

namespace next_native {

// Immutable and thread-safe.
class RouteConditions {
 public:
  RouteConditions() = default;
  // kInvalidPattern for a value PCRE2 cannot take.
  [[nodiscard]] static Result<RouteConditions> Compile(std::span<const RouteCondition> has,
                                                       std::span<const RouteCondition> missing,
                                                       HeaderSlots& slots);

  // Whether all of `has` and none of `missing` hold; what their named groups caught is then set in
  // `params`.
  [[nodiscard]] bool Match(const RequestFacts& facts, PatternParams& params) const;
  [[nodiscard]] bool empty() const { return has_.empty() && missing_.empty(); }

 private:
  struct Condition {
    ConditionKind kind = ConditionKind::kHeader;
    std::string key;
    HeaderSlot slot = 0;
    std::optional<RegularExpression> value;
  };
  std::vector<Condition> has_;
  std::vector<Condition> missing_;
};

}  // namespace next_native

// One ordered phase of the rules of next.config: headers, redirects, or one kind of rewrites.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "custom_routes/destination.h"
#include "custom_routes/request_facts.h"
#include "custom_routes/route_conditions.h"
#include "custom_routes/rule_index.h"
#include "http/header_slots.h"
#include "manifest/custom_route.h"
#include "pattern/path_matcher.h"
#include "pattern/pattern_param.h"

namespace next_native {

struct RuleListOptions {
  RegexCase letters = RegexCase::kInsensitive;
  std::string restricted_prefix;  // for redirects: "/_next" below the base path
};

struct RuleMatch {
  const CustomRoute* rule = nullptr;                 // null: none matched
  size_t index = 0;                                  // of the rule; continue with index + 1
  const DestinationTemplate* destination = nullptr;  // of a redirect or a rewrite
  PatternParams params;

  explicit operator bool() const { return rule != nullptr; }
};

// Immutable and thread-safe. Finds rules by the leading segments of their sources, so that the cost
// depends on how many may match, not on how many there are.
class RuleList {
 public:
  RuleList() = default;
  // `rules` must outlive the list. Error: kInvalidPattern, with the file and JSON path of the rule.
  [[nodiscard]] static Result<RuleList> Compile(std::span<const CustomRoute> rules,
                                                const RuleListOptions& options, HeaderSlots& slots);

  // Returns the first matching rule from index `from` on. `path` is the working path, with base
  // path and locale; "" is "/". Does not allocate if no rule matches and no candidate has a regular
  // expression.
  [[nodiscard]] RuleMatch FindNext(std::string_view path, size_t from,
                                   const RequestFacts& facts) const;

  // True if a rule matches the path, whether or not its conditions hold.
  [[nodiscard]] bool MayMatch(std::string_view path) const;

  // True if a rule with conditions matches the path.
  [[nodiscard]] bool HasConditionsFor(std::string_view path) const;

  [[nodiscard]] bool empty() const { return rules_.empty(); }
  [[nodiscard]] size_t size() const { return rules_.size(); }

 private:
  struct Rule {
    const CustomRoute* source;
    PathMatcher matcher;
    RouteConditions conditions;
    std::optional<DestinationTemplate> destination;
  };
  // True if `is_wanted` accepts a rule that matches the path.
  template <class Predicate>
  [[nodiscard]] bool AnyFor(std::string_view path, Predicate&& is_wanted) const;

  std::vector<Rule> rules_;
  RuleIndex index_;
};

}  // namespace next_native

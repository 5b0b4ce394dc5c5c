// One phase of the rules of next.config: headers, redirects, or one kind of rewrites, in order.
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
  std::string restricted_prefix;  // of redirects: "/_next" below the base path
};

struct RuleMatch {
  const CustomRoute* rule = nullptr;                 // null: none matched
  size_t index = 0;                                  // of the rule; go on with index + 1
  const DestinationTemplate* destination = nullptr;  // of a redirect or a rewrite
  PatternParams params;

  explicit operator bool() const { return rule != nullptr; }
};

// Immutable and thread-safe. Rules are found by the segments their sources begin with, so that the
// cost follows those that may match, not their number.
class RuleList {
 public:
  RuleList() = default;
  // `rules` must outlive the list. kInvalidPattern names the rule by file and JSON path.
  [[nodiscard]] static Result<RuleList> Compile(std::span<const CustomRoute> rules,
                                                const RuleListOptions& options, HeaderSlots& slots);

  // The first rule at or behind `from` that matches. `path` is the working path, base path and
  // locale included; "" is "/". No
  // allocation when no rule matches and none that may has a regular expression.
  [[nodiscard]] RuleMatch FindNext(std::string_view path, size_t from,
                                   const RequestFacts& facts) const;

  // Whether a rule matches the path, or may once its conditions hold.
  [[nodiscard]] bool MayMatch(std::string_view path) const;

  // Whether a rule that the path matches has conditions.
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
  // Whether `is_wanted` accepts a rule that the path matches.
  template <class Predicate>
  [[nodiscard]] bool AnyFor(std::string_view path, Predicate&& is_wanted) const;

  std::vector<Rule> rules_;
  RuleIndex index_;
};

}  // namespace next_native

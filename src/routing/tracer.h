// Reports the steps of routing to a RoutingTrace.
#pragma once

#include <string_view>

#include "custom_routes/rule_list.h"
#include "routing/route_table.h"
#include "routing/routing_trace.h"

namespace next_native {

// Does nothing without a trace. Text that is costly to make is made only where there is one:
// `if (trace) trace.Rule(…)`.
class Tracer {
 public:
  explicit Tracer(RoutingTrace* trace) : trace_(trace) {}
  explicit operator bool() const { return trace_ != nullptr; }

  // `from` is the working path before the step, `to` after it; empty: unchanged.
  void Path(TracePhase phase, std::string_view from, std::string_view to,
            std::string_view note) const;
  // A rule of `phase` has matched `from`.
  void Rule(TracePhase phase, const RuleMatch& match, std::string_view from, std::string_view to,
            std::string_view note) const;
  // An output has matched `from`, or would have but for its spelling or a parameter.
  void Match(TracePhase phase, std::string_view from, const RouteMatch& match) const;

 private:
  RoutingTrace* trace_;
};

}  // namespace next_native

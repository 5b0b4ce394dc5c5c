// The steps of routing, for explanations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "manifest/custom_route.h"
#include "pattern/pattern_param.h"

namespace next_native {

enum class TracePhase : uint8_t {
  kLocale,
  kRepeatedSlashes,
  kData,
  kHeaders,
  kRedirects,
  kMiddleware,
  kBeforeFiles,
  kFiles,  // static files, exact outputs, the image optimizer
  kAfterFiles,
  kDynamicRoutes,
  kFallback,
  kOnMatchHeaders,
};

struct TraceStep {
  TracePhase phase = TracePhase::kLocale;
  const CustomRoute* rule = nullptr;  // the rule that matched; null: no rule of next.config
  std::optional<size_t> index;        // of the rule in its phase
  PatternParams params;
  std::string_view route;  // the pathname of the output that matched; empty: none
  std::string from;        // the working path before the step
  std::string to;          // the path, and query where it matters, after it; empty: unchanged
  std::string note;        // a whole sentence, or empty
};

// Receives the steps in order.
class RoutingTrace {
 public:
  RoutingTrace() = default;
  RoutingTrace(const RoutingTrace&) = delete;
  RoutingTrace& operator=(const RoutingTrace&) = delete;
  virtual ~RoutingTrace() = default;
  virtual void Add(TraceStep step) = 0;
};

// "beforeFiles": the name that explanations show.
[[nodiscard]] std::string_view TracePhaseName(TracePhase phase);

}  // namespace next_native

// The steps of routing, told to whoever wants to explain them.
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
  kFiles,  // exact outputs: files, pages
  kAfterFiles,
  kDynamicRoutes,
  kFallback,
  kOnMatchHeaders,
};

struct TraceStep {
  TracePhase phase = TracePhase::kLocale;
  const CustomRoute* rule = nullptr;  // that matched; null: none is concerned
  std::optional<size_t> index;        // of the rule in its phase
  PatternParams params;
  std::string_view route;  // the pathname of the output that matched; empty: none is concerned
  std::string from;        // the working path, and query where it matters, before
  std::string to;          // and after; empty: nothing has changed
  std::string note;        // a whole sentence
};

class RoutingTrace {
 public:
  RoutingTrace() = default;
  RoutingTrace(const RoutingTrace&) = delete;
  RoutingTrace& operator=(const RoutingTrace&) = delete;
  virtual ~RoutingTrace() = default;
  virtual void Add(TraceStep step) = 0;
};

[[nodiscard]] std::string_view TracePhaseName(TracePhase phase);

}  // namespace next_native

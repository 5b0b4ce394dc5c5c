#include "routing/routing_trace.h"

namespace next_native {

std::string_view TracePhaseName(TracePhase phase) {
  switch (phase) {
    case TracePhase::kLocale:
      return "locale";
    case TracePhase::kRepeatedSlashes:
      return "repeated-slashes";
    case TracePhase::kData:
      return "data";
    case TracePhase::kHeaders:
      return "headers";
    case TracePhase::kRedirects:
      return "redirects";
    case TracePhase::kMiddleware:
      return "middleware";
    case TracePhase::kBeforeFiles:
      return "beforeFiles";
    case TracePhase::kFiles:
      return "files";
    case TracePhase::kAfterFiles:
      return "afterFiles";
    case TracePhase::kDynamicRoutes:
      return "dynamicRoutes";
    case TracePhase::kFallback:
      return "fallback";
    case TracePhase::kOnMatchHeaders:
      return "onMatchHeaders";
  }
  return "";
}

}  // namespace next_native

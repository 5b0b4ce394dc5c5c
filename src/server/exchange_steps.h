// The steps of an exchange as a table: which event each step accepts, and where it leads.
#pragma once

#include <cstdint>

#include "server/response_action.h"

namespace next_native {

// What an exchange waits for.
enum class ExchangeStep : uint8_t {
  kIdle,               // not started
  kLoading,            // a job of the worker pool
  kMiddleware,         // the answer of middleware
  kPage,               // an entrypoint that renders a page
  kCustomErrorRender,  // /_error, which runs getInitialProps in front of a custom /500
  kErrorPage,          // the entrypoint of the error page that is sent
  kProxy,              // another server
  kImage,              // the image optimizer
  kFile,               // a file that is streamed
  kRenewing,           // the re-render behind a stale reply; nothing but its release follows
  kOver,               // nothing: the response is decided
  kCount
};

enum class ExchangeEvent : uint8_t {
  kLoaded,              // the job is done
  kMiddlewareAnswered,  // see Exchange::ResumeMiddleware()
  kNoFallback,          // there is no such path: NoFallbackError of an entrypoint, or no image
  kDecodeError,         // the URL cannot be decoded
  kRenderError,         // whatever ran has failed
  kErrorRendered,       // the pass of kCustomErrorRender is over
  kFileVanished,        // the file cannot be opened any more
  kCount
};

// What the exchange does when an event arrives.
enum class ExchangeTurn : uint8_t {
  kRefused,           // the event does not belong to the step; the exchange stays as it is
  kRetry,             // the work that needed the job, once more
  kRouteOn,           // routing goes on behind middleware
  kNextMatch,         // routing goes on behind the output without the path
  kNotFoundPage,      // the 404 page
  kBadRequestPage,    // the 400 page
  kServerErrorPage,   // the 500 page
  kFailedRenderPage,  // the 500 page, which /_error may learn of first
  kFinalErrorPage,    // the error page that is sent
  kLastResort,        // plain text: the error page failed as well
};

// The step that an exchange takes with an action.
[[nodiscard]] ExchangeStep StepAfter(const ResponseAction& action);

// Whether any event goes on from the step.
[[nodiscard]] inline bool CanBeResumed(ExchangeStep step) {
  return step != ExchangeStep::kIdle && step != ExchangeStep::kRenewing &&
         step != ExchangeStep::kOver;
}

// Whether the exchange stays open until it is released.
[[nodiscard]] inline bool StaysOpen(ExchangeStep step) {
  return CanBeResumed(step) || step == ExchangeStep::kRenewing;
}

// Values outside the enumerations are refused.
[[nodiscard]] ExchangeTurn TurnFor(ExchangeStep step, ExchangeEvent event);

}  // namespace next_native

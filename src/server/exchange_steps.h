// The steps of an exchange as a table: the events that each step accepts, and where they lead.
#pragma once

#include <cstdint>

#include "server/response_action.h"

namespace next_native {

// A step: the thing that an exchange waits for.
enum class ExchangeStep : uint8_t {
  kIdle,               // not started
  kLoading,            // a job of the worker pool
  kMiddleware,         // the answer of middleware
  kPage,               // an entrypoint that renders a page
  kCustomErrorRender,  // /_error, which runs getInitialProps before a custom /500 is sent
  kErrorPage,          // the entrypoint of the error page that is sent
  kProxy,              // another server
  kImage,              // the image optimizer
  kFile,               // a file that is streamed
  kRenewing,           // the re-render after a stale reply; only the release follows
  kOver,               // nothing: the response is decided
  kCount
};

enum class ExchangeEvent : uint8_t {
  kLoaded,              // the job is done
  kMiddlewareAnswered,  // see Exchange::ResumeMiddleware()
  kNoFallback,          // the path does not exist: NoFallbackError of an entrypoint, or no image
  kDecodeError,         // the URL cannot be decoded
  kRenderError,         // the entrypoint, middleware, proxy or image optimizer failed
  kErrorRendered,       // the pass of kCustomErrorRender is over
  kFileVanished,        // the file can no longer be opened
  kCount
};

// The reaction of an exchange to an event.
enum class ExchangeTurn : uint8_t {
  kRefused,           // the event does not belong to the step; the exchange stays as it is
  kRetry,             // repeat the work that needed the job
  kRouteOn,           // continue routing after middleware
  kNextMatch,         // continue routing after the output that does not have the path
  kNotFoundPage,      // show the 404 page
  kBadRequestPage,    // show the 400 page
  kServerErrorPage,   // show the 500 page
  kFailedRenderPage,  // show the 500 page; /_error may run before it
  kFinalErrorPage,    // show the error page that is sent
  kLastResort,        // send plain text, because the error page failed as well
};

// Returns the step of an exchange after it has returned `action`.
[[nodiscard]] ExchangeStep StepAfter(const ResponseAction& action);

// Returns true if the step accepts any event.
[[nodiscard]] inline bool CanBeResumed(ExchangeStep step) {
  return step != ExchangeStep::kIdle && step != ExchangeStep::kRenewing &&
         step != ExchangeStep::kOver;
}

// Returns true if the exchange stays open until it is released.
[[nodiscard]] inline bool StaysOpen(ExchangeStep step) {
  return CanBeResumed(step) || step == ExchangeStep::kRenewing;
}

// Returns kRefused for all events that do not belong to the step, and for values outside the
// enumerations.
[[nodiscard]] ExchangeTurn TurnFor(ExchangeStep step, ExchangeEvent event);

}  // namespace next_native

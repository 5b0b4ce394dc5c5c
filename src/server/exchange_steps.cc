#include "server/exchange_steps.h"

#include <array>
#include <cstddef>
#include <variant>

namespace next_native {
namespace {

constexpr auto kSteps = static_cast<size_t>(ExchangeStep::kCount);
constexpr auto kEvents = static_cast<size_t>(ExchangeEvent::kCount);

using Table = std::array<std::array<ExchangeTurn, kEvents>, kSteps>;

constexpr Table MakeTable() {
  using Step = ExchangeStep;
  using Event = ExchangeEvent;
  using Turn = ExchangeTurn;
  Table table{};  // all refused
  const auto at = [&table](Step step, Event event) -> Turn& {
    return table[static_cast<size_t>(step)][static_cast<size_t>(event)];
  };
  at(Step::kLoading, Event::kLoaded) = Turn::kRetry;

  at(Step::kMiddleware, Event::kMiddlewareAnswered) = Turn::kRouteOn;
  at(Step::kMiddleware, Event::kNoFallback) = Turn::kNotFoundPage;
  at(Step::kMiddleware, Event::kDecodeError) = Turn::kBadRequestPage;
  at(Step::kMiddleware, Event::kRenderError) = Turn::kServerErrorPage;

  at(Step::kPage, Event::kNoFallback) = Turn::kNextMatch;
  at(Step::kPage, Event::kDecodeError) = Turn::kBadRequestPage;
  at(Step::kPage, Event::kRenderError) = Turn::kFailedRenderPage;

  // The pass may fail, because another page is sent.
  at(Step::kCustomErrorRender, Event::kErrorRendered) = Turn::kFinalErrorPage;
  at(Step::kCustomErrorRender, Event::kNoFallback) = Turn::kFinalErrorPage;
  at(Step::kCustomErrorRender, Event::kDecodeError) = Turn::kFinalErrorPage;
  at(Step::kCustomErrorRender, Event::kRenderError) = Turn::kFinalErrorPage;

  at(Step::kErrorPage, Event::kNoFallback) = Turn::kLastResort;
  at(Step::kErrorPage, Event::kDecodeError) = Turn::kLastResort;
  at(Step::kErrorPage, Event::kRenderError) = Turn::kLastResort;

  at(Step::kProxy, Event::kRenderError) = Turn::kServerErrorPage;

  at(Step::kImage, Event::kNoFallback) = Turn::kNotFoundPage;
  at(Step::kImage, Event::kDecodeError) = Turn::kBadRequestPage;
  at(Step::kImage, Event::kRenderError) = Turn::kServerErrorPage;

  // A static file that vanished is a bad request to Next.js (router-server.js).
  at(Step::kFile, Event::kFileVanished) = Turn::kBadRequestPage;
  return table;
}

constexpr Table kTable = MakeTable();

struct StepOf {
  ExchangeStep operator()(const SendReply&) const { return ExchangeStep::kOver; }
  ExchangeStep operator()(const SendStaleReply&) const { return ExchangeStep::kRenewing; }
  ExchangeStep operator()(const SendFile&) const { return ExchangeStep::kFile; }
  ExchangeStep operator()(const InvokeEntrypoint& invoke) const {
    if (invoke.custom_error_render) return ExchangeStep::kCustomErrorRender;
    return invoke.is_error_page ? ExchangeStep::kErrorPage : ExchangeStep::kPage;
  }
  ExchangeStep operator()(const AwaitLoad&) const { return ExchangeStep::kLoading; }
  ExchangeStep operator()(const InvokeMiddleware&) const { return ExchangeStep::kMiddleware; }
  ExchangeStep operator()(const SendMiddlewareBody&) const { return ExchangeStep::kOver; }
  ExchangeStep operator()(const ProxyRequest&) const { return ExchangeStep::kProxy; }
  ExchangeStep operator()(const OptimizeImage&) const { return ExchangeStep::kImage; }
  ExchangeStep operator()(const EndSocket&) const { return ExchangeStep::kOver; }
  ExchangeStep operator()(const Finished&) const { return ExchangeStep::kOver; }
};

}  // namespace

ExchangeStep StepAfter(const ResponseAction& action) { return std::visit(StepOf(), action); }

ExchangeTurn TurnFor(ExchangeStep step, ExchangeEvent event) {
  const auto row = static_cast<size_t>(step);
  const auto column = static_cast<size_t>(event);
  if (row >= kSteps || column >= kEvents) return ExchangeTurn::kRefused;
  return kTable[row][column];
}

}  // namespace next_native

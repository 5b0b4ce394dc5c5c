#include "server/exchange_steps.h"

#include <gtest/gtest.h>

#include <map>
#include <utility>

namespace next_native {
namespace {

using Step = ExchangeStep;
using Event = ExchangeEvent;
using Turn = ExchangeTurn;

// Every pair that is not refused.
const std::map<std::pair<Step, Event>, Turn>& Accepted() {
  static const std::map<std::pair<Step, Event>, Turn> kAccepted = {
      {{Step::kLoading, Event::kLoaded}, Turn::kRetry},
      {{Step::kMiddleware, Event::kMiddlewareAnswered}, Turn::kRouteOn},
      {{Step::kMiddleware, Event::kNoFallback}, Turn::kNotFoundPage},
      {{Step::kMiddleware, Event::kDecodeError}, Turn::kBadRequestPage},
      {{Step::kMiddleware, Event::kRenderError}, Turn::kServerErrorPage},
      {{Step::kPage, Event::kNoFallback}, Turn::kNextMatch},
      {{Step::kPage, Event::kDecodeError}, Turn::kBadRequestPage},
      {{Step::kPage, Event::kRenderError}, Turn::kFailedRenderPage},
      {{Step::kCustomErrorRender, Event::kErrorRendered}, Turn::kFinalErrorPage},
      {{Step::kCustomErrorRender, Event::kNoFallback}, Turn::kFinalErrorPage},
      {{Step::kCustomErrorRender, Event::kDecodeError}, Turn::kFinalErrorPage},
      {{Step::kCustomErrorRender, Event::kRenderError}, Turn::kFinalErrorPage},
      {{Step::kErrorPage, Event::kNoFallback}, Turn::kLastResort},
      {{Step::kErrorPage, Event::kDecodeError}, Turn::kLastResort},
      {{Step::kErrorPage, Event::kRenderError}, Turn::kLastResort},
      {{Step::kProxy, Event::kRenderError}, Turn::kServerErrorPage},
      {{Step::kImage, Event::kNoFallback}, Turn::kNotFoundPage},
      {{Step::kImage, Event::kDecodeError}, Turn::kBadRequestPage},
      {{Step::kImage, Event::kRenderError}, Turn::kServerErrorPage},
      {{Step::kFile, Event::kFileVanished}, Turn::kBadRequestPage},
  };
  return kAccepted;
}

TEST(ExchangeStepsTest, AcceptsOnlyTheEventsOfTheStep) {
  size_t accepted = 0;
  for (int step = 0; step <= static_cast<int>(Step::kCount); ++step) {
    for (int event = 0; event <= static_cast<int>(Event::kCount); ++event) {
      SCOPED_TRACE(std::to_string(step) + " " + std::to_string(event));
      const std::pair pair(static_cast<Step>(step), static_cast<Event>(event));
      const auto found = Accepted().find(pair);
      const Turn expected = found == Accepted().end() ? Turn::kRefused : found->second;
      EXPECT_EQ(TurnFor(pair.first, pair.second), expected);
      if (expected != Turn::kRefused) ++accepted;
    }
  }
  EXPECT_EQ(accepted, Accepted().size());
}

TEST(ExchangeStepsTest, OnlyStepsThatAcceptAnEventCanBeResumed) {
  for (int step = 0; step < static_cast<int>(Step::kCount); ++step) {
    bool accepts = false;
    for (int event = 0; event < static_cast<int>(Event::kCount); ++event) {
      const Turn turn = TurnFor(static_cast<Step>(step), static_cast<Event>(event));
      accepts = accepts || turn != Turn::kRefused;
    }
    EXPECT_EQ(CanBeResumed(static_cast<Step>(step)), accepts) << step;
  }
}

TEST(ExchangeStepsTest, EachActionLeadsToItsStep) {
  InvokeEntrypoint page;
  InvokeEntrypoint error_page;
  error_page.is_error_page = true;
  InvokeEntrypoint custom = error_page;
  custom.custom_error_render = true;
  const std::pair<ResponseAction, Step> cases[] = {
      {SendReply{}, Step::kOver},          {SendStaleReply{}, Step::kRenewing},
      {SendFile{}, Step::kFile},           {page, Step::kPage},
      {error_page, Step::kErrorPage},      {custom, Step::kCustomErrorRender},
      {AwaitLoad{}, Step::kLoading},       {InvokeMiddleware{}, Step::kMiddleware},
      {SendMiddlewareBody{}, Step::kOver}, {ProxyRequest{}, Step::kProxy},
      {OptimizeImage{}, Step::kImage},     {EndSocket{}, Step::kOver},
      {Finished{}, Step::kOver},
  };
  for (const auto& [action, step] : cases) {
    EXPECT_EQ(StepAfter(action), step) << action.index();
  }
}

TEST(ExchangeStepsTest, ARenewalStaysOpenWithoutAnEvent) {
  EXPECT_TRUE(StaysOpen(Step::kRenewing));
  EXPECT_FALSE(CanBeResumed(Step::kRenewing));
  EXPECT_FALSE(StaysOpen(Step::kOver));
  EXPECT_FALSE(StaysOpen(Step::kIdle));
}

}  // namespace
}  // namespace next_native

// Exchanges that answer with a stale entry of the store.
#include <gtest/gtest.h>

#include "server/exchange.h"
#include "support/request_builder.h"
#include "support/site_builder.h"

namespace next_native {
namespace {

constexpr int64_t kStaleAt = 11'000;

class StaleReplyTest : public ::testing::Test {
 protected:
  StaleReplyTest() {
    files_.outputs().AppPage("/isr");
    files_.PrerenderAppPage("/isr", "/isr", {.revalidate = 10, .expire = 100});
    site_ = files_.Build();
  }

  ResponseAction Ask(Exchange& exchange, const Request& request, int64_t now_ms = kStaleAt) {
    ResponseAction action = exchange.Start(site_, request, now_ms);
    while (std::holds_alternative<AwaitLoad>(action)) {
      exchange.pending_job()->Run(files_.files());
      action = *exchange.Resume(ExchangeEvent::kLoaded, now_ms);
    }
    return action;
  }

  static std::string CacheState(const SharedReply& reply) {
    for (const HeaderField& field : reply->headers) {
      if (field.name == "x-nextjs-cache") return field.value;
    }
    return "";
  }

  SiteBuilder files_;
  std::shared_ptr<BuildStores> site_;
};

TEST_F(StaleReplyTest, OnlyTheFirstRequestReRendersTheEntry) {
  Exchange first;
  const ResponseAction action = Ask(first, MakeRequest("GET", "/isr?a=1"));
  const auto* stale = std::get_if<SendStaleReply>(&action);
  ASSERT_NE(stale, nullptr);
  EXPECT_EQ(CacheState(stale->reply), "STALE");
  EXPECT_EQ(stale->renewal.output->pathname, "/isr");
  EXPECT_EQ(stale->renewal.status, 200);
  EXPECT_TRUE(StaysOpen(StepAfter(action)));
  EXPECT_FALSE(CanBeResumed(StepAfter(action)));

  Exchange second;
  const ResponseAction again = Ask(second, MakeRequest("HEAD", "/isr"));
  ASSERT_TRUE(std::holds_alternative<SendReply>(again));
  EXPECT_EQ(CacheState(std::get<SendReply>(again).reply), "STALE");
}

TEST_F(StaleReplyTest, APrefetchStartsNoReRender) {
  Exchange exchange;
  const ResponseAction action =
      Ask(exchange, MakeRequest("GET", "/isr", {{RequestHeader::kPurpose, "prefetch"}}));
  ASSERT_TRUE(std::holds_alternative<SendReply>(action));
  EXPECT_EQ(CacheState(std::get<SendReply>(action).reply), "STALE");
}

TEST_F(StaleReplyTest, AStaleEntryAnswersAConditionalRequest) {
  Exchange exchange;
  const ResponseAction action =
      Ask(exchange, MakeRequest("GET", "/isr", {{RequestHeader::kIfNoneMatch, "*"}}));
  ASSERT_TRUE(std::holds_alternative<SendStaleReply>(action));
  EXPECT_EQ(std::get<SendStaleReply>(action).reply->status, 304);
}

TEST_F(StaleReplyTest, TheEntrypointAnswersForExpiredEntries) {
  Exchange exchange;
  EXPECT_TRUE(
      std::holds_alternative<InvokeEntrypoint>(Ask(exchange, MakeRequest("GET", "/isr"), 101'000)));
}

TEST_F(StaleReplyTest, TheEntrypointAnswersAfterAReRenderThatStoredNothing) {
  Exchange exchange;
  ASSERT_TRUE(std::holds_alternative<SendStaleReply>(Ask(exchange, MakeRequest("GET", "/isr"))));
  exchange.Reset();
  EXPECT_TRUE(std::holds_alternative<InvokeEntrypoint>(Ask(exchange, MakeRequest("GET", "/isr"))));
}

}  // namespace
}  // namespace next_native

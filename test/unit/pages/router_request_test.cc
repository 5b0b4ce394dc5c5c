#include "pages/router_request.h"

#include <gtest/gtest.h>

#include "support/request_builder.h"

namespace next_native {
namespace {

TEST(RouterRequestTest, ReadsTheFieldsOfTheClientRouter) {
  const RouterRequest none = RouterRequestOf(MakeRequest("GET", "/"));
  EXPECT_FALSE(none.is_rsc);
  const RouterRequest payload =
      RouterRequestOf(MakeRequest("GET", "/", {{RequestHeader::kRsc, "1"}}));
  EXPECT_TRUE(payload.is_rsc);
  EXPECT_FALSE(payload.is_prefetch);
  const RouterRequest segment =
      RouterRequestOf(MakeRequest("GET", "/",
                                  {{RequestHeader::kRsc, "1"},
                                   {RequestHeader::kNextRouterPrefetch, "1"},
                                   {RequestHeader::kNextRouterSegmentPrefetch, "/_tree"}}));
  EXPECT_TRUE(segment.is_prefetch);
  EXPECT_EQ(segment.segment, "/_tree");
}

TEST(RouterRequestTest, OtherValuesDoNotCount) {
  EXPECT_FALSE(RouterRequestOf(MakeRequest("GET", "/", {{RequestHeader::kRsc, "true"}})).is_rsc);
  const RouterRequest router =
      RouterRequestOf(MakeRequest("GET", "/",
                                  {{RequestHeader::kRsc, "1"},
                                   {RequestHeader::kNextRouterPrefetch, "2"},
                                   {RequestHeader::kNextRouterSegmentPrefetch, "/_tree"}}));
  EXPECT_FALSE(router.is_prefetch);
  EXPECT_EQ(router.segment, std::nullopt);
}

}  // namespace
}  // namespace next_native

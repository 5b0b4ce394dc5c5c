#include "cache/freshness.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(FreshnessTest, FollowsTheLifetime) {
  constexpr int64_t kNow = 1'000'000'000;
  struct Case {
    const char* why;
    int64_t last_modified_ms;
    CacheLifetime lifetime;
    Freshness expected;
  };
  const Case cases[] = {
      {"never goes stale", 1, {std::nullopt, std::nullopt}, Freshness::kFresh},
      {"within revalidate", kNow - 60'000, {60, 120}, Freshness::kFresh},
      {"past revalidate", kNow - 60'001, {60, 120}, Freshness::kStale},
      {"at expire", kNow - 120'000, {60, 120}, Freshness::kStale},
      {"past expire", kNow - 120'001, {60, 120}, Freshness::kExpired},
      {"expire without revalidate", kNow - 120'001, {std::nullopt, 120}, Freshness::kExpired},
      {"written by a clock ahead of ours", kNow + 5000, {1, 2}, Freshness::kFresh},
      {"marked as expired", -1, {60, 120}, Freshness::kExpired},
      {"without a date: counted from now", 0, {60, 120}, Freshness::kFresh},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(FreshnessOf(c.last_modified_ms, c.lifetime, kNow), c.expected) << c.why;
  }
}

}  // namespace
}  // namespace next_native

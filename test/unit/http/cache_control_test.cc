#include "http/cache_control.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(CacheControl, WritesThePageValue) {
  const struct {
    std::optional<int64_t> revalidate;
    std::optional<int64_t> expire;
    std::string_view value;
  } cases[] = {
      {std::nullopt, std::nullopt, "s-maxage=31536000"},
      {std::nullopt, 300, "s-maxage=31536000"},
      {60, std::nullopt, "s-maxage=60"},
      {60, 300, "s-maxage=60, stale-while-revalidate=240"},
      {60, 60, "s-maxage=60"},
      {300, 60, "s-maxage=300"},
      {0, std::nullopt, kPrivateNoStore},
      {0, 300, kPrivateNoStore},
  };
  for (const auto& c : cases) EXPECT_EQ(PageCacheControl(c.revalidate, c.expire), c.value);
}

TEST(CacheControl, FindsDirectives) {
  EXPECT_TRUE(HasDirective("no-cache", "no-cache"));
  EXPECT_TRUE(HasDirective("max-age=0,\tno-cache ,x", "no-cache"));
  EXPECT_FALSE(HasDirective("no-cache=\"x\"", "no-cache"));
  EXPECT_FALSE(HasDirective("No-Cache", "no-cache"));
  EXPECT_FALSE(HasDirective("no-cachex, xno-cache, no cache", "no-cache"));
  EXPECT_FALSE(HasDirective("", "no-cache"));
}

}  // namespace
}  // namespace next_native

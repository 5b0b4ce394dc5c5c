#include "http/header_slots.h"

#include <gtest/gtest.h>

#include <array>

namespace next_native {
namespace {

TEST(HeaderSlots, KnowsTheFixedFields) {
  HeaderSlots slots;
  EXPECT_EQ(slots.SlotOf("Cookie"), static_cast<HeaderSlot>(RequestHeader::kCookie));
  EXPECT_EQ(slots.Find("rsc"), static_cast<HeaderSlot>(RequestHeader::kRsc));
  EXPECT_TRUE(slots.extra_names().empty());
}

TEST(HeaderSlots, AddsFieldsInOrder) {
  HeaderSlots slots;
  EXPECT_EQ(slots.Find("host"), std::nullopt);
  EXPECT_EQ(slots.SlotOf("Host"), kRequestHeaderCount);
  EXPECT_EQ(slots.SlotOf("x-user"), kRequestHeaderCount + 1);
  EXPECT_EQ(slots.SlotOf("host"), kRequestHeaderCount);
  EXPECT_EQ(slots.Find("host"), kRequestHeaderCount);
  EXPECT_EQ(slots.extra_names(), (std::vector<std::string>{"host", "x-user"}));
}

TEST(HeaderValues, AreFoundBySlot) {
  std::array<std::optional<std::string_view>, kRequestHeaderCount> fixed;
  fixed[1] = "a=b";
  const std::array<std::optional<std::string_view>, 1> extra = {"example.com"};
  const HeaderValues values{fixed, extra};
  EXPECT_EQ(values.Get(1), "a=b");
  EXPECT_EQ(values.Get(0), std::nullopt);
  EXPECT_EQ(values.Get(kRequestHeaderCount), "example.com");
  EXPECT_EQ(values.Get(kRequestHeaderCount + 1), std::nullopt);
}

}  // namespace
}  // namespace next_native

#include "http/header_name.h"

#include <gtest/gtest.h>

#include <set>

#include "base/ascii.h"

namespace next_native {
namespace {

TEST(HeaderName, NamesFollowTheEnum) {
  const auto& request = RequestHeaderNames();
  EXPECT_EQ(request[static_cast<size_t>(RequestHeader::kAcceptEncoding)], "accept-encoding");
  EXPECT_EQ(request[static_cast<size_t>(RequestHeader::kIfRange)], "if-range");
  EXPECT_EQ(request[static_cast<size_t>(RequestHeader::kContentType)], "content-type");
  EXPECT_EQ(request[static_cast<size_t>(RequestHeader::kRsc)], "rsc");
  EXPECT_EQ(request[static_cast<size_t>(RequestHeader::kNextAction)], "next-action");
  EXPECT_EQ(request[static_cast<size_t>(RequestHeader::kXNowRouteMatches)], "x-now-route-matches");
  const auto& response = ResponseHeaderNames();
  EXPECT_EQ(response[static_cast<size_t>(ResponseHeader::kEntityTag)], "etag");
  EXPECT_EQ(response[static_cast<size_t>(ResponseHeader::kContentEncoding)], "content-encoding");
}

TEST(HeaderName, NamesAreLowerCaseAndDistinct) {
  std::set<std::string_view> seen;
  for (const std::string_view name : RequestHeaderNames()) {
    EXPECT_FALSE(name.empty());
    EXPECT_EQ(ToLower(name), name);
    EXPECT_TRUE(seen.insert(name).second) << name;
  }
  // Every code is one character above kHeaderCodeBase and must stay ASCII.
  EXPECT_LT(kHeaderCodeBase + static_cast<int>(kRequestHeaderCount), 0x7F);
}

}  // namespace
}  // namespace next_native

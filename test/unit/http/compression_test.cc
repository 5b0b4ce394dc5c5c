#include "http/compression.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

CompressionFacts Html(uint64_t length) {
  CompressionFacts facts;
  facts.accept_encoding = "gzip";
  facts.content_type = "text/html; charset=utf-8";
  facts.content_length = length;
  return facts;
}

TEST(CompressionTest, DecidesAsTheMiddleware) {
  struct Case {
    const char* why;
    CompressionFacts facts;
    bool adds_vary;
    ContentCoding coding;
  };
  std::vector<Case> cases = {
      {"long enough", Html(1024), true, ContentCoding::kGzip},
      {"below the threshold", Html(1023), true, ContentCoding::kIdentity},
  };
  const auto add = [&](const char* why, bool vary, ContentCoding coding, auto change) {
    Case c{why, Html(5000), vary, coding};
    change(c.facts);
    cases.push_back(c);
  };
  constexpr auto kIdentity = ContentCoding::kIdentity;
  add("switched off", false, kIdentity, [](auto& f) { f.enabled = false; });
  add("no type", false, kIdentity, [](auto& f) { f.content_type = ""; });
  add("an image", false, kIdentity, [](auto& f) { f.content_type = "image/png"; });
  add("no-transform", false, kIdentity, [](auto& f) { f.cache_control = "a, no-transform"; });
  add("already encoded", true, kIdentity, [](auto& f) { f.content_encoding = "br"; });
  add("HEAD", true, kIdentity, [](auto& f) { f.method = "HEAD"; });
  add("not acceptable", true, kIdentity, [](auto& f) { f.accept_encoding = "gzip;q=0"; });
  add("no Accept-Encoding", true, kIdentity, [](auto& f) { f.accept_encoding.reset(); });
  add("chunked: no threshold", true, ContentCoding::kGzip,
      [](auto& f) { f.content_length.reset(); });
  add("brotli", true, ContentCoding::kBrotli, [](auto& f) { f.accept_encoding = "gzip, br"; });
  add("only what is offered", true, ContentCoding::kGzip, [](auto& f) {
    f.accept_encoding = "br, gzip";
    f.offered = {ContentCoding::kGzip, ContentCoding::kDeflate};
  });
  for (const Case& c : cases) {
    const CompressionDecision decision = DecideCompression(c.facts);
    EXPECT_EQ(decision.adds_vary, c.adds_vary) << c.why;
    EXPECT_EQ(decision.coding, c.coding) << c.why;
  }
}

TEST(CompressionTest, VariesByTypeAndCacheControlAlone) {
  EXPECT_TRUE(VariesByEncoding("text/html", ""));
  EXPECT_TRUE(VariesByEncoding("application/json; charset=utf-8", "public, max-age=1"));
  EXPECT_FALSE(VariesByEncoding("text/html", "no-transform"));
  EXPECT_FALSE(VariesByEncoding("image/png", ""));
  EXPECT_FALSE(VariesByEncoding("", ""));
}

}  // namespace
}  // namespace next_native

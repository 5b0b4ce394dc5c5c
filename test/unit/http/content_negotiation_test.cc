#include "http/content_negotiation.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

using enum ContentCoding;

struct Case {
  std::optional<std::string_view> accept_encoding;
  ContentCoding middleware;  // what Next.js sends
  ContentCoding ours;        // with br and zstd available
};

TEST(ContentNegotiation, PrefersBetterCodingsOverThoseOfTheMiddleware) {
  const Case cases[] = {
      {std::nullopt, kIdentity, kIdentity},
      {"", kIdentity, kIdentity},
      {"gzip", kGzip, kGzip},
      {"GZip", kGzip, kGzip},
      {"gzip, deflate, br", kGzip, kBrotli},
      {"gzip, deflate, br, zstd", kGzip, kBrotli},
      {"gzip, zstd", kGzip, kZstd},
      {"br;q=0.5, zstd;q=0.9", kIdentity, kZstd},
      {"gzip, br;q=0.9", kGzip, kGzip},
      {"gzip;q=0.5, br;q=0.9", kGzip, kBrotli},
      {"gzip;q=0, br", kIdentity, kBrotli},
      {"br;q=0, gzip", kGzip, kGzip},
      {"deflate", kDeflate, kDeflate},
      {"deflate, gzip", kGzip, kGzip},
      {"deflate, gzip;q=0.5", kGzip, kGzip},
      {"gzip;q=0, deflate", kDeflate, kDeflate},
      {"*", kGzip, kGzip},
      {"*;q=0", kIdentity, kIdentity},
      {"*;q=0, br", kIdentity, kBrotli},
      {"gzip;q=0, *", kDeflate, kDeflate},
      {"identity", kIdentity, kIdentity},
      {"identity, gzip", kIdentity, kIdentity},
      {"identity, br", kIdentity, kIdentity},
      {"br, identity", kIdentity, kBrotli},
      {"identity;q=0", kIdentity, kIdentity},
      {"identity;q=0, br", kIdentity, kBrotli},
      {"identity;q=0.5, gzip;q=0.4", kIdentity, kIdentity},
      {"x-gzip", kIdentity, kIdentity},
      {"gzip;q=x", kIdentity, kIdentity},
      {"gzip;Q=0", kGzip, kGzip},
      {"gzip; q=0.5 ;x=y", kGzip, kGzip},
      {"gz ip, br", kIdentity, kBrotli},
  };
  for (const Case& c : cases) {
    const std::string_view name = c.accept_encoding.value_or("(none)");
    EXPECT_EQ(NegotiateCoding(c.accept_encoding, {kGzip, kDeflate}), c.middleware) << name;
    EXPECT_EQ(NegotiateCoding(c.accept_encoding, {kGzip, kDeflate, kBrotli, kZstd}), c.ours)
        << name;
  }
}

TEST(ContentNegotiation, SendsOnlyWhatIsAvailable) {
  EXPECT_EQ(NegotiateCoding("gzip, br", {}), kIdentity);
  EXPECT_EQ(NegotiateCoding("gzip, br", {kBrotli}), kBrotli);
  EXPECT_EQ(NegotiateCoding("gzip", {kBrotli}), kIdentity);
  EXPECT_EQ(NegotiateCoding("br, zstd", {kZstd}), kZstd);
}

TEST(ContentNegotiation, KnowsCompressibleTypes) {
  for (const std::string_view type :
       {"text/html; charset=utf-8", "text/x-component", "TEXT/CSS", " text/plain",
        "application/javascript; charset=UTF-8", "application/json", "image/svg+xml",
        "application/foo+JSON", "application/wasm", "image/x-icon", "font/ttf"}) {
    EXPECT_TRUE(IsCompressibleType(type)) << type;
  }
  for (const std::string_view type : {"", ";", "image/png", "application/octet-stream", "text",
                                      "font/woff2", "video/mp4", "application/zip", "x"}) {
    EXPECT_FALSE(IsCompressibleType(type)) << type;
  }
}

TEST(ContentNegotiation, HonoursNoTransform) {
  EXPECT_TRUE(AllowsTransform(""));
  EXPECT_TRUE(AllowsTransform("public, max-age=1"));
  EXPECT_TRUE(AllowsTransform("no-transform=1"));
  EXPECT_FALSE(AllowsTransform("no-transform"));
  EXPECT_FALSE(AllowsTransform("public , no-transform"));
}

TEST(ContentNegotiation, AppendsVary) {
  EXPECT_EQ(WithVaryAcceptEncoding(""), "Accept-Encoding");
  EXPECT_EQ(WithVaryAcceptEncoding("rsc, next-url"), "rsc, next-url, Accept-Encoding");
  EXPECT_EQ(WithVaryAcceptEncoding("rsc,accept-encoding"), "rsc,accept-encoding");
  EXPECT_EQ(WithVaryAcceptEncoding("rsc, *"), "*");
}

}  // namespace
}  // namespace next_native

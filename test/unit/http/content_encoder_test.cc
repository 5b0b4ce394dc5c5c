#include "http/content_encoder.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <vector>

namespace next_native {
namespace {

// Adding 32 to the window bits lets zlib detect gzip or zlib by itself.
std::string Inflate(std::string_view encoded, size_t size) {
  z_stream stream{};
  EXPECT_EQ(inflateInit2(&stream, 15 + 32), Z_OK);
  std::string body(size + 1, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(encoded.data()));
  stream.avail_in = static_cast<uInt>(encoded.size());
  stream.next_out = reinterpret_cast<Bytef*>(body.data());
  stream.avail_out = static_cast<uInt>(body.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.avail_in, 0U);
  body.resize(stream.total_out);
  inflateEnd(&stream);
  return body;
}

std::string Decode(std::string_view encoded, ContentCoding coding, size_t size) {
  std::string body(size + 1, '\0');
  size_t written = body.size();
  switch (coding) {
    case ContentCoding::kGzip:
    case ContentCoding::kDeflate:
      return Inflate(encoded, size);
    case ContentCoding::kBrotli:
      EXPECT_EQ(
          BrotliDecoderDecompress(encoded.size(), reinterpret_cast<const uint8_t*>(encoded.data()),
                                  &written, reinterpret_cast<uint8_t*>(body.data())),
          BROTLI_DECODER_RESULT_SUCCESS);
      break;
    case ContentCoding::kZstd:
      written = ZSTD_decompress(body.data(), body.size(), encoded.data(), encoded.size());
      EXPECT_FALSE(ZSTD_isError(written));
      break;
    default:
      return std::string(encoded);
  }
  body.resize(written);
  return body;
}

std::vector<std::string> Bodies() {
  std::string html;
  while (html.size() < 300000) html += "<li class=\"row\">" + std::to_string(html.size()) + "</li>";
  std::string noise;
  uint32_t state = 1;
  for (int i = 0; i < 70000; ++i) {
    state = state * 1664525 + 1013904223;
    noise += static_cast<char>(state >> 24);
  }
  return {"", "x", html, noise};
}

TEST(ContentEncoder, RoundTrips) {
  for (size_t i = 0; i < kContentCodingCount; ++i) {
    const auto coding = static_cast<ContentCoding>(i);
    for (const std::string& body : Bodies()) {
      for (const int level : {kDefaultEncodingLevel, 1, 9}) {
        const Result<std::string> encoded = Encode(body, coding, level);
        ASSERT_TRUE(encoded.has_value());
        EXPECT_EQ(Decode(*encoded, coding, body.size()), body) << ContentCodingName(coding);
      }
    }
  }
}

TEST(ContentEncoder, Compresses) {
  const std::string body = Bodies()[2];
  for (const auto coding : {ContentCoding::kGzip, ContentCoding::kBrotli, ContentCoding::kZstd,
                            ContentCoding::kDeflate}) {
    EXPECT_LT(Encode(body, coding)->size(), body.size() / 4) << ContentCodingName(coding);
  }
  EXPECT_EQ(*Encode(body, ContentCoding::kIdentity), body);
}

// The header that zlib.createGzip() writes: no name, no date, Unix, and a mark only for the fastest
// and the best level.
TEST(ContentEncoder, WritesTheGzipHeaderOfNode) {
  using namespace std::string_literals;
  const std::string encoded = *Encode("hello", ContentCoding::kGzip);
  EXPECT_EQ(encoded.substr(0, 10), "\x1F\x8B\x08\0\0\0\0\0\0\x03"s);
}

}  // namespace
}  // namespace next_native

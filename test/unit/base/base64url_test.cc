#include "base/base64url.h"

#include <gtest/gtest.h>

#include <vector>

namespace next_native {
namespace {

// RFC 4648 section 10, without the padding, and the two characters that differ from base64.
TEST(Base64Url, Encodes) {
  const struct {
    std::vector<uint8_t> bytes;
    const char* text;
  } cases[] = {
      {{}, ""},
      {{'f'}, "Zg"},
      {{'f', 'o'}, "Zm8"},
      {{'f', 'o', 'o'}, "Zm9v"},
      {{'f', 'o', 'o', 'b'}, "Zm9vYg"},
      {{0xFB, 0xFF, 0xFE}, "-__-"},
  };
  for (const auto& c : cases) EXPECT_EQ(EncodeBase64Url(c.bytes), c.text);
}

}  // namespace
}  // namespace next_native

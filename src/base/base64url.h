// Base64 with the URL-safe alphabet and without padding (RFC 4648 section 5).
#pragma once

#include <cstdint>
#include <string>

namespace next_native {

// `bytes` is a contiguous range of uint8_t.
template <class Bytes>
[[nodiscard]] std::string EncodeBase64Url(const Bytes& bytes) {
  static constexpr char kAlphabet[] =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string text;
  text.reserve((bytes.size() * 4 + 2) / 3);
  uint32_t bits = 0;
  int bit_count = 0;
  for (const uint8_t byte : bytes) {
    bits = (bits << 8) | byte;
    bit_count += 8;
    for (; bit_count >= 6; bit_count -= 6) text += kAlphabet[(bits >> (bit_count - 6)) & 63];
  }
  if (bit_count > 0) text += kAlphabet[(bits << (6 - bit_count)) & 63];
  return text;
}

}  // namespace next_native

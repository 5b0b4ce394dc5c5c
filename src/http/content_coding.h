// Content codings (RFC 9110 section 8.4.1) that this server can produce.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace next_native {

// kDeflate is here because Next's middleware falls back to it for a client that refuses gzip.
enum class ContentCoding : uint8_t { kIdentity, kGzip, kBrotli, kZstd, kDeflate, kCount };
inline constexpr size_t kContentCodingCount = static_cast<size_t>(ContentCoding::kCount);

// The name in Accept-Encoding and Content-Encoding. Content-Encoding never says "identity".
[[nodiscard]] constexpr std::string_view ContentCodingName(ContentCoding coding) {
  constexpr std::string_view kNames[] = {"identity", "gzip", "br", "zstd", "deflate"};
  return kNames[static_cast<size_t>(coding)];
}

class ContentCodingSet {
 public:
  constexpr ContentCodingSet(std::initializer_list<ContentCoding> codings) {
    for (const ContentCoding coding : codings) Add(coding);
  }
  constexpr void Add(ContentCoding coding) { bits_ = static_cast<uint8_t>(bits_ | Bit(coding)); }
  [[nodiscard]] constexpr bool Has(ContentCoding coding) const {
    return (bits_ & Bit(coding)) != 0;
  }

 private:
  static constexpr uint8_t Bit(ContentCoding coding) {
    return static_cast<uint8_t>(1U << static_cast<unsigned>(coding));
  }
  uint8_t bits_ = 0;
};

}  // namespace next_native

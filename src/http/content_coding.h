// Content codings (RFC 9110 section 8.4.1) this server can produce.
#pragma once

#include <cstddef>
#include <cstdint>

namespace next_native {

enum class ContentCoding : uint8_t { kIdentity, kGzip, kBrotli, kZstd, kCount };
inline constexpr size_t kContentCodingCount = static_cast<size_t>(ContentCoding::kCount);

}  // namespace next_native

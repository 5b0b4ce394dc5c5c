// SHA-256 (FIPS 180-4) for short texts; too slow for bulk data.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace next_native {

inline constexpr size_t kSha256Bytes = 32;

[[nodiscard]] std::array<uint8_t, kSha256Bytes> Sha256(std::string_view message);

}  // namespace next_native

// Decides whether and how to compress a body. The reference is the `compression` middleware inside
// Next.js (dist/compiled/compression with its compressible, negotiator and mime-db).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/content_coding.h"

namespace next_native {

// Shorter bodies are sent uncompressed. In bytes.
inline constexpr uint64_t kCompressionThreshold = 1024;

// Chooses the coding to send from `available`; identity is always available. Follows the
// middleware's choice of identity, gzip or deflate, with one exception: br or zstd (in this order
// at equal weight) replaces it when Accept-Encoding names that coding with at least the same
// weight. If the client accepts no form of the body, the result is identity.
[[nodiscard]] ContentCoding NegotiateCoding(std::optional<std::string_view> accept_encoding,
                                            ContentCodingSet available);

// True if bodies of this Content-Type are worth compressing.
[[nodiscard]] bool IsCompressibleType(std::string_view content_type);

// False if the response's Cache-Control says no-transform.
[[nodiscard]] bool AllowsTransform(std::string_view cache_control);

// Returns `vary` with "Accept-Encoding" appended, unless it already names that field or is "*".
// "a" becomes "a, Accept-Encoding"; an empty `vary` means the response has none
// (dist/compiled/compression: vary).
[[nodiscard]] std::string WithVaryAcceptEncoding(std::string_view vary);

}  // namespace next_native

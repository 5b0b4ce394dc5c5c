// Whether a body is compressed and how. The reference is the `compression` middleware inside
// Next.js (dist/compiled/compression with its compressible, negotiator and mime-db).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "http/content_coding.h"

namespace next_native {

// Bodies shorter than this many bytes are sent as they are.
inline constexpr uint64_t kCompressionThreshold = 1024;

// The coding to send, among `available` (identity is always). Where the middleware would send
// identity, gzip or deflate, so do we, except that br or zstd (in this order at equal weight)
// replaces it when Accept-Encoding names that coding with no less weight. A body that the client
// accepts in no form is sent as identity.
[[nodiscard]] ContentCoding NegotiateCoding(std::optional<std::string_view> accept_encoding,
                                            ContentCodingSet available);

// Whether bodies of this Content-Type are worth compressing; such responses have
// `Vary: Accept-Encoding` whatever their size and coding.
[[nodiscard]] bool IsCompressibleType(std::string_view content_type);

// False if the response's Cache-Control says no-transform: then no coding and no Vary.
[[nodiscard]] bool AllowsTransform(std::string_view cache_control);

// `vary` with "Accept-Encoding" appended, unless it names it or is "*"; an empty `vary` means none.
// "a" becomes "a, Accept-Encoding" (dist/compiled/compression: vary).
[[nodiscard]] std::string WithVaryAcceptEncoding(std::string_view vary);

}  // namespace next_native

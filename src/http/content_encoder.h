// Compresses a whole body. This is CPU-bound: call it on the worker pool.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "http/content_coding.h"

namespace next_native {

// The level for responses compressed on request: that of Next.js (gzip, deflate) or ours (br 5,
// zstd 9).
inline constexpr int kDefaultEncodingLevel = -1;

// `level` is on the library's own scale: gzip and deflate 0-9, br 0-11, zstd 1-19. At the default
// level, gzip and deflate give the same bytes as zlib.createGzip() and createDeflate() of Node.js
// when the addon runs inside Node.js, whose zlib it uses. Identity copies the body. Error:
// kIoError if memory runs out.
[[nodiscard]] Result<std::string> Encode(std::string_view body, ContentCoding coding,
                                         int level = kDefaultEncodingLevel);

}  // namespace next_native

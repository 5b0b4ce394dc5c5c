// Compresses a whole body. CPU-bound: run it on the worker pool.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "http/content_coding.h"

namespace next_native {

// The level that Next.js (gzip, deflate) or we (br 5, zstd 9) use for answers made on request.
inline constexpr int kDefaultEncodingLevel = -1;

// `level` in the library's own scale: gzip and deflate 0-9, br 0-11, zstd 1-19. With the default
// level gzip and deflate are the bytes zlib.createGzip() and createDeflate() of Node.js give when
// the addon runs inside Node, whose zlib it uses. Identity copies. kIoError: out of memory.
[[nodiscard]] Result<std::string> Encode(std::string_view body, ContentCoding coding,
                                         int level = kDefaultEncodingLevel);

}  // namespace next_native

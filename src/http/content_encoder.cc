#include "http/content_encoder.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace next_native {
namespace {

// The first request for a body waits for these levels. 110 kB of JavaScript take 2 ms, the same as
// gzip, and the result is smaller than gzip's. zstd's own default, 3, gives a larger result than
// gzip; br takes five times as long from level 7 on.
constexpr int kBrotliLevel = 5;
constexpr int kZstdLevel = 9;

// Node's defaults, which are zlib's own. Adding 16 to the window bits selects the gzip wrapper.
constexpr int kWindowBits = 15;
constexpr int kGzipWindowBits = kWindowBits + 16;
constexpr int kMemoryLevel = 8;

int LevelOr(int level, int fallback) { return level == kDefaultEncodingLevel ? fallback : level; }

tl::unexpected<Error> OutOfMemory(ContentCoding coding) {
  return Fail(ErrorCode::kIoError,
              "Not enough memory to compress as " + std::string(ContentCodingName(coding)) + ".");
}

// zlib counts in 32 bits, so input and output are passed piece by piece.
Result<std::string> Deflate(std::string_view body, ContentCoding coding, int level) {
  z_stream stream{};
  const int window_bits = coding == ContentCoding::kGzip ? kGzipWindowBits : kWindowBits;
  if (deflateInit2(&stream, level, Z_DEFLATED, window_bits, kMemoryLevel, Z_DEFAULT_STRATEGY) !=
      Z_OK) {
    return OutOfMemory(coding);
  }
  std::string encoded;
  encoded.resize(deflateBound(&stream, static_cast<uLong>(body.size())));
  size_t written = 0;
  int status = Z_OK;
  while (status == Z_OK) {
    constexpr size_t kMaxPiece = std::numeric_limits<uInt>::max();
    if (stream.avail_in == 0) {
      // deflate() only reads through next_in.
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
      stream.avail_in = static_cast<uInt>(std::min(body.size(), kMaxPiece));
      body.remove_prefix(stream.avail_in);
    }
    if (written == encoded.size()) encoded.resize(encoded.size() * 2);
    stream.next_out = reinterpret_cast<Bytef*>(encoded.data() + written);
    stream.avail_out = static_cast<uInt>(std::min(encoded.size() - written, kMaxPiece));
    const uInt room = stream.avail_out;
    status = deflate(&stream, body.empty() ? Z_FINISH : Z_NO_FLUSH);
    written += room - stream.avail_out;
  }
  deflateEnd(&stream);
  if (status != Z_STREAM_END) return OutOfMemory(coding);
  encoded.resize(written);
  return encoded;
}

Result<std::string> Brotli(std::string_view body, int level) {
  std::string encoded;
  size_t size = BrotliEncoderMaxCompressedSize(body.size());
  encoded.resize(size);
  const bool done =
      BrotliEncoderCompress(LevelOr(level, kBrotliLevel), BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                            body.size(), reinterpret_cast<const uint8_t*>(body.data()), &size,
                            reinterpret_cast<uint8_t*>(encoded.data()));
  if (!done) return OutOfMemory(ContentCoding::kBrotli);
  encoded.resize(size);
  return encoded;
}

Result<std::string> Zstd(std::string_view body, int level) {
  std::string encoded;
  encoded.resize(ZSTD_compressBound(body.size()));
  const size_t size = ZSTD_compress(encoded.data(), encoded.size(), body.data(), body.size(),
                                    LevelOr(level, kZstdLevel));
  if (ZSTD_isError(size) != 0) return OutOfMemory(ContentCoding::kZstd);
  encoded.resize(size);
  return encoded;
}

}  // namespace

Result<std::string> Encode(std::string_view body, ContentCoding coding, int level) {
  switch (coding) {
    case ContentCoding::kGzip:
    case ContentCoding::kDeflate:
      return Deflate(body, coding, level);
    case ContentCoding::kBrotli:
      return Brotli(body, level);
    case ContentCoding::kZstd:
      return Zstd(body, level);
    case ContentCoding::kIdentity:
    case ContentCoding::kCount:
      break;
  }
  return std::string(body);
}

}  // namespace next_native

// Decides if and how a response is encoded, like Next's compression middleware
// (dist/compiled/compression).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "http/content_coding.h"

namespace next_native {

struct CompressionFacts {
  bool enabled = true;  // config.compress
  ContentCodingSet offered = {ContentCoding::kGzip, ContentCoding::kBrotli, ContentCoding::kZstd,
                              ContentCoding::kDeflate};
  std::string_view method = "GET";
  std::optional<std::string_view> accept_encoding;
  // Fields of the response, including those that the user's server set; empty: absent.
  std::string_view content_type;
  std::string_view cache_control;
  std::string_view content_encoding;
  std::optional<uint64_t> content_length;  // bytes; nullopt: chunked, which has no threshold
};

struct CompressionDecision {
  bool adds_vary = false;  // Accept-Encoding joins Vary
  ContentCoding coding = ContentCoding::kIdentity;
};

// Returns true if Accept-Encoding joins `Vary` while compression is on: the type is compressible
// and Cache-Control does not say no-transform. The size and coding of the body do not matter.
[[nodiscard]] bool VariesByEncoding(std::string_view content_type, std::string_view cache_control);

// The coding is kIdentity where the middleware sends the body as it is.
[[nodiscard]] CompressionDecision DecideCompression(const CompressionFacts& facts);

}  // namespace next_native

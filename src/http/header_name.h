// The header fields the core reads, as small integers, so that no request compares their names.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace next_native {

// Request header fields the core reads in every app. lib/ sends each field's code before its
// value, so the order here is the wire order.
enum class RequestHeader : uint8_t {
  kAcceptEncoding,
  kCookie,
  kIfMatch,
  kIfNoneMatch,
  kIfModifiedSince,
  kIfUnmodifiedSince,
  kIfRange,
  kRange,
  kCacheControl,
  kContentType,
  kSecFetchDest,
  kRsc,
  kNextRouterStateTree,
  kNextRouterPrefetch,
  kNextRouterSegmentPrefetch,
  kNextUrl,
  kNextAction,
  kXMiddlewarePrefetch,
  kXPrerenderRevalidate,
  kXNowRouteMatches,
  kPurpose,
  kCount,
};
inline constexpr size_t kRequestHeaderCount = static_cast<size_t>(RequestHeader::kCount);

// Response header fields that change the core's answer if the user's server has already set them.
enum class ResponseHeader : uint8_t {
  kCacheControl,
  kContentType,
  kVary,
  kEntityTag,
  kLastModified,
  kAcceptRanges,
  kContentEncoding,
  kCount,
};
inline constexpr size_t kResponseHeaderCount = static_cast<size_t>(ResponseHeader::kCount);

// The code of a field in the text that lib/exchange/header-text.js sends: kHeaderCodeBase + index.
// A larger index gets one kHeaderCodeShift in front for every kHeaderCodesPerShift indices.
inline constexpr char kHeaderCodeBase = '@';
inline constexpr char kHeaderCodeShift = '!';
inline constexpr size_t kHeaderCodesPerShift = 128;

// Lower-case names in enum order. The shim indexes `req.headers` with them.
[[nodiscard]] const std::array<std::string_view, kRequestHeaderCount>& RequestHeaderNames();
[[nodiscard]] const std::array<std::string_view, kResponseHeaderCount>& ResponseHeaderNames();

}  // namespace next_native

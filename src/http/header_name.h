// The header fields the core reads, as small integers, so that no text is compared per request.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace next_native {

// Request header fields the core reads in every app. lib/ sends the code of each before its field
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

// Header fields already set on the response whose presence changes what the core answers.
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

// A field's code in the text of lib/request-facts.js: kHeaderCodeBase + its index, behind one
// kHeaderCodeShift for every kHeaderCodesPerShift indices that do not fit.
inline constexpr char kHeaderCodeBase = '@';
inline constexpr char kHeaderCodeShift = '!';
inline constexpr size_t kHeaderCodesPerShift = 128;

// Lower-case names in enum order: what the shim indexes `req.headers` with.
[[nodiscard]] const std::array<std::string_view, kRequestHeaderCount>& RequestHeaderNames();
[[nodiscard]] const std::array<std::string_view, kResponseHeaderCount>& ResponseHeaderNames();

}  // namespace next_native

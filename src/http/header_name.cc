#include "http/header_name.h"

namespace next_native {

const std::array<std::string_view, kRequestHeaderCount>& RequestHeaderNames() {
  static constexpr std::array<std::string_view, kRequestHeaderCount> kNames = {
      "accept-encoding",
      "cookie",
      "if-match",
      "if-none-match",
      "if-modified-since",
      "if-unmodified-since",
      "if-range",
      "range",
      "cache-control",
      "content-type",
      "sec-fetch-dest",
      "rsc",
      "next-router-state-tree",
      "next-router-prefetch",
      "next-router-segment-prefetch",
      "next-url",
      "next-action",
      "x-middleware-prefetch",
      "x-prerender-revalidate",
      "x-now-route-matches",
      "purpose",
  };
  return kNames;
}

const std::array<std::string_view, kResponseHeaderCount>& ResponseHeaderNames() {
  static constexpr std::array<std::string_view, kResponseHeaderCount> kNames = {
      "cache-control", "content-type",     "vary", "etag", "last-modified",
      "accept-ranges", "content-encoding",
  };
  return kNames;
}

}  // namespace next_native

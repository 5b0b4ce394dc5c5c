// The request target, split and normalized as next's parseUrl does it, which is WHATWG URL parsing
// (shared/lib/router/utils/parse-url.js and parse-relative-url.js).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace next_native {

// The parts view either the text that was parsed, which must outlive this, or `rewritten`. Moving
// keeps them valid.
struct RequestTarget {
  std::string_view path;      // "/a/b": dot segments resolved, "\" is "/", unsafe bytes escaped
  std::string_view query;     // without "?"; "?" alone gives an empty query
  std::string_view fragment;  // without "#"
  std::string_view origin;    // absolute form only: "http://host:8080", default port left out
  bool is_valid = true;       // false: `new URL` throws; the parts are empty
  bool is_absolute = false;   // "http://host/path"
  // The path as sent has "//" or "\": Next.js redirects to NormalizeRepeatedSlashes() of the target
  // with 308, for the absolute form too. Independent of is_valid.
  bool has_repeated_slashes = false;
  std::unique_ptr<const std::string> rewritten;  // null if nothing had to be changed
};

// `url` is req.url in UTF-8. No allocation unless something has to be changed. Known limits:
// absolute targets are understood for http, https, ws, wss and ftp with an ASCII host name or an
// IPv4 address in four decimal parts, or an IPv6 address in brackets, without user name; other
// absolute targets are not valid. "^" in a path is kept, as ada before 3.0 does.
[[nodiscard]] RequestTarget ParseRequestTarget(std::string_view url);

// "\" becomes "/" and "//" becomes "/" in front of the first "?" (normalizeRepeatedSlashes in
// next's shared/lib/utils.js).
[[nodiscard]] std::string NormalizeRepeatedSlashes(std::string_view url);

}  // namespace next_native

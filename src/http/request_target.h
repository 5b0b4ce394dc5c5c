// Splits and normalizes the request target as next's parseUrl does, which is WHATWG URL parsing
// (shared/lib/router/utils/parse-url.js and parse-relative-url.js).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace next_native {

// The parts view either the parsed text, which must outlive this object, or `rewritten`. They stay
// valid when the object is moved.
struct RequestTarget {
  std::string_view path;      // "/a/b": dot segments resolved, "\" is "/", unsafe bytes escaped
  std::string_view query;     // without "?"; "?" alone gives an empty query
  std::string_view fragment;  // without "#"
  std::string_view origin;    // absolute form only: "http://host:8080", without a default port
  bool is_valid = true;       // false: `new URL` throws; the parts are empty
  bool is_absolute = false;   // "http://host/path"
  // The path as sent has "//" or "\". Next.js redirects such a target (the absolute form too) to
  // its NormalizeRepeatedSlashes() with 308. Independent of is_valid.
  bool has_repeated_slashes = false;
  std::unique_ptr<const std::string> rewritten;  // null if the target needed no change
};

// Parses `url`, which is req.url in UTF-8. Allocates only if the target needs a change. Known
// limits: absolute targets are valid only for http, https, ws, wss and ftp, without a user name,
// and with an ASCII host name, an IPv4 address in four decimal parts or an IPv6 address in
// brackets. "^" in a path is kept, as ada before 3.0 does.
[[nodiscard]] RequestTarget ParseRequestTarget(std::string_view url);

// Lets the parts that view `from`, the text that was parsed, view `to` instead, a copy of it.
void MoveViews(RequestTarget& target, std::string_view from, std::string_view to);

// Turns "\" into "/" and "//" into "/" before the first "?" (normalizeRepeatedSlashes in next's
// shared/lib/utils.js).
[[nodiscard]] std::string NormalizeRepeatedSlashes(std::string_view url);

}  // namespace next_native

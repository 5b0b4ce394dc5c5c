// A pathname such as "/blog/[slug]", split into segments, and the values that a path gives its
// parameters. Matches what the regular expression of next's shared/lib/router/utils/route-regex.js
// matches (see route-matcher.js), without one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "routing/route_param.h"

namespace next_native {

struct RouteSegment {
  enum class Kind : uint8_t {
    kLiteral,           // "blog"
    kParam,             // "[slug]"
    kAffixedParam,      // "[hash].png", "(.)[id]": a parameter with text around it
    kCatchAll,          // "[...rest]"
    kOptionalCatchAll,  // "[[...rest]]"
  };
  Kind kind = Kind::kLiteral;
  std::string text;      // the segment as written
  std::string name;      // of the parameter
  std::string prefix;    // kAffixedParam: the text before the parameter
  std::string suffix;    // kAffixedParam: the text after it
  bool is_list = false;  // the value is a list even within one segment: "(.)[...id]"
};

// True if `segment` of a path, percent-encoded and not empty, matches a literal or one parameter.
// Catch-alls match no single segment.
[[nodiscard]] bool FitsSegment(const RouteSegment& pattern, std::string_view segment);

enum class PatternResult : uint8_t { kNoMatch, kMatch, kDecodeError };

class RoutePattern {
 public:
  // kInvalidPattern where getSortedRoutes of next's sorted-routes.js throws for this pathname, and
  // for text in front of a catch-all.
  [[nodiscard]] static Result<RoutePattern> Parse(std::string_view pathname);

  // `path` is percent-encoded and begins with "/"; one trailing slash is ignored. Sets `params` on
  // a match. kDecodeError: the path matches, but a value is not valid percent-encoding.
  [[nodiscard]] PatternResult Match(std::string_view path, std::vector<RouteParam>& params) const;

  [[nodiscard]] const std::vector<RouteSegment>& segments() const { return segments_; }

 private:
  std::vector<RouteSegment> segments_;
  size_t param_count_ = 0;
};

// Removes the first segment from `rest`, which begins with "/", and returns it. `rest` is then
// empty or begins with "/".
[[nodiscard]] std::string_view TakeSegment(std::string_view& rest);

// `path` as TakeSegment() expects it: without one trailing slash; "/" becomes "".
[[nodiscard]] std::string_view WithoutTrailingSlash(std::string_view path);

}  // namespace next_native

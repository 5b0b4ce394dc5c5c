// One page pathname taken apart, and what its parameters are in a path. Matching is that of the
// regular expression Next.js makes of the pathname (next's shared/lib/router/utils/route-regex.js
// and route-matcher.js), without a regular expression.
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
  std::string prefix;    // kAffixedParam: what stands before the parameter
  std::string suffix;    // and behind it
  bool is_list = false;  // the value is a list even within one segment: "(.)[...id]"
};

// Whether `segment` of a path (still encoded, not empty) fits a literal or single parameter.
[[nodiscard]] bool FitsSegment(const RouteSegment& pattern, std::string_view segment);

enum class PatternResult : uint8_t { kNoMatch, kMatch, kDecodeError };

class RoutePattern {
 public:
  // kInvalidPattern where getSortedRoutes of next's sorted-routes.js throws for a single pathname,
  // or where text stands before a catch-all.
  [[nodiscard]] static Result<RoutePattern> Parse(std::string_view pathname);

  // `path` is still encoded and begins with "/"; one slash at its end is ignored. Sets `params` on
  // a match. kDecodeError: it matches, but a value is not valid percent-encoding.
  [[nodiscard]] PatternResult Match(std::string_view path, std::vector<RouteParam>& params) const;

  [[nodiscard]] const std::vector<RouteSegment>& segments() const { return segments_; }

 private:
  std::vector<RouteSegment> segments_;
  size_t param_count_ = 0;
};

// Takes the first segment off `rest`, which begins with "/"; leaves "" or what begins with "/".
[[nodiscard]] std::string_view TakeSegment(std::string_view& rest);

// `path` in the form TakeSegment eats: without one slash at its end, "/" as "".
[[nodiscard]] std::string_view WithoutTrailingSlash(std::string_view path);

}  // namespace next_native

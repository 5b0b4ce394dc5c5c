// Matches the `source` of a custom route against a path (next's shared/lib/router/utils/
// path-match.js and buildCustomRoute of server/lib/router-utils/filesystem.js).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pattern/pattern_param.h"
#include "pattern/regular_expression.h"

namespace next_native {

struct PathMatcherOptions {
  RegexCase letters = RegexCase::kInsensitive;
  // Allows one slash at the end of the path (modifyRouteRegex of lib/redirect-status.js). Off for
  // routes with `internal: true`.
  bool allows_trailing_slash = true;
  // Paths with this prefix never match ("/_next", "/docs/_next": redirects); empty: no prefix.
  std::string restricted_prefix;
};

enum class PathMatch : uint8_t { kNoMatch, kMatch, kLimitReached };

// Immutable and thread-safe. Plain shapes (text, `:name`, and one `:name*`, `:name+` or `(.*)` as
// the last segment) are matched by comparing segments; all others by a regular expression.
class PathMatcher {
 public:
  // Error: kInvalidPattern where path-to-regexp or PCRE2 rejects `source`.
  [[nodiscard]] static Result<PathMatcher> Compile(std::string_view source,
                                                   const PathMatcherOptions& options);
  PathMatcher(PathMatcher&&) noexcept;
  PathMatcher& operator=(PathMatcher&&) noexcept;
  ~PathMatcher();

  // Sets `params` on a match, without unnamed ones and undecoded. Does not allocate when a plain
  // shape does not match.
  [[nodiscard]] PathMatch Match(std::string_view path, PatternParams& params) const;

  // The segments that every matching path begins with: the text of a segment (lower-cased unless
  // matching is sensitive), or "" for any one segment. Ends before the first part that may match
  // less or more than one segment: "/blog/:slug/edit/:rest*" gives {"blog", "", "edit"}.
  [[nodiscard]] const std::vector<std::string>& leading_segments() const;
  // True if only those segments match (apart from a slash at the end).
  [[nodiscard]] bool is_whole_path_literal() const;

 private:
  struct Program;
  explicit PathMatcher(std::unique_ptr<const Program> program);
  std::unique_ptr<const Program> program_;
};

}  // namespace next_native

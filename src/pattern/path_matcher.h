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
  // modifyRouteRegex of lib/redirect-status.js: one slash at the end of the path is allowed. Not
  // for routes with `internal: true`.
  bool allows_trailing_slash = true;
  // Paths that begin with it never match ("/_next", "/docs/_next": redirects); empty: none.
  std::string restricted_prefix;
};

enum class PathMatch : uint8_t { kNoMatch, kMatch, kLimitReached };

// Immutable and thread-safe. Plain shapes (text, `:name`, and one `:name*` or `:name+` or `(.*)` as
// the last segment) are matched by comparing segments; what remains is a regular expression.
class PathMatcher {
 public:
  // kInvalidPattern where path-to-regexp or PCRE2 cannot take `source`.
  [[nodiscard]] static Result<PathMatcher> Compile(std::string_view source,
                                                   const PathMatcherOptions& options);
  PathMatcher(PathMatcher&&) noexcept;
  PathMatcher& operator=(PathMatcher&&) noexcept;
  ~PathMatcher();

  // Sets `params` (unnamed ones are left out, values are not decoded) on a match. No allocation
  // when a plain shape does not match.
  [[nodiscard]] PathMatch Match(std::string_view path, PatternParams& params) const;

  // What is sure about the segments every matching path begins with: the text of a segment
  // (lower-cased unless matching is sensitive), or "" where any one segment may stand. Ends before
  // the first part that may match less or more than one segment; "/blog/:slug/edit/:rest*" has
  // {"blog", "", "edit"}.
  [[nodiscard]] const std::vector<std::string>& leading_segments() const;
  // Whether nothing but those segments matches (apart from a slash at the end).
  [[nodiscard]] bool is_whole_path_literal() const;

 private:
  struct Program;
  explicit PathMatcher(std::unique_ptr<const Program> program);
  std::unique_ptr<const Program> program_;
};

}  // namespace next_native

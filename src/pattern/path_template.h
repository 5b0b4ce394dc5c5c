// Fills parameters into a path pattern. It does what `compile(source, { validate: false })(params)`
// of path-to-regexp 6 does, called by safeCompile of next's
// shared/lib/router/utils/route-match-utils.js, and compileNonPath of prepare-destination.js for
// query values and header fields.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pattern/path_tokens.h"
#include "pattern/pattern_param.h"

namespace next_native {

enum class TemplateEncoding : uint8_t { kNone, kComponent };  // encode: encodeURIComponent

class PathTemplate {
 public:
  // Error: kInvalidPattern where path-to-regexp throws.
  [[nodiscard]] static Result<PathTemplate> Compile(
      std::string_view source, TemplateEncoding encoding = TemplateEncoding::kNone);

  // nullopt where the compiled function throws: a parameter is missing, is a list where one value
  // is expected, or is an empty list for a `+`.
  [[nodiscard]] std::optional<std::string> Fill(const PatternParams& params) const;

  // The names of its parameters (safePathToRegexp's keys).
  [[nodiscard]] const std::vector<std::string>& param_names() const { return names_; }

 private:
  std::vector<PathToken> tokens_;
  std::vector<std::string> names_;
  TemplateEncoding encoding_ = TemplateEncoding::kNone;
  bool is_separated_ = false;  // remove kParamSeparator after ")" from the result
};

// compileNonPath(value, params). nullopt where it throws.
[[nodiscard]] std::optional<std::string> FillText(std::string_view value,
                                                  const PatternParams& params);

}  // namespace next_native

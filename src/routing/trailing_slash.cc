#include "routing/trailing_slash.h"

#include <algorithm>

#include "base/ascii.h"
#include "routing/redirect_query.h"

namespace next_native {

namespace {

constexpr std::string_view kWellKnown = ".well-known";

// Compares as custom routes do: ignores case unless the build says otherwise.
bool Same(const BuildOutput& build, std::string_view a, std::string_view b) {
  return build.case_sensitive_routes ? a == b : EqualsIgnoreCase(a, b);
}

// Both rules of `trailingSlash: true` skip paths that begin with "/.well-known".
bool IsWellKnown(const BuildOutput& build, std::string_view path) {
  return path.size() > kWellKnown.size() &&
         Same(build, path.substr(1, kWellKnown.size()), kWellKnown);
}

// The last dot has text before it and `\w+` after it: "a.txt", but not ".env" or "a.b-c".
bool LooksLikeFile(std::string_view segment) {
  const size_t dot = segment.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || dot + 1 == segment.size()) return false;
  const std::string_view extension = segment.substr(dot + 1);
  return std::all_of(extension.begin(), extension.end(),
                     [](char c) { return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '_'; });
}

std::string_view LastSegment(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::optional<std::string> Apply(InternalRedirect rule, const BuildOutput& build,
                                 std::string_view path, bool is_data_request) {
  const std::string& base_path = build.config.base_path;
  const bool ends_with_slash = path.size() > 2 && path.ends_with('/');
  const std::string_view bare = ends_with_slash ? path.substr(0, path.size() - 1) : path;
  switch (rule) {
    case InternalRedirect::kBasePathToBare:
      if (path.ends_with('/') && Same(build, path.substr(0, path.size() - 1), base_path)) {
        return base_path;
      }
      break;
    case InternalRedirect::kBasePathToSlash:
      if (Same(build, path, base_path)) return base_path + "/";
      break;
    case InternalRedirect::kRemoveSlash:
      if (ends_with_slash) return std::string(bare);
      break;
    case InternalRedirect::kFileRemoveSlash:
      if (ends_with_slash && !is_data_request && !IsWellKnown(build, path) &&
          LooksLikeFile(LastSegment(bare))) {
        return std::string(bare);
      }
      break;
    case InternalRedirect::kAddSlash:
      if (path.size() > 1 && !path.ends_with('/') && !IsWellKnown(build, path) &&
          LastSegment(path).find('.') == std::string_view::npos) {
        return std::string(path) + "/";
      }
      break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<PathRedirect> FindTrailingSlashRedirect(const BuildOutput& build,
                                                      std::string_view path, std::string_view query,
                                                      bool is_data_request) {
  // No rule matches empty segments; such paths are redirected before.
  if (path.find("//") != std::string_view::npos) return std::nullopt;
  for (const InternalRedirect rule : build.internal_redirects) {
    if (std::optional<std::string> target = Apply(rule, build, path, is_data_request)) {
      return PathRedirect{*target + FormatRedirectQuery(query), 308};
    }
  }
  return std::nullopt;
}

}  // namespace next_native

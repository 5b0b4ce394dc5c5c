// Paths below the base path and below the path of the asset prefix.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// True for the prefix itself and paths below it: for "/docs" these are "/docs", "/docs/a",
// "/docs?q" and "/docs#h", but not "/docsearch". With an empty prefix true for every absolute path
// (next's path-has-prefix.js).
[[nodiscard]] bool PathHasPrefix(std::string_view path, std::string_view prefix);

// The part of `path` (without query) below `base_path`; it begins with "/". nullopt: `path` lies
// outside. The result views `path` or a literal (next's remove-path-prefix.js).
[[nodiscard]] std::optional<std::string_view> StripBasePath(std::string_view path,
                                                            std::string_view base_path);

// As StripBasePath(), but returns a path outside `prefix` unchanged.
[[nodiscard]] std::string_view RemovePathPrefix(std::string_view path, std::string_view prefix);

// Prepends `prefix` to a path without query. Text that does not begin with "/" stays as it is
// (next's add-path-prefix.js).
[[nodiscard]] std::string AddPathPrefix(std::string_view path, std::string_view prefix);

// The path that a path below the asset prefix is rewritten to, without base path: with the prefix
// "/cdn" "/cdn/_next/static/a.js" becomes "/_next/static/a.js". nullopt for other paths and without
// a prefix. Ignores the case of the prefix (the rewrite of next's lib/load-custom-routes.js).
[[nodiscard]] std::optional<std::string> RewriteAssetPath(std::string_view path,
                                                          std::string_view asset_prefix_path);

}  // namespace next_native

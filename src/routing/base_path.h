// Paths below the base path and below the path of the asset prefix.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// True for the prefix itself and for paths below it: "/docs" has "/docs", "/docs/a", "/docs?q" and
// "/docs#h", not "/docsearch". An empty prefix has every absolute path (next's path-has-prefix.js).
[[nodiscard]] bool PathHasPrefix(std::string_view path, std::string_view prefix);

// `path` (without query) below `base_path`, always beginning with "/"; nullopt when it lies
// outside. The result views `path` or a literal (next's remove-path-prefix.js).
[[nodiscard]] std::optional<std::string_view> StripBasePath(std::string_view path,
                                                            std::string_view base_path);

// As StripBasePath(), but a path outside `prefix` stays as it is.
[[nodiscard]] std::string_view RemovePathPrefix(std::string_view path, std::string_view prefix);

// `prefix` in front of a path without query; text that is no absolute path stays as it is (next's
// add-path-prefix.js).
[[nodiscard]] std::string AddPathPrefix(std::string_view path, std::string_view prefix);

// What a path below the asset prefix is rewritten to, already without base path: with prefix "/cdn"
// "/cdn/_next/static/a.js" is "/_next/static/a.js"; nullopt for other paths and without prefix.
// Case does not matter in the prefix (the rewrite of next's lib/load-custom-routes.js).
[[nodiscard]] std::optional<std::string> RewriteAssetPath(std::string_view path,
                                                          std::string_view asset_prefix_path);

}  // namespace next_native

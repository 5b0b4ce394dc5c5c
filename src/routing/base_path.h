// Telling whether a path lies below the base path, and taking the base path off.
#pragma once

#include <optional>
#include <string_view>

namespace next_native {

// True for the prefix itself and for paths below it: "/docs" has "/docs", "/docs/a", "/docs?q" and
// "/docs#h", not "/docsearch". An empty prefix has every absolute path (next's path-has-prefix.js).
[[nodiscard]] bool PathHasPrefix(std::string_view path, std::string_view prefix);

// `path` (without query) below `base_path`, always beginning with "/"; nullopt when it lies
// outside. The result views `path` or a literal (next's remove-path-prefix.js).
[[nodiscard]] std::optional<std::string_view> StripBasePath(std::string_view path,
                                                            std::string_view base_path);

}  // namespace next_native

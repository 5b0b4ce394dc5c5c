#include "routing/base_path.h"

#include "base/ascii.h"

namespace next_native {

bool PathHasPrefix(std::string_view path, std::string_view prefix) {
  path = path.substr(0, path.find_first_of("?#"));
  return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

std::optional<std::string_view> StripBasePath(std::string_view path, std::string_view base_path) {
  if (base_path.empty()) return path;
  if (!PathHasPrefix(path, base_path)) return std::nullopt;
  path.remove_prefix(base_path.size());
  return path.empty() ? std::string_view("/") : path;
}

std::string_view RemovePathPrefix(std::string_view path, std::string_view prefix) {
  return prefix.empty() ? path : StripBasePath(path, prefix).value_or(path);
}

std::string AddPathPrefix(std::string_view path, std::string_view prefix) {
  if (!path.starts_with('/')) return std::string(path);
  std::string text(prefix);
  return text.append(path);
}

std::optional<std::string> RewriteAssetPath(std::string_view path,
                                            std::string_view asset_prefix_path) {
  constexpr std::string_view kNext = "/_next/";
  const size_t head = asset_prefix_path.size() + kNext.size();
  if (asset_prefix_path.empty() || path.size() <= head ||
      !EqualsIgnoreCase(path.substr(0, asset_prefix_path.size()), asset_prefix_path) ||
      !EqualsIgnoreCase(path.substr(asset_prefix_path.size(), kNext.size()), kNext)) {
    return std::nullopt;
  }
  std::string_view rest = path.substr(head);
  if (rest.ends_with('/')) rest.remove_suffix(1);
  const bool has_empty_segment = rest.empty() || rest.starts_with('/') || rest.ends_with('/') ||
                                 rest.find("//") != std::string_view::npos;
  if (has_empty_segment) return std::nullopt;
  std::string target(kNext);
  return target.append(rest);
}

}  // namespace next_native

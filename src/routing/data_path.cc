#include "routing/data_path.h"

#include <algorithm>

#include "manifest/app_paths.h"
#include "manifest/locale_path.h"

namespace next_native {

DataPath ReadDataPath(const BuildOutput& build, std::string_view path) {
  if (!path.starts_with(kDataFolder)) return DataPath::kNone;
  path.remove_prefix(kDataFolder.size());
  if (path.ends_with('/')) path.remove_suffix(1);
  if (path.empty()) return DataPath::kNone;
  const size_t end = std::min(path.find('/'), path.size());
  if (path.substr(0, end) != build.build_id) return DataPath::kOtherBuild;
  std::string_view page = path.substr(end);
  if (!page.ends_with(kDataSuffix)) return DataPath::kNoData;
  page = PageOfDataPath(page);
  if (build.config.has_i18n) {
    const LocalePath split = SplitLocalePath(page, build.config.i18n.locales);
    const bool has_middleware = build.middleware.runtime != MiddlewareRuntime::kNone;
    if (split.locale.empty() && !has_middleware) return DataPath::kNoLocale;
    page = split.rest;
  }
  return IsBlockedPath(page) ? DataPath::kBlockedPage : DataPath::kPage;
}

std::optional<std::string_view> TextOfDataPath(std::string_view path) {
  if (!path.starts_with(kDataFolder) || !path.ends_with(kDataSuffix)) return std::nullopt;
  path.remove_prefix(kDataFolder.size());
  path.remove_prefix(std::min(path.find('/'), path.size()));
  path.remove_suffix(std::min(kDataSuffix.size(), path.size()));
  return path;
}

std::string_view PageOfDataPath(std::string_view path) {
  constexpr std::string_view kIndex = "/index";
  if (path.ends_with('/')) path.remove_suffix(1);
  path.remove_suffix(std::min(kDataSuffix.size(), path.size()));
  if (path.empty() || path == kIndex) return "/";
  if (path.starts_with("/index/") && !IsDynamicPathname(path)) path.remove_prefix(kIndex.size());
  return path;
}

bool IsBlockedPath(std::string_view path) {
  if (path.ends_with('/')) path.remove_suffix(1);
  return path == "/_error" || path == "/_app" || path == "/_document";
}

}  // namespace next_native

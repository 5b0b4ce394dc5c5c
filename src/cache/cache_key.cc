#include "cache/cache_key.h"

#include <algorithm>

#include "base/sha256.h"

namespace next_native {
namespace {

// Between the owner and the page path.
constexpr std::string_view kNamespaceEnd = "/$";

constexpr std::string_view kIndex = "/index";

}  // namespace

std::string PagePath(std::string_view path) {
  if (path == "/") return std::string(kIndex);
  if (!path.starts_with('/') || path.ends_with('/')) return {};
  for (size_t begin = 1; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    if (segment.empty() || segment == "." || segment == "..") return {};
    begin = end + 1;
  }
  const bool is_below_index = path == kIndex || path.starts_with("/index/");
  return (is_below_index ? std::string(kIndex) : "") + std::string(path);
}

std::string RouteCacheNamespace(std::string_view kind, std::string_view source_route) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string key = "/route-cache/";
  key.append(kind).append("/");
  for (const uint8_t byte : Sha256(source_route)) {
    key += kDigits[byte >> 4];
    key += kDigits[byte & 15];
  }
  return key;
}

std::string RouteCacheNamespace(const Output& output) {
  switch (output.kind) {
    case OutputKind::kAppPage:
      return RouteCacheNamespace("APP_PAGE", output.page);
    case OutputKind::kAppRoute:
      return RouteCacheNamespace("APP_ROUTE", output.page);
    case OutputKind::kPage:
      return RouteCacheNamespace("PAGES", output.pathname);
    case OutputKind::kPagesApi:
    case OutputKind::kStaticPage:
      return {};
  }
  return {};
}

std::string RouteCacheKey(const Output& output, std::string_view path) {
  return RouteCacheKey(RouteCacheNamespace(output), path);
}

std::string RouteCacheKey(std::string_view owner, std::string_view path) {
  const std::string page_path = PagePath(path);
  if (owner.empty() || page_path.empty()) return {};
  std::string key(owner);
  return key.append(kNamespaceEnd).append(page_path);
}

CacheKeyParts SplitCacheKey(std::string_view key) {
  CacheKeyParts parts;
  parts.path = key;
  if (const size_t end = key.find(kNamespaceEnd); end != std::string_view::npos) {
    parts.owner = key.substr(0, end);
    parts.path = key.substr(end + kNamespaceEnd.size());
  }
  // dist/shared/lib/page-path/denormalize-page-path.js
  if (parts.path == kIndex) {
    parts.path = "/";
  } else if (parts.path.starts_with("/index/")) {
    parts.path.remove_prefix(kIndex.size());
  }
  return parts;
}

}  // namespace next_native

// What the parts of the resolver share (private to them).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "routing/base_path.h"
#include "routing/resolver.h"

namespace next_native {

// What one call of the resolver works with.
struct Resolver::Pass {
  const RoutingSite& site;
  const HeaderValues& headers;
  std::span<const uint32_t> tried;
  FileFinder& files;
  RequestFacts facts;
  bool has_failed = false;

  [[nodiscard]] const ServerConfig& config() const { return site.build.config; }
  [[nodiscard]] const I18nConfig& i18n() const { return site.build.config.i18n; }
  [[nodiscard]] bool has_i18n() const { return site.build.config.has_i18n; }
  [[nodiscard]] std::string_view base_path() const { return site.build.config.base_path; }
  [[nodiscard]] bool is_rsc() const {
    return headers.fixed[static_cast<size_t>(RequestHeader::kRsc)] == "1";
  }
  [[nodiscard]] std::string_view host() const { return headers.Get(site.rules.host).value_or(""); }
  // maybeAddTrailingSlash
  void AddTrailingSlash(std::string& path) const {
    const ServerConfig& config = site.build.config;
    if (config.trailing_slash && !config.skip_proxy_url_normalize && !path.ends_with('/')) {
      path += '/';
    }
  }
};

inline std::string Join(std::string_view a, std::string_view b) {
  std::string text(a);
  text.append(b);
  return text;
}

// addPathPrefix for a path without query.
inline std::string AddPrefix(std::string_view path, std::string_view prefix) {
  return path.starts_with('/') ? Join(prefix, path) : std::string(path);
}

// removePathPrefix: a path outside stays as it is.
inline std::string_view RemovePrefix(std::string_view path, std::string_view prefix) {
  return prefix.empty() ? path : StripBasePath(path, prefix).value_or(path);
}

inline std::string WithQuery(std::string_view path, const std::string& query) {
  return query.empty() ? std::string(path) : Join(path, "?" + query);
}

inline Resolved Ends(ResolvedKind kind, std::string location = {}, int status = 0) {
  Resolved resolved;
  resolved.kind = kind;
  resolved.status = status;
  resolved.location = std::move(location);
  return resolved;
}

}  // namespace next_native

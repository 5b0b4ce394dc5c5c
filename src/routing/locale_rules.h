// i18n of next.config: which locale a path, a host name or a visitor has (next's
// shared/lib/i18n/*.js, server/accept-header.js).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "manifest/custom_route.h"

namespace next_native {

// A path taken apart: with locales {en, fr}, "/FR/a" is locale "fr" and rest "/a".
struct LocalePath {
  std::string_view locale;  // as the config spells it; empty: none. Views the config.
  std::string_view rest;    // begins with "/"; views the path or a literal
};

// normalizeLocalePath: `locales` are compared without regard to (ASCII) case.
[[nodiscard]] LocalePath SplitLocalePath(std::string_view path,
                                         std::span<const std::string> locales);

// detectDomainLocale(domains, hostname): `host` is the Host field, port included; nullptr: no
// domain.
[[nodiscard]] const I18nDomain* FindDomain(const I18nConfig& i18n, std::string_view host);

// acceptLanguage(header, locales); empty: none of them is acceptable, or the field is malformed.
[[nodiscard]] std::string_view PreferredLocale(std::string_view accept_language,
                                               std::span<const std::string> locales);

struct LocaleRedirectRequest {
  std::string_view path;   // as parsed, base path included
  std::string_view url;    // req.url as sent
  std::string_view query;  // of the target, without "?"
  std::string_view fragment;
  std::string_view host;  // the Host field; may be empty
  std::optional<std::string_view> cookie;
  std::optional<std::string_view> accept_language;
};

// Where router-server.js sends a visitor of the root page before routing (307, the target is the
// body too); nullopt: nowhere. Next throws for some paths, which are no root page here.
[[nodiscard]] std::optional<std::string> FindLocaleRedirect(const I18nConfig& i18n,
                                                            std::string_view base_path,
                                                            bool trailing_slash,
                                                            const LocaleRedirectRequest& request);

}  // namespace next_native

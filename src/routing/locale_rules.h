// i18n of next.config: which locale a host name or a visitor has (next's shared/lib/i18n/*.js,
// server/accept-header.js). Which one a path has: manifest/locale_path.h.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "manifest/custom_route.h"
#include "manifest/locale_path.h"

namespace next_native {

// detectDomainLocale(domains, hostname): `host` is the Host field, port included; nullptr: no
// domain.
[[nodiscard]] const I18nDomain* FindDomain(const I18nConfig& i18n, std::string_view host);

// acceptLanguage(header, locales); empty: none of them is acceptable, or the field is malformed.
// Views `locales`.
[[nodiscard]] std::string_view PreferredLocale(std::string_view accept_language,
                                               std::span<const std::string> locales);

struct LocaleRedirectRequest {
  std::string_view url;    // req.url as sent
  std::string_view query;  // of the parsed target, without "?"
  std::string_view fragment;
  std::string_view host;  // the Host field; may be empty
  std::optional<std::string_view> cookie;
  std::optional<std::string_view> accept_language;
};

// Where router-server.js sends a visitor of the root page before routing (307, the target is the
// body too), by getLocaleRedirect of shared/lib/i18n/get-locale-redirect.js; nullopt: nowhere. No
// allocation for paths longer than that of the root page. Next throws for some paths, which are no
// root page here.
[[nodiscard]] std::optional<std::string> FindLocaleRedirect(const I18nConfig& i18n,
                                                            std::string_view base_path,
                                                            bool trailing_slash,
                                                            const LocaleRedirectRequest& request);

}  // namespace next_native

// i18n of next.config: the locale of a host name or a visitor (next's shared/lib/i18n/*.js,
// server/accept-header.js). The locale of a path: manifest/locale_path.h.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "manifest/custom_route.h"
#include "manifest/locale_path.h"

namespace next_native {

// detectDomainLocale(domains, hostname). `host` is the Host field, port included. Null: `domains`
// does not list it.
[[nodiscard]] const I18nDomain* FindDomain(const I18nConfig& i18n, std::string_view host);

// acceptLanguage(header, locales). Empty: no locale is acceptable, or the field is malformed. Views
// `locales`.
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

// The URL to which router-server.js redirects a visitor of the root page before routing (status
// 307, the URL is also the body), by getLocaleRedirect of shared/lib/i18n/get-locale-redirect.js.
// nullopt: no redirect. Does not allocate for paths longer than that of the root page. Next throws
// for some paths, which do not count as the root page here.
[[nodiscard]] std::optional<std::string> FindLocaleRedirect(const I18nConfig& i18n,
                                                            std::string_view base_path,
                                                            bool trailing_slash,
                                                            const LocaleRedirectRequest& request);

}  // namespace next_native

#include "routing/locale_rules.h"

#include <gtest/gtest.h>

#include <vector>

namespace next_native {
namespace {

I18nConfig ThreeLocales() {
  I18nConfig i18n;
  i18n.locales = {"en", "fr", "nl-BE"};
  i18n.default_locale = "en";
  return i18n;
}

I18nConfig TwoDomains() {
  I18nConfig i18n = ThreeLocales();
  i18n.domains = {{"example.fr", "fr", {}, false}, {"Example.be:8080", "nl-BE", {"en"}, true}};
  return i18n;
}

TEST(FindDomain, ComparesHostNamesWithoutPort) {
  const I18nConfig i18n = TwoDomains();
  EXPECT_EQ(FindDomain(i18n, "example.fr"), &i18n.domains[0]);
  EXPECT_EQ(FindDomain(i18n, "EXAMPLE.be:3000"), &i18n.domains[1]);
  EXPECT_EQ(FindDomain(i18n, "www.example.fr"), nullptr);
  EXPECT_EQ(FindDomain(i18n, ""), nullptr);
  EXPECT_EQ(FindDomain(i18n, ":3000"), nullptr);
  EXPECT_EQ(FindDomain(ThreeLocales(), "example.fr"), nullptr);
}

// Rows recorded from acceptLanguage of Next.js 16.4.6; where it throws, nothing is preferred.
TEST(PreferredLocale, ReadsTheFieldAsNextDoes) {
  struct Case {
    std::string field;
    std::vector<std::string> locales;
    std::string_view preferred;
  };
  const std::vector<std::string> locales = {"en", "fr", "nl-BE"};
  const Case cases[] = {
      {"", locales, ""},
      {"fr", locales, "fr"},
      {"FR;Q=0.5, en;q=0.4", locales, "fr"},
      {"en;q=0.4,fr;q=0.5", locales, "fr"},
      {"fr,en", locales, "en"},  // equal weights: in the order of the locales
      {"de,nl", locales, "nl-BE"},
      {"nl-be-x", locales, ""},
      {"*", locales, "en"},
      {"en;q=0,*", locales, "fr"},
      {"*;q=0.1,fr;q=0.2", locales, "fr"},
      {"nl,*", locales, "nl-BE"},
      {"de,,\tfr ;q=0.9", locales, "fr"},
      {"fr;q=0", locales, ""},
      {"fr;q=-0,en", locales, "en"},
      {"fr;q=0x1,en;q=0.1", locales, "en"},
      {"fr;q=2,nl;q=0.9", locales, "fr"},
      {"en;q=0.2,fr;q=0.0001", locales, "fr"},  // too small a weight counts as 1
      {"en;q=0.2,fr;q=x", locales, "fr"},
      {"en;q=0.2,fr;q=-1", locales, "fr"},
      {"en;q=0.2,fr;q=1e-1", locales, "en"},
      {"en;q=0.2,fr;q=1e-999", locales, "en"},
      {"en;q=0.2,fr;q=1e-99999999999", locales, "en"},
      {"en;q=0.2,fr;q=1e999", locales, "fr"},
      {"en;q=0.2,fr;q=1e+99999999999", locales, "fr"},
      {"en;q=0.2,fr;q=0." + std::string(400, '0') + "1", locales, "en"},
      {"en;q=0.2,fr;q=1" + std::string(400, '0'), locales, "fr"},
      {"en;q=0.2,fr;q=\xA0+.3abc", locales, "fr"},
      {"en;q=0.2,fr;q=0.3=4", locales, "fr"},
      {"fr;q=1;x", locales, ""},
      {"fr,;q=1", locales, ""},
      {"fr,en;", locales, ""},
      {"fr,en;q", locales, ""},
      {"fr,en;q=", locales, ""},
      {"fr,en;x=1", locales, ""},
      {"en", {"en-US", "en"}, "en"},
      {"en", {"en-US", "en-GB"}, "en-US"},
      {"zh-Hans", {"zh-Hans-CN"}, "zh-Hans-CN"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(PreferredLocale(c.field, c.locales), c.preferred) << c.field;
  }
  EXPECT_EQ(PreferredLocale("fr", {}), "");
}

struct Visit {
  std::string url;
  std::string host;
  std::string cookie;
  std::string accept_language;
};

std::string RedirectOf(const I18nConfig& i18n, const Visit& visit, std::string_view base_path = "",
                       bool trailing_slash = false) {
  LocaleRedirectRequest request;
  request.url = visit.url;
  const size_t question = visit.url.find('?');
  if (question != std::string::npos)
    request.query = std::string_view(visit.url).substr(question + 1);
  request.host = visit.host;
  if (!visit.cookie.empty()) request.cookie = visit.cookie;
  if (!visit.accept_language.empty()) request.accept_language = visit.accept_language;
  return FindLocaleRedirect(i18n, base_path, trailing_slash, request).value_or("-");
}

TEST(FindLocaleRedirect, TakesTheCookieBeforeTheBrowsersLanguages) {
  struct Case {
    Visit visit;
    std::string_view target;
  };
  const Case cases[] = {
      {{"/", "", "", ""}, "-"},
      {{"/", "", "", "fr"}, "/fr"},
      {{"/", "", "", "en"}, "-"},
      {{"/", "", "", "fr;q"}, "-"},
      {{"/", "", "NEXT_LOCALE=nl-be", ""}, "/nl-BE"},
      {{"/", "", "NEXT_LOCALE=nl-BE", "fr"}, "/nl-BE"},
      {{"/", "", "NEXT_LOCALE=EN", "fr"}, "-"},
      {{"/", "", "NEXT_LOCALE=de", "fr"}, "/fr"},
      {{"/", "", "NEXT_LOCALE=", "fr"}, "/fr"},
      {{"/", "", "a=b; NEXT_LOCALE=%66r", ""}, "/fr"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(RedirectOf(ThreeLocales(), c.visit), c.target)
        << c.visit.cookie << " " << c.visit.accept_language;
  }
}

TEST(FindLocaleRedirect, IsForTheRootPageOnly) {
  struct Case {
    std::string url;
    std::string_view base_path;
    bool trailing_slash;
    std::string_view target;
  };
  const Case cases[] = {
      {"/", "", false, "/fr"},
      {"/", "", true, "/fr/"},
      {"/?a=b&c", "", false, "/fr?a=b&c"},
      {"/?", "", false, "/fr"},
      {"/index", "", false, "/fr"},
      {"/index/", "", false, "/fr"},
      {"/\\", "", false, "-"},
      {"\\index", "", false, "/fr"},
      {"/index/index", "", false, "-"},
      {"/#a", "", false, "-"},
      {"//", "", false, "-"},
      {"/about", "", false, "-"},
      {"/fr", "", false, "-"},
      {"/en", "", false, "-"},
      {"*", "", false, "-"},
      {"http://h/", "", false, "-"},
      {"/_next/data/b/index.json", "", false, "-"},
      {"/docs", "/docs", false, "/docs/fr"},
      {"/docs/", "/docs", true, "/docs/fr/"},
      {"/docs/index?x", "/docs", false, "/docs/fr?x"},
      {"/docs/fr", "/docs", false, "-"},
      {"/docsearch", "/docs", false, "-"},
      {"/", "/docs", false, "/docs/fr"},  // also outside the base path
  };
  for (const Case& c : cases) {
    const Visit visit{c.url, "", "", "fr"};
    EXPECT_EQ(RedirectOf(ThreeLocales(), visit, c.base_path, c.trailing_slash), c.target) << c.url;
  }
  I18nConfig i18n = ThreeLocales();
  i18n.locales.emplace_back("index");
  EXPECT_EQ(RedirectOf(i18n, {"/index", "", "", "fr"}), "-");
}

TEST(FindLocaleRedirect, KeepsTheFragment) {
  LocaleRedirectRequest request;
  request.url = "/?a#b";
  request.query = "a";
  request.fragment = "b";
  request.accept_language = "fr";
  EXPECT_EQ(FindLocaleRedirect(ThreeLocales(), "", false, request), "/fr?a#b");
}

TEST(FindLocaleRedirect, GoesToTheDomainOfTheLocale) {
  struct Case {
    Visit visit;
    std::string_view target;
  };
  const Case cases[] = {
      {{"/", "example.fr", "", ""}, "-"},
      {{"/", "example.fr", "", "fr"}, "-"},
      {{"/", "example.fr", "NEXT_LOCALE=en", ""}, "-"},
      {{"/?a", "example.fr", "", "nl"}, "http://Example.be:8080/"},
      {{"/", "example.fr:80", "", "en"}, "http://Example.be:8080/en"},
      {{"/", "example.be", "", "en"}, "http://Example.be:8080/en"},
      {{"/", "example.be", "", "fr"}, "https://example.fr/"},
      {{"/", "example.be", "", "de"}, "-"},
      {{"/", "other", "", "fr"}, "/fr"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(RedirectOf(TwoDomains(), c.visit), c.target)
        << c.visit.host << " " << c.visit.accept_language;
  }
}

TEST(FindLocaleRedirect, CanBeSwitchedOff) {
  I18nConfig i18n = TwoDomains();
  i18n.locale_detection = false;
  EXPECT_EQ(RedirectOf(i18n, {"/", "", "", "fr"}), "-");
  EXPECT_EQ(RedirectOf(i18n, {"/", "example.fr", "", "nl"}), "-");
}

}  // namespace
}  // namespace next_native

// i18n: the locale of a request, and how rules and pages see it.
#include <gtest/gtest.h>

#include "unit/routing/resolver_fixture.h"

namespace next_native {
namespace {

class ResolverLocaleTest : public ResolverTest {
 protected:
  ResolverLocaleTest() {
    outputs().TrailingSlash(false);
    outputs().Page("/").Page("/about", true).Page("/blog/[slug]").ApiRoute("/api/hello");
    outputs().Locales({"en", "fr", "de"});
    AddFile("/file.txt");
  }
};

TEST_F(ResolverLocaleTest, TakesTheLocaleFromThePath) {
  Check({
      {"no locale means the default one", "/about", "page /about [en]"},
      {"a locale", "/fr/about", "page /about [fr]"},
      {"case does not matter", "/FR/about", "page /about [fr]"},
      {"the default locale may be in the path", "/en/about", "page /about [en]"},
      {"an unknown locale", "/xx/about", "miss [en]"},
      {"the root page", "/de", "page / [de]"},
      {"a dynamic route", "/de/blog/a", "page /blog/[slug] slug=a [de]"},
      {"a data URL", "/_next/data/build-1/fr/about.json", "page /about (data) [fr]"},
      {"a trailing slash is redirected with the locale", "/fr/about/", "308 /fr/about"},
  });
}

TEST_F(ResolverLocaleTest, ApiRoutesAndFilesHaveNoLocale) {
  Check({
      {"an API route", "/api/hello", "page /api/hello [en]"},
      {"no API route below a locale", "/fr/api/hello", "miss [fr]"},
      {"no API route below the default locale", "/en/api/hello", "miss [en]"},
      {"a file", "/file.txt", "file /file.txt [en]"},
      {"a file below the default locale", "/en/file.txt", "file /file.txt [en]"},
      {"no file below another locale", "/fr/file.txt", "miss [fr]"},
  });
}

TEST_F(ResolverLocaleTest, RedirectsTheRootPageToTheVisitorsLocale) {
  Check({
      {"the language of the browser",
       "/",
       "locale /fr",
       {{"accept-language", "fr-CH, fr;q=0.9, en;q=0.8"}}},
      {"the default locale is not redirected",
       "/",
       "page / [en]",
       {{"accept-language", "en, fr;q=0.5"}}},
      {"a cookie wins over the language",
       "/",
       "locale /de",
       {{"accept-language", "fr"}, {"cookie", "NEXT_LOCALE=de"}}},
      {"the query is kept", "/?a=1", "locale /fr?a=1", {{"accept-language", "fr"}}},
      {"other pages are not redirected", "/about", "page /about [en]", {{"accept-language", "fr"}}},
  });
}

TEST_F(ResolverLocaleTest, DataUrlsNameTheirLocale) {
  outputs().Page("/posts/[id]", true).Page("/[...rest]");
  Check({
      {"of a page", "/_next/data/build-1/de/about.json", "page /about (data) [de]"},
      {"of a dynamic page", "/_next/data/build-1/de/posts/1.json",
       "page /posts/[id] id=1 (data) [de]"},
      {"case does not matter", "/_next/data/build-1/DE/posts/1.json",
       "page /posts/[id] id=1 (data) [de]"},
      {"a data URL without a locale", "/_next/data/build-1/about.json", "not found"},
      {"another build, though a catch-all matches", "/_next/data/build-0/de/about.json",
       "not found"},
  });
}

TEST_F(ResolverLocaleTest, UsesTheDomainOfTheHost) {
  build().config.i18n.domains = {{"example.fr", "fr", {"de"}, false},
                                 {"example.com:8080", "en", {}, true}};
  Check({
      {"the domain's default locale", "/about", "page /about [fr]", {{"host", "example.fr"}}},
      {"the port does not matter", "/about", "page /about [fr]", {{"host", "example.fr:3000"}}},
      {"a locale in the path wins", "/de/about", "page /about [de]", {{"host", "example.fr"}}},
      {"a file below the domain's default locale",
       "/fr/file.txt",
       "file /file.txt [fr]",
       {{"host", "example.fr"}}},
      {"a locale of another domain is redirected to that domain",
       "/",
       "locale https://example.fr/",
       {{"host", "example.com:8080"}, {"accept-language", "fr"}}},
  });
}

TEST_F(ResolverLocaleTest, RulesSeeThePathWithItsLocale) {
  rules().redirects = {
      Rule("/:nextInternalLocale(en|fr|de)/old").To("/:nextInternalLocale/about").Status(308),
      Rule("/raw").To("/about").Status(307)};
  rules().headers = {Rule("/:nextInternalLocale(en|fr|de)/about").Sets("x-a", "1"),
                     Rule("/about").Sets("x-raw", "1")};
  rules().after_files = {
      Rule("/:nextInternalLocale(en|fr|de)/alias").To("/:nextInternalLocale/about"),
      Rule("/fr/only").To("/fr/about?only=fr")};
  Check({
      {"the locale of the path", "/fr/old", "308 /fr/about"},
      {"the default locale", "/old", "308 /en/about"},
      {"a source without a locale matches nothing", "/raw", "miss [en]"},
      {"headers", "/about", "page /about [en] {x-a: 1}"},
      {"a rewrite keeps the locale", "/de/alias", "page /about ? [de]"},
      {"with `locale: false` the source names the locale", "/fr/only", "page /about ?only=fr [fr]"},
  });
}

TEST_F(ResolverLocaleTest, RewritesMayChangeTheLocale) {
  rules().before_files = {Rule("/en/german").To("/de/about")};
  Check({{"the locale of the destination", "/german", "page /about ? [de]"}});
}

TEST(ResolverLocaleBasePathTest, BelowABasePath) {
  class Fixture : public ResolverTest {
   public:
    void TestBody() override {
      outputs().BasePath("/docs").TrailingSlash(false);
      outputs().Page("/").Page("/about").Locales({"en", "fr"});
      Check({
          {"a page", "/docs/fr/about", "page /about [fr]"},
          {"the root page of a locale", "/docs/fr", "page / [fr]"},
          {"the root page", "/docs", "page / [en]"},
          {"the redirect to the visitor's locale",
           "/docs",
           "locale /docs/fr",
           {{"accept-language", "fr"}}},
          {"a trailing slash", "/docs/about/", "308 /docs/about"},
          {"outside", "/about", "miss [en]"},
      });
    }
  };
  Fixture().TestBody();
}

}  // namespace
}  // namespace next_native

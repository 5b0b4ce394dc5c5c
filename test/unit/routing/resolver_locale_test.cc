// i18n: which locale a request has, and what rules and pages see of it.
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
      {"none: the default one", "/about", "page /about [en]"},
      {"one", "/fr/about", "page /about [fr]"},
      {"in any case", "/FR/about", "page /about [fr]"},
      {"the default one, spelt out", "/en/about", "page /about [en]"},
      {"none that is known", "/xx/about", "miss [en]"},
      {"the root page", "/de", "page / [de]"},
      {"a dynamic route", "/de/blog/a", "page /blog/[slug] slug=a [de]"},
      {"a data URL", "/_next/data/build-1/fr/about.json", "page /about (data) [fr]"},
      {"a slash at the end, locale or not", "/fr/about/", "308 /fr/about"},
  });
}

TEST_F(ResolverLocaleTest, LeavesApiRoutesAndFilesWithoutOne) {
  Check({
      {"an API route", "/api/hello", "page /api/hello [en]"},
      {"is none below a locale", "/fr/api/hello", "miss [fr]"},
      {"not even the default one", "/en/api/hello", "miss [en]"},
      {"a file", "/file.txt", "file /file.txt [en]"},
      {"below the default locale", "/en/file.txt", "file /file.txt [en]"},
      {"but no other", "/fr/file.txt", "miss [fr]"},
  });
}

TEST_F(ResolverLocaleTest, SendsVisitorsOfTheRootPageToTheirs) {
  Check({
      {"by language", "/", "locale /fr", {{"accept-language", "fr-CH, fr;q=0.9, en;q=0.8"}}},
      {"the default one stays", "/", "page / [en]", {{"accept-language", "en, fr;q=0.5"}}},
      {"a cookie goes first",
       "/",
       "locale /de",
       {{"accept-language", "fr"}, {"cookie", "NEXT_LOCALE=de"}}},
      {"the query stays", "/?a=1", "locale /fr?a=1", {{"accept-language", "fr"}}},
      {"other pages stay", "/about", "page /about [en]", {{"accept-language", "fr"}}},
  });
}

TEST_F(ResolverLocaleTest, DataUrlsNameTheirLocale) {
  outputs().Page("/posts/[id]", true).Page("/[...rest]");
  Check({
      {"of a page", "/_next/data/build-1/de/about.json", "page /about (data) [de]"},
      {"of a dynamic page", "/_next/data/build-1/de/posts/1.json",
       "page /posts/[id] id=1 (data) [de]"},
      {"in any case", "/_next/data/build-1/DE/posts/1.json", "page /posts/[id] id=1 (data) [de]"},
      {"without one there is nothing", "/_next/data/build-1/about.json", "not found"},
      {"whatever else takes the path", "/_next/data/build-0/de/about.json", "not found"},
  });
}

TEST_F(ResolverLocaleTest, KnowsDomains) {
  build().config.i18n.domains = {{"example.fr", "fr", {"de"}, false},
                                 {"example.com:8080", "en", {}, true}};
  Check({
      {"the domain's default locale", "/about", "page /about [fr]", {{"host", "example.fr"}}},
      {"whatever the port", "/about", "page /about [fr]", {{"host", "example.fr:3000"}}},
      {"a locale of the path goes first",
       "/de/about",
       "page /about [de]",
       {{"host", "example.fr"}}},
      {"files below it", "/fr/file.txt", "file /file.txt [fr]", {{"host", "example.fr"}}},
      {"a locale of another domain: to it",
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
      {"that of the path", "/fr/old", "308 /fr/about"},
      {"the default one otherwise", "/old", "308 /en/about"},
      {"without `locale: false` nothing has a bare path", "/raw", "miss [en]"},
      {"headers", "/about", "page /about [en] {x-a: 1}"},
      {"a rewrite keeps the locale", "/de/alias", "page /about ? [de]"},
      {"with `locale: false` the source names it", "/fr/only", "page /about ?only=fr [fr]"},
  });
}

TEST_F(ResolverLocaleTest, RewritesMayChangeIt) {
  rules().before_files = {Rule("/en/german").To("/de/about")};
  Check({{"the page is that of the destination", "/german", "page /about ? [de]"}});
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
          {"the language is asked for there",
           "/docs",
           "locale /docs/fr",
           {{"accept-language", "fr"}}},
          {"a slash at the end", "/docs/about/", "308 /docs/about"},
          {"outside", "/about", "miss [en]"},
      });
    }
  };
  Fixture().TestBody();
}

}  // namespace
}  // namespace next_native

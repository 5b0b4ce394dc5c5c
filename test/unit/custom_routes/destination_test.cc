#include "custom_routes/destination.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace next_native {
namespace {

PatternParams One(std::string name, std::string value) {
  return {{std::move(name), {std::move(value)}}};
}

PatternParams SlugAndPath() { return {{"slug", {"x"}}, {"path", {"a", "b"}, true}}; }

// Returns the URL of the Location field or of the proxied request.
std::string Fill(std::string_view destination, PatternParams params, std::string_view query,
                 UnusedParams unused) {
  const QueryObject initial = QueryObject::Parse(query);
  const std::optional<PreparedDestination> prepared =
      DestinationTemplate(destination).Fill(params, initial, unused);
  if (!prepared) return "throws";
  return FormatDestination(*prepared, StringifyQuery(prepared->query, initial));
}

// The expected values come from prepareDestination, stringifyQuery and url.format.
TEST(DestinationTemplate, MakesTheUrlOfARedirect) {
  const struct {
    const char* why;
    std::string_view destination;
    PatternParams params;
    std::string_view query;
    std::string_view url;
  } cases[] = {
      {"a value is neither decoded nor encoded", "/blog/:slug", One("slug", "a%20b"), "x=1",
       "/blog/a%20b?x=1"},
      {"a list fills several segments", "/:path*", SlugAndPath(), "", "/a/b"},
      {"an empty list drops its slash", "/:path*", {}, "", ""},
      {"dot segments are resolved first", "/a/../b/./c", {}, "", "/b/c"},
      {"the destination's query wins", "/b?slug=own", One("slug", "x"), "slug=q&z=1",
       "/b?slug=own&z=1"},
      {"query values, including lists", "/b?y=:slug&y=2&z=:path*", SlugAndPath(), "y=0",
       "/b?y=x&y=2&z=a/b"},
      {"a colon that names no parameter stays", "/b?t=10:30", {}, "", "/b?t=10:30"},
      {"a colon stays even if the request has that name",
       "/b?t=10:30",
       {},
       "30=1",
       "/b?30=1&t=10:30"},
      {"the hash", "/b#:slug", One("slug", "x"), "", "/b#x"},
      {"a second hash is dropped", "/b#x#:slug", One("slug", "y"), "", "/b#x"},
      {"a hash from a value", "/:slug", One("slug", "a#b#c"), "", "/a#b"},
      {"a question mark from a value", "/:slug", One("slug", "a?b"), "", "/a%3Fb"},
      {"host, port and query",
       "https://:sub.example.com:8080/:path*?a=:sub",
       {{"sub", {"docs"}}, {"path", {"x"}, true}},
       "",
       "https://docs.example.com:8080/x?a=docs"},
      {"a value in the host is encoded", "http://:host/x", One("host", "a b"), "",
       "http://a%20b/x"},
      {"the URL parser lower-cases names in the host", "https://:Sub.example.com/",
       One("Sub", "docs"), "", "throws"},
      {"a password is encoded twice", "https://user:p%40ss@example.com/:slug", One("slug", "x"), "",
       "https://user:p%2540ss@example.com/x"},
      {"a default port is dropped", "https://example.com:443", {}, "", "https://example.com/"},
      {"a query name that equals the port", "https://example.com:8080/", {}, "8080=1", "throws"},
      {"no value", "/:slug", {}, "", "throws"},
      {"a list where one value is expected", "/:slug", {{"slug", {"a"}, true}}, "", "throws"},
      {"an empty list where values are required", "/:path+", {{"path", {}, true}}, "", "throws"},
      {"a repeated parameter without prefix", "/b#:path*", SlugAndPath(), "", "throws"},
      {"adjacent parameters", "/:x:y", {{"x", {"1"}}, {"y", {"2"}}}, "", "throws"},
      {"a query name that objects inherit", "/b?constructor=1", {}, "", "throws"},
      {"path-to-regexp fails over IPv6", "https://[::1]/", {}, "", "throws"},
      {"neither a path nor a URL", "example.com/a", {}, "", "throws"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Fill(c.destination, c.params, c.query, UnusedParams::kDrop), c.url) << c.why;
  }
}

TEST(DestinationTemplate, GivesRewritesTheParamsTheyDoNotUse) {
  const struct {
    const char* why;
    std::string_view destination;
    PatternParams params;
    std::string_view query;
    std::string_view url;
  } cases[] = {
      {"no param is used: all are appended", "/b", SlugAndPath(), "slug=q&z=1",
       "/b?slug=x&z=1&path=a&path=b"},
      {"one param is used: none is appended", "/b/:slug", SlugAndPath(), "", "/b/x"},
      {"use in the host counts", "https://:slug.com/b", SlugAndPath(), "", "https://x.com/b"},
      {"use in the query does not count", "/b?y=:slug", One("slug", "x"), "", "/b?y=x&slug=x"},
      {"query values of the destination stay", "/b?slug=own", SlugAndPath(), "slug=q",
       "/b?slug=own&path=a&path=b"},
      {"the locale is not appended", "/b", One("nextInternalLocale", "en"), "", "/b"},
      {"the locale does not count as used",
       "/:nextInternalLocale/b",
       {{"nextInternalLocale", {"en"}}, {"id", {"1"}}},
       "",
       "/en/b?id=1"},
      {"a name that objects inherit", "/b", One("constructor", "x"), "", "/b"},
      {"an unset group", "/b", {{"lang", {}, false, false}}, "lang=en", "/b?lang="},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Fill(c.destination, c.params, c.query, UnusedParams::kAppendToQuery), c.url) << c.why;
  }
}

TEST(DestinationTemplate, FillsMarkersOfIntercepting) {
  const struct {
    std::string_view destination;
    std::string_view url;
    std::vector<std::string> added;
  } cases[] = {
      {"/photo/(.):id", "/photo/(.)1", {"(.)"}},
      {"/feed/(..)photo/:id", "/feed/(..)photo/1", {"(..)"}},
      {"/feed/(..)(..)photo/:id", "/feed/(..)(..)photo/1", {"(..)", "(..)"}},
      {"/(...):id", "/(...)1", {"(...)"}},
  };
  for (const auto& c : cases) {
    PatternParams params = One("id", "1");
    const auto prepared =
        DestinationTemplate(c.destination).Fill(params, QueryObject(), UnusedParams::kDrop);
    ASSERT_TRUE(prepared) << c.destination;
    EXPECT_EQ(prepared->path, c.url);
    ASSERT_EQ(params.size(), 1 + c.added.size());
    for (size_t i = 0; i < c.added.size(); ++i) {
      EXPECT_EQ(params[1 + i].name, std::to_string(i));
      EXPECT_EQ(params[1 + i].values.front(), c.added[i]);
    }
  }
}

TEST(DestinationTemplate, TellsTheParts) {
  PatternParams params = SlugAndPath();
  const auto prepared = DestinationTemplate("https://u:p@:slug.ex.com:81/:path*?q=:path*#:slug")
                            .Fill(params, QueryObject::Parse("r=1"), UnusedParams::kDrop);
  ASSERT_TRUE(prepared);
  EXPECT_TRUE(prepared->is_external());
  EXPECT_EQ(prepared->protocol, "https:");
  EXPECT_EQ(prepared->auth, "u:p");
  EXPECT_EQ(prepared->hostname, "x.ex.com");
  EXPECT_EQ(prepared->port, "81");
  EXPECT_EQ(prepared->path, "/a/b");
  EXPECT_EQ(prepared->search, "?q=ab");  // unlike the query, as in Next.js
  EXPECT_EQ(prepared->hash, "#x");
  EXPECT_EQ(prepared->origin, "https://:slug.ex.com:81");  // as written
  EXPECT_EQ(FormatSearchParams(prepared->query), "r=1&q=a%2Fb");
}

// The request decides how a colon in a name is read, and one template serves many requests.
TEST(DestinationTemplate, ServesRequestsOneAfterTheOther) {
  const DestinationTemplate plain("/a/:slug?x=:slug#:slug");
  const DestinationTemplate with_name("/a?:slug=1&b=2");
  for (const char* slug : {"one", "two"}) {
    PatternParams params = One("slug", slug);
    const auto prepared = plain.Fill(params, QueryObject(), UnusedParams::kDrop);
    ASSERT_TRUE(prepared);
    EXPECT_EQ(prepared->path, std::string("/a/") + slug);
    EXPECT_EQ(prepared->hash, std::string("#") + slug);
    EXPECT_EQ(FormatSearchParams(prepared->query), std::string("x=") + slug);
  }
  PatternParams none;
  EXPECT_FALSE(plain.Fill(none, QueryObject(), UnusedParams::kDrop));
  PatternParams known = One("slug", "x");
  PatternParams other = One("id", "x");
  EXPECT_EQ(FormatSearchParams(with_name.Fill(known, {}, UnusedParams::kDrop)->query),
            "__ESC_COLON_slug=1&b=2");
  EXPECT_EQ(FormatSearchParams(with_name.Fill(other, {}, UnusedParams::kDrop)->query),
            "%3Aslug=1&b=2");
}

TEST(FormatDestination, IsUrlFormat) {
  PreparedDestination destination;
  destination.path = "/a";
  EXPECT_EQ(FormatDestination(destination, ""), "/a");
  EXPECT_EQ(FormatDestination(destination, "x=#1"), "/a?x=%231");
  EXPECT_EQ(FormatDestination(destination, "?x"), "/a?x");
  destination.protocol = "https:";
  destination.hostname = "h:1";
  destination.port = "80";
  destination.auth = "u%20s:p@w";
  destination.path = "a?b#c";
  destination.hash = "#h";
  EXPECT_EQ(FormatDestination(destination, "a=b"),
            "https://u%2520s:p%40w@[h:1]:80/a%3Fb%23c?a=b#h");
}

}  // namespace
}  // namespace next_native

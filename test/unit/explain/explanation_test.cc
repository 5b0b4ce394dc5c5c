#include "explain/explanation.h"

#include <gtest/gtest.h>

#include "support/request_builder.h"
#include "support/site_builder.h"

namespace next_native {
namespace {

constexpr int64_t kNow = 1'000;

class ExplanationTest : public ::testing::Test {
 protected:
  ExplanationTest() {
    site_.outputs().TrailingSlash(false);
    site_.outputs().AppPage("/").AppPage("/_not-found").AppPage("/fresh").AppPage("/late");
    site_.outputs().AppPage("/blog/[slug]").AppRoute("/feed").ApiRoute("/api/old");
    site_.outputs()
        .Page("/_app")
        .Page("/_document")
        .Page("/_error")
        .StaticPage("/about")
        .AppPage("/docs/[[...path]]");
    site_.PrerenderAppPage("/", "/").PrerenderAppPage("/fresh", "/fresh", {60, {}});
    site_.files().Add("/app/public/h.txt", "hello").Add("/app/public/.env", "");
    site_.files().Add("/app/.next/static/c.js", "1;");
  }

  CustomRoutes& rules() { return site_.outputs().Value().custom_routes; }
  void AddMiddleware() {
    site_.outputs().Value().middleware.runtime = MiddlewareRuntime::kNode;
    site_.outputs().Value().middleware.matchers.push_back({"^/.*$", {}, {}, "", ""});
  }
  std::string Ask(std::string_view url, std::string_view method = "GET",
                  RequestFieldList fields = {}) {
    if (!built_) built_ = site_.Build();
    return Explain(built_, MakeRequest(method, url, fields), kNow);
  }
  // Returns the value of `"name":` in the outcome, up to the next comma or brace.
  std::string Outcome(std::string_view name, const std::string& explanation) {
    const size_t outcome = explanation.find("\"outcome\":");
    const std::string key = "\"" + std::string(name) + "\":";
    const size_t begin = explanation.find(key, outcome);
    if (begin == std::string::npos) return "";
    const size_t value = begin + key.size();
    if (explanation[value] == '"') {
      return explanation.substr(value + 1, explanation.find('"', value + 1) - value - 1);
    }
    return explanation.substr(value, explanation.find_first_of(",}", value) - value);
  }

  SiteBuilder site_;
  std::shared_ptr<BuildStores> built_;
};

TEST_F(ExplanationTest, NamesTheAnswerAndItsReason) {
  struct Case {
    const char* method;
    const char* url;
    const char* kind;
    const char* status;
    const char* why;
  };
  const Case cases[] = {
      {"GET", "/", "page", "", "Prerendered at build time, never revalidated."},
      {"GET", "/fresh", "page", "", "Prerendered at build time, revalidated every 60 s."},
      {"GET", "/late", "page", "", "Rendered for every request."},
      {"GET", "/about", "page", "", "Rendered to plain HTML at build time."},
      {"POST", "/about", "page", "405", "Pages rendered at build time answer GET and HEAD only."},
      {"GET", "/feed", "api", "", "Rendered for every request."},
      {"GET", "/api/old", "api", "", "Runs for every request."},
      {"GET", "/h.txt", "file", "", "A file in public/."},
      {"GET", "/_next/static/c.js", "file", "", "A file in the build's static/."},
      {"POST", "/h.txt", "file", "405", "A file in public/. Files answer GET and HEAD only."},
      {"GET", "/.env", "bad-request", "400", "Files whose name starts with a dot are not served."},
      {"GET", "/a/b", "miss", "404", "No rule, file or page matches this path."},
      {"GET", "/_error", "miss", "404",
       "A part of other pages, which cannot be requested directly."},
      {"GET", "/blog/%ff", "bad-request", "400",
       "A parameter of the path is not valid percent-encoding."},
      {"GET", "/late/", "redirect", "308",
       "Every path has one spelling, with or without a trailing slash."},
      {"GET", "//late", "redirect", "308", "Repeated slashes and backslashes are cleaned up."},
      {"GET", "/_next/image?url=a", "image", "", "The path of the image optimizer."},
      {"OPTIONS", "*", "error", "500", "The target of the request is not a URL."},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.url);
    const std::string explanation = Ask(test.url, test.method);
    EXPECT_EQ(Outcome("kind", explanation), test.kind);
    EXPECT_EQ(Outcome("status", explanation), test.status);
    EXPECT_EQ(Outcome("why", explanation), test.why);
  }
}

TEST_F(ExplanationTest, NumbersRulesByTheirPosition) {
  CustomRoute header;
  header.source = "/:path*";
  header.headers = {{"x-a", "\u00e9\"1"}};
  CustomRoute rewrite;
  rewrite.source = "/posts/:slug";
  rewrite.destination = "/blog/:slug?from=posts";
  rules().headers = {header};
  rules().after_files = {rewrite};
  EXPECT_EQ(Ask("/posts/a%20b?q=1&q=2"),
            R"({"steps":[{"phase":"headers","rule":0,"source":"/:path*",)"
            R"("params":{"path":["posts","a%20b"]},"from":"/posts/a%20b","note":"Sets x-a."},)"
            R"({"phase":"afterFiles","rule":0,"source":"/posts/:slug",)"
            R"("destination":"/blog/:slug?from=posts","params":{"slug":"a%20b"},)"
            R"("from":"/posts/a%20b","to":"/blog/a%20b?q=1&q=2&from=posts"},)"
            R"({"phase":"dynamicRoutes","source":"/blog/[slug]","params":{"slug":"a b"},)"
            R"("from":"/blog/a%20b","note":"Its pathname matches the path."}],)"
            R"("outcome":{"kind":"page","output":{"pathname":"/blog/[slug]",)"
            R"("page":"/blog/[slug]/page","file":"app/blog/[slug]/page.js"},)"
            R"("params":{"slug":"a b"},"query":{"q":["1","2"],"from":"posts"},)"
            "\"responseHeaders\":{\"x-a\":\"\u00e9\\\"1\"},"
            R"("why":"Rendered for every request."}})");
}

TEST_F(ExplanationTest, NamesTheRuleOfRedirectsAndProxies) {
  CustomRoute redirect;
  redirect.source = "/old";
  redirect.destination = "/late";
  redirect.status_code = 307;
  CustomRoute proxy;
  proxy.source = "/out/:id";
  proxy.destination = "https://example.com/:id";
  CustomRoute broken;
  broken.source = "/broken";
  broken.destination = "/:missing";
  rules().redirects = {broken, redirect};
  rules().fallback = {proxy};
  const std::string redirected = Ask("/old?a=1");
  EXPECT_EQ(Outcome("location", redirected), "/late?a=1");
  EXPECT_EQ(Outcome("why", redirected), "Rule 1 of redirects sends the client to another URL.");
  const std::string proxied = Ask("/out/7");
  EXPECT_EQ(Outcome("url", proxied), "https://example.com/7");
  EXPECT_EQ(Outcome("why", proxied), "Rule 0 of fallback sends the request to another server.");
  EXPECT_EQ(Outcome("kind", Ask("/broken")), "error");
}

TEST_F(ExplanationTest, NamesFieldsThatCannotBeSet) {
  CustomRoute header;
  header.source = "/:path(.*)";
  header.headers = {{"x-:path", "1"}};
  rules().headers = {header};
  const std::string explanation = Ask("/blog/a");
  EXPECT_EQ(Outcome("kind", explanation), "error");
  EXPECT_EQ(Outcome("why", explanation), "Node.js refuses to set this header field: x-blog/a.");
}

TEST_F(ExplanationTest, ContinuesAfterMiddleware) {
  AddMiddleware();
  const std::string explanation = Ask("/late?a=1");
  EXPECT_NE(explanation.find(R"({"phase":"middleware","from":"/late","to":"/late?a=1",)"),
            std::string::npos)
      << explanation;
  EXPECT_EQ(Outcome("kind", explanation), "page");
}

TEST_F(ExplanationTest, SaysIfTheRequestNeedsARender) {
  EXPECT_EQ(
      Outcome("why", Ask("/fresh", "GET", {{RequestHeader::kCookie, "__prerender_bypass=1"}})),
      "Prerendered at build time, revalidated every 60 s, but the response to this request has "
      "to be rendered.");
  EXPECT_EQ(Outcome("cached", Ask("/fresh")), "true");
  EXPECT_EQ(Outcome("cached", Ask("/late")), "");
}

TEST_F(ExplanationTest, SaysThatTheNotFoundPageHasNoData) {
  AddMiddleware();
  site_.outputs().StaticPage("/404");
  const std::string explanation = Ask("/_next/data/build-1/404.json");
  EXPECT_EQ(Outcome("kind", explanation), "page");
  EXPECT_EQ(Outcome("status", explanation), "404");
  EXPECT_EQ(Outcome("why", explanation),
            "The 404 page has no data: the client router navigates to it instead.");
}

}  // namespace
}  // namespace next_native

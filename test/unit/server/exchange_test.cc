#include "server/exchange.h"

#include <gtest/gtest.h>

#include "support/request_builder.h"
#include "support/site_builder.h"

namespace next_native {
namespace {

std::string HeaderOf(const std::vector<HeaderField>& headers, std::string_view name) {
  for (const HeaderField& field : headers) {
    if (field.name == name) return field.value;
  }
  return "";
}

// Describes an action in one line, for tables.
std::string Describe(const ResponseAction& action) {
  if (const auto* send = std::get_if<SendReply>(&action)) {
    const Reply& reply = *send->reply;
    const std::string location = HeaderOf(reply.headers, "location");
    if (!location.empty()) return std::to_string(reply.status) + " to " + location;
    return std::to_string(reply.status) + " " + (reply.body ? *reply.body : "-");
  }
  if (const auto* file = std::get_if<SendFile>(&action)) return "file " + file->path;
  if (const auto* invoke = std::get_if<InvokeEntrypoint>(&action)) {
    std::string text = invoke->is_error_page ? "error " : "render ";
    text += invoke->output->pathname;
    if (invoke->status != 200) text += " " + std::to_string(invoke->status);
    if (invoke->custom_error_render) text += " (custom render)";
    for (const RouteParam& param : invoke->params) {
      text += " " + param.name + "=";
      for (const std::string& value : param.values) text += value + ";";
    }
    return text;
  }
  if (const auto* proxy = std::get_if<ProxyRequest>(&action)) return "proxy to " + proxy->url;
  if (std::holds_alternative<InvokeMiddleware>(action)) return "middleware";
  if (std::holds_alternative<OptimizeImage>(action)) return "image";
  return "?";
}

class ExchangeTest : public ::testing::Test {
 protected:
  ExchangeTest() {
    site_.outputs().TrailingSlash(false);
    site_.outputs()
        .AppPage("/")
        .AppPage("/blog/[slug]")
        .AppPage("/docs/[...rest]")
        .AppRoute("/api/r");
    site_.outputs().AppPage("/_not-found").AppPage("/late").AppPage("/[any]");
    site_.outputs()
        .Page("/_app")
        .Page("/_document")
        .Page("/_error")
        .ApiRoute("/api/old")
        .StaticPage("/about");
    site_.PrerenderAppPage("/", "/").PrerenderAppPage("/blog/a b", "/blog/[slug]");
    site_.files().Add("/app/public/h.txt", "hello").Add("/app/.next/static/c.js", "1;");
    site_.files().Add("/app/.next/server/pages/about.html", "<p>about</p>");
  }

  // Returns the action after all loads.
  ResponseAction Finish(ResponseAction action) {
    while (std::holds_alternative<AwaitLoad>(action)) {
      exchange_.pending_job()->Run(site_.files());
      action = *exchange_.Resume(ExchangeEvent::kLoaded, kNow);
    }
    return action;
  }
  std::string Ask(std::string_view method, std::string_view url, RequestFieldList fields = {}) {
    exchange_.Reset();
    if (!built_) built_ = site_.Build();
    return Describe(Finish(exchange_.Start(built_, MakeRequest(method, url, fields), kNow)));
  }
  std::string Tell(ExchangeEvent event) { return Describe(Finish(*exchange_.Resume(event, kNow))); }

  static constexpr int64_t kNow = 1'000;
  SiteBuilder site_;
  std::shared_ptr<BuildStores> built_;
  Exchange exchange_;
};

TEST_F(ExchangeTest, RoutesAsNextDoes) {
  struct Case {
    const char* why;
    const char* method;
    const char* url;
    const char* expected;
  };
  const Case cases[] = {
      {"prerendered", "GET", "/", "200 <p>/</p>"},
      {"prerendered, encoded", "GET", "/blog/a%20b?x=1", "200 <p>/blog/a b</p>"},
      {"not prerendered", "GET", "/blog/c", "render /blog/[slug] slug=c;"},
      {"catch-all", "GET", "/docs/a/b%2Fc", "render /docs/[...rest] rest=a;b/c;"},
      {"public file", "GET", "/h.txt", "200 hello"},
      {"public file before a dynamic page", "HEAD", "/h.txt?v=1", "200 -"},
      {"chunk", "GET", "/_next/static/c.js", "200 1;"},
      {"missing chunk", "GET", "/_next/static/d.js", "404 Not Found"},
      {"file with another method", "POST", "/h.txt", "error /_error 405"},
      {"pages without handler", "GET", "/about", "200 <p>about</p>"},
      {"method of a static page", "POST", "/about", "405 Method Not Allowed"},
      {"API route", "POST", "/api/old", "render /api/old"},
      {"route handler", "DELETE", "/api/r", "render /api/r"},
      {"trailing slash", "GET", "/about/?a=1", "308 to /about?a=1"},
      {"repeated slashes", "GET", "//a\\b?c=//d", "308 to /a/b?c=//d"},
      {"dot segments are resolved first", "GET", "/x/../about", "200 <p>about</p>"},
      {"image optimizer", "GET", "/_next/image?url=a", "image"},
      {"undecodable parameter", "GET", "/blog/%ff", "error /_error 400"},
      {"no route", "GET", "/a/b/c", "error /_not-found 404"},
      {"target that is not a URL", "OPTIONS", "*", "500 Internal Server Error"},
      {"error pages do not answer OPTIONS", "OPTIONS", "/h.txt", "400 "},
      {"blocked page", "GET", "/_error", "error /_not-found 404"},
      {"blocked path, though /[any] matches", "GET", "/_app", "error /_not-found 404"},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.why);
    EXPECT_EQ(Ask(test.method, test.url), test.expected);
  }
}

TEST_F(ExchangeTest, ContinuesAfterAnOutputWithoutThePath) {
  EXPECT_EQ(Ask("GET", "/late"), "render /late");
  EXPECT_EQ(Tell(ExchangeEvent::kNoFallback), "render /[any] any=late;");
  EXPECT_EQ(Tell(ExchangeEvent::kNoFallback), "error /_not-found 404");
}

TEST_F(ExchangeTest, AFailedRenderLeadsToTheErrorPage) {
  EXPECT_EQ(Ask("GET", "/late"), "render /late");
  EXPECT_EQ(Tell(ExchangeEvent::kRenderError), "error /_error 500");
  EXPECT_EQ(Tell(ExchangeEvent::kRenderError), "500 Internal Server Error");
}

TEST_F(ExchangeTest, ErrorRunsBeforeACustom500) {
  site_.outputs().StaticPage("/500");
  site_.files().Add("/app/.next/server/pages/500.html", "<p>500</p>");
  EXPECT_EQ(Ask("GET", "/late"), "render /late");
  EXPECT_EQ(Tell(ExchangeEvent::kRenderError), "error /_error 500 (custom render)");
  EXPECT_EQ(Tell(ExchangeEvent::kErrorRendered), "500 <p>500</p>");
}

TEST_F(ExchangeTest, AUrlThatAnEntrypointCannotDecodeIsABadRequest) {
  EXPECT_EQ(Ask("GET", "/late"), "render /late");
  EXPECT_EQ(Tell(ExchangeEvent::kDecodeError), "error /_error 400");
}

TEST_F(ExchangeTest, StartErrorAnswersWithTheErrorPage) {
  built_ = site_.Build();
  EXPECT_EQ(Describe(exchange_.StartError(built_, MakeRequest("GET", "/x"), 404, Purpose::kResponse,
                                          "", kNow)),
            "error /_not-found 404");
  exchange_.Reset();
  EXPECT_EQ(Describe(exchange_.StartError(built_, MakeRequest("GET", "/x"), 500, Purpose::kResponse,
                                          "", kNow)),
            "error /_error 500");
}

TEST_F(ExchangeTest, StartErrorKeepsACacheControlThatIsSet) {
  built_ = site_.Build();
  Request request = MakeRequest("GET", "/x");
  const auto sets_cache_control = [&] {
    exchange_.Reset();
    const ResponseAction action =
        exchange_.StartError(built_, request, 500, Purpose::kResponse, "", kNow);
    return !std::get<InvokeEntrypoint>(action).headers.empty();
  };
  EXPECT_TRUE(sets_cache_control());
  request.response_headers[static_cast<size_t>(ResponseHeader::kCacheControl)] = "s-maxage=1";
  EXPECT_FALSE(sets_cache_control());
}

TEST_F(ExchangeTest, PagesAsValuesAreNotRouted) {
  site_.outputs().BasePath("/docs-site");
  built_ = site_.Build();
  const auto page = [&](std::string_view pathname) {
    exchange_.Reset();
    return Finish(exchange_.StartPage(built_, MakeRequest("GET", "/x"), pathname, kNow));
  };
  EXPECT_EQ(Describe(page("/blog/c")), "render /blog/[slug] slug=c;");
  EXPECT_EQ(Describe(page("/nowhere/at/all")), "error /_not-found 404");
  EXPECT_EQ(Describe(page("/h.txt")), "render /[any] any=h.txt;") << "no files";
  const ResponseAction about = page("/about");
  EXPECT_EQ(Describe(about), "200 <p>about</p>");
  EXPECT_TRUE(std::get<SendReply>(about).reply->headers.empty());
}

TEST_F(ExchangeTest, AStatusSetBeforeIsKept) {
  const auto status = [&](std::string_view url) {
    exchange_.Reset();
    if (!built_) built_ = site_.Build();
    Request request = MakeRequest("GET", url);
    request.response_status = 203;
    const ResponseAction action = Finish(exchange_.Start(built_, request, kNow));
    const auto* invoke = std::get_if<InvokeEntrypoint>(&action);
    return invoke ? invoke->status : std::get<SendReply>(action).reply->status;
  };
  EXPECT_EQ(status("/h.txt"), 203);
  EXPECT_EQ(status("/about"), 203);
  EXPECT_EQ(status("/"), 203);
  EXPECT_EQ(status("/blog/c"), 203);
  EXPECT_EQ(status("/a/b/c"), 404);
}

TEST_F(ExchangeTest, BasePathIsRequired) {
  site_.outputs().BasePath("/docs-site");
  EXPECT_EQ(Ask("GET", "/docs-site/h.txt"), "200 hello");
  EXPECT_EQ(Ask("GET", "/docs-site"), "200 <p>/</p>");
  EXPECT_EQ(Ask("GET", "/h.txt"), "error /_not-found 404");
  EXPECT_EQ(Ask("GET", "/docs-sitex"), "error /_not-found 404");
}

TEST_F(ExchangeTest, WithoutTheOptimizerImagesAreNotFound) {
  site_.outputs().Value().has_image_optimizer = false;
  EXPECT_EQ(Ask("GET", "/_next/image?url=a"), "error /_not-found 404");
}

TEST_F(ExchangeTest, FollowsTheRulesOfTheConfig) {
  CustomRoutes& rules = site_.outputs().Value().custom_routes;
  rules.redirects.resize(1);
  rules.redirects[0].source = "/old/:path*";
  rules.redirects[0].destination = "/docs/:path*";
  rules.redirects[0].status_code = 308;
  rules.before_files.resize(1);
  rules.before_files[0].source = "/text";
  rules.before_files[0].destination = "/h.txt";
  rules.fallback.resize(1);
  rules.fallback[0].source = "/legacy/:path*";
  rules.fallback[0].destination = "https://old.example.com/:path*";
  EXPECT_EQ(Ask("GET", "/old/a/b?q=1"), "308 to /docs/a/b?q=1");
  EXPECT_EQ(Ask("GET", "/text"), "200 hello");
  EXPECT_EQ(Ask("GET", "/legacy/x/y?q=1"), "proxy to https://old.example.com/x/y?q=1");
}

TEST_F(ExchangeTest, RunsMiddlewareBeforeFiles) {
  MiddlewareOutput& middleware = site_.outputs().Value().middleware;
  middleware.runtime = MiddlewareRuntime::kNode;
  middleware.matchers.push_back({"^/h\\.txt$", {}, {}, "", ""});
  EXPECT_EQ(Ask("GET", "/h.txt"), "middleware");
  EXPECT_EQ(Ask("GET", "/late"), "render /late");
}

// A build whose middleware runs for every path. Answer() gives its answer.
class ExchangeWithMiddlewareTest : public ExchangeTest {
 protected:
  ExchangeWithMiddlewareTest() {
    MiddlewareOutput& middleware = site_.outputs().Value().middleware;
    middleware.runtime = MiddlewareRuntime::kNode;
    middleware.matchers.push_back({"^.*$", {}, {}, "", ""});
    site_.outputs().Page("/404").Page("/old");
  }

  std::string Answer(MiddlewareAnswer answer) {
    answer.fields.push_back({"x-middleware-next", "1"});
    action_ = Finish(*exchange_.ResumeMiddleware(answer, kNow));
    return Describe(action_);
  }
  std::string MatchedPath() const {
    const auto* send = std::get_if<SendReply>(&action_);
    const auto* invoke = std::get_if<InvokeEntrypoint>(&action_);
    return HeaderOf(send ? send->reply->headers : invoke->headers, "x-nextjs-matched-path");
  }

  ResponseAction action_;
};

TEST_F(ExchangeWithMiddlewareTest, AnswersToDataRequestsNameThePage) {
  const std::string data = "/_next/data/" + site_.outputs().Build().build_id;
  EXPECT_EQ(Ask("GET", data + "/old.json"), "middleware");
  EXPECT_EQ(Answer({}), "render /old");
  EXPECT_EQ(MatchedPath(), "/old");
  EXPECT_EQ(Ask("POST", data + "/about.json"), "middleware");
  EXPECT_EQ(Answer({}), "405 Method Not Allowed");
  EXPECT_EQ(MatchedPath(), "/about");
  EXPECT_EQ(Ask("GET", data + "/404.json"), "middleware");
  EXPECT_EQ(Answer({}), "404 {}");
  EXPECT_EQ(MatchedPath(), "/404");
}

TEST_F(ExchangeWithMiddlewareTest, MiddlewareDecidesIfTheDataHeaderStays) {
  const std::string data = "/_next/data/" + site_.outputs().Build().build_id + "/old.json";
  EXPECT_EQ(Ask("GET", data), "middleware");
  EXPECT_EQ(Answer({200, {{"x-middleware-override-headers", "host"}}}), "render /old");
  EXPECT_EQ(MatchedPath(), "");
  EXPECT_TRUE(std::get<InvokeEntrypoint>(action_).is_data_request);
  EXPECT_EQ(Ask("GET", data), "middleware");
  EXPECT_EQ(Answer({200,
                    {{"x-middleware-override-headers", "x-nextjs-data"},
                     {"x-middleware-request-x-nextjs-data", "1"}}}),
            "render /old");
  EXPECT_EQ(MatchedPath(), "/old");
  EXPECT_EQ(Ask("GET", "/old"), "middleware");
  EXPECT_EQ(Answer({200, {{"x-nextjs-data", "1"}}}), "render /old");
  EXPECT_EQ(MatchedPath(), "/old");
}

TEST_F(ExchangeTest, RefusesEventsThatDoNotBelongToItsStep) {
  EXPECT_EQ(exchange_.Resume(ExchangeEvent::kLoaded, kNow), std::nullopt) << "not started";
  EXPECT_EQ(Ask("GET", "/late"), "render /late");
  EXPECT_EQ(exchange_.Resume(ExchangeEvent::kLoaded, kNow), std::nullopt);
  EXPECT_EQ(exchange_.Resume(ExchangeEvent::kErrorRendered, kNow), std::nullopt);
  EXPECT_EQ(exchange_.ResumeMiddleware({}, kNow), std::nullopt);
  EXPECT_EQ(exchange_.step(), ExchangeStep::kPage);
  EXPECT_EQ(Tell(ExchangeEvent::kRenderError), "error /_error 500") << "nothing has changed";
  EXPECT_EQ(Tell(ExchangeEvent::kRenderError), "500 Internal Server Error");
  EXPECT_EQ(exchange_.Resume(ExchangeEvent::kRenderError, kNow), std::nullopt) << "over";
}

TEST_F(ExchangeTest, AFileThatVanishedIsABadRequest) {
  site_.files().Add("/app/public/large.bin", std::string(9 * 1024 * 1024, 'x'));
  EXPECT_EQ(Ask("GET", "/large.bin"), "file /app/public/large.bin");
  EXPECT_EQ(Tell(ExchangeEvent::kFileVanished), "error /_error 400");
}

// The next request of the exchange may not be routed, so it must not see the old route.
TEST_F(ExchangeTest, ResetForgetsTheRequest) {
  built_ = site_.Build();
  {
    const std::string url = "/blog/a-long-slug-that-needs-the-heap?_rsc=of-another-request";
    (void)exchange_.Start(built_, MakeRequest("GET", url), kNow);
  }
  exchange_.Reset();
  EXPECT_EQ(exchange_.step(), ExchangeStep::kIdle);
  EXPECT_EQ(exchange_.resolved().path, "");
  EXPECT_EQ(exchange_.resolved().target.query, "");
  EXPECT_EQ(
      Describe(Finish(exchange_.StartPage(built_, MakeRequest("GET", "/late"), "/late", kNow))),
      "render /late");
}

TEST_F(ExchangeTest, AnOpenExchangeKeepsTheTextOfItsRequest) {
  built_ = site_.Build();
  ResponseAction action;
  {
    const std::string url = "/blog/some-quite-long-slug-that-needs-the-heap";
    action = exchange_.Start(built_, MakeRequest("GET", url), kNow);
  }
  EXPECT_EQ(Describe(action), "render /blog/[slug] slug=some-quite-long-slug-that-needs-the-heap;");
  EXPECT_EQ(Tell(ExchangeEvent::kNoFallback), "error /_not-found 404");
}

TEST_F(ExchangeTest, NamedPagesCheckTheRscParameterOfTheUrl) {
  site_.outputs().Value().config.validate_rsc_request_headers = true;
  built_ = site_.Build();
  const auto page = [&](std::string_view url) {
    exchange_.Reset();
    const Request request = MakeRequest("GET", url, {{RequestHeader::kRsc, "1"}});
    return Describe(Finish(exchange_.StartRevalidation(built_, request, kNow)));
  };
  EXPECT_EQ(page("/late?_rsc"), "render /late");
  EXPECT_EQ(page("/late?_rsc=wrong"), "307 to /late?_rsc");
}

// Routing starts again from the request that the exchange owns, which then gets more fields.
TEST_F(ExchangeTest, RoutingAgainReadsTheOwnedUrl) {
  CustomRoutes& rules = site_.outputs().Value().custom_routes;
  rules.headers.resize(1);
  rules.headers[0].source = "/:path*";
  rules.headers[0].headers = {{"Vary", "X-Team"}};
  const std::string query(200, 'q');
  EXPECT_EQ(Ask("GET", "/late?" + query), "render /late");
  EXPECT_EQ(Tell(ExchangeEvent::kNoFallback), "render /[any] any=late;");
  EXPECT_EQ(exchange_.resolved().target.query, query);
  EXPECT_EQ(Tell(ExchangeEvent::kNoFallback), "error /_not-found 404");
}

}  // namespace
}  // namespace next_native

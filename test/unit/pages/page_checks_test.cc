#include "pages/page_checks.h"

#include <gtest/gtest.h>

#include "support/build_output_builder.h"
#include "support/request_builder.h"

namespace next_native {
namespace {

constexpr const char* kActionType = "multipart/form-data; boundary=x";

class PageRulesTest : public ::testing::Test {
 protected:
  PageRulesTest() {
    BuildOutputBuilder builder;
    builder.AppPage("/static").AppPage("/dynamic").AppPage("/_not-found").AppRoute("/route");
    builder.Page("/ssr").StaticPage("/about").ApiRoute("/api/x").Page("/_error");
    PrerenderedRoute route;
    route.path = "/static";
    route.source_route = "/static";
    builder.Prerendered(route);
    builder.Value().config.validate_rsc_request_headers = true;
    build_ = builder.Build();
  }

  GeneratedReply Check(const char* pathname, const Request& request, std::string_view query = {}) {
    const Output& output = build_.outputs[build_.output_by_pathname.find(pathname)->second];
    return CheckPageRequest({build_, output, request, query});
  }

  BuildOutput build_;
};

TEST_F(PageRulesTest, MethodsOfStaticPages) {
  struct Case {
    const char* method;
    const char* pathname;
    const char* content_type;
    int status;  // 0: goes on to the page
  };
  const Case cases[] = {
      {"GET", "/static", "", 0},
      {"HEAD", "/static", "", 0},
      {"POST", "/static", "", 405},
      {"POST", "/static", kActionType, 0},
      {"PUT", "/static", kActionType, 405},
      {"OPTIONS", "/static", "", 405},
      {"POST", "/about", "", 405},
      {"OPTIONS", "/dynamic", "", 400},
      {"OPTIONS", "/route", "", 0},
      {"OPTIONS", "/ssr", "", 400},
      {"OPTIONS", "/api/x", "", 0},
      {"DELETE", "/dynamic", "", 0},
      {"POST", "/_not-found", "", 0},
      {"OPTIONS", "/_not-found", "", 0},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(std::string(test.method) + " " + test.pathname);
    Request request = MakeRequest(test.method, test.pathname);
    if (*test.content_type) {
      request.headers[static_cast<size_t>(RequestHeader::kContentType)] = test.content_type;
    }
    const GeneratedReply reply = Check(test.pathname, request);
    EXPECT_EQ(reply ? reply->status : 0, test.status);
  }
}

TEST_F(PageRulesTest, RscRequestsNeedTheirParameter) {
  const Request bare = MakeRequest("GET", "/static?a=%20&_rsc=old&b", {{RequestHeader::kRsc, "1"}});
  const GeneratedReply reply = Check("/static", bare, "a=%20&_rsc=old&b");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 307);
  EXPECT_EQ(reply->headers[0].value, "/static?a=%20&b&_rsc");
  EXPECT_FALSE(Check("/static", bare, "_rsc"));
  EXPECT_FALSE(Check("/static", bare, "_rsc="));

  const Request prefetch = MakeRequest(
      "GET", "/static", {{RequestHeader::kRsc, "1"}, {RequestHeader::kNextRouterPrefetch, "1"}});
  const GeneratedReply hashed = Check("/static", prefetch);
  ASSERT_TRUE(hashed);
  const std::string location = hashed->headers[0].value;
  ASSERT_TRUE(location.starts_with("/static?_rsc="));
  EXPECT_FALSE(Check("/static", prefetch, std::string_view(location).substr(8)));
  EXPECT_FALSE(Check("/_not-found", prefetch)) << "not-found pages have lost the fields";
}

TEST_F(PageRulesTest, MiddlewarePrefetchStopsAtDynamicPages) {
  const Request request = MakeRequest("GET", "/", {{RequestHeader::kXMiddlewarePrefetch, "1"}});
  const GeneratedReply reply = Check("/ssr", request);
  ASSERT_TRUE(reply);
  EXPECT_EQ(*reply->body, "{}");
  EXPECT_FALSE(Check("/static", request));
}

TEST_F(PageRulesTest, RefusalsNameThePageToTheClientRouter) {
  const Output& output = build_.outputs[build_.output_by_pathname.find("/static")->second];
  const Request request = MakeRequest("POST", "/static");
  PageRequest page{build_, output, request};
  page.matched_path = "/static";
  const GeneratedReply reply = CheckPageRequest(page);
  ASSERT_TRUE(reply);
  ASSERT_EQ(reply->headers.size(), 4U);
  EXPECT_EQ(reply->headers[1].name, "x-nextjs-matched-path");
  EXPECT_EQ(reply->headers[1].value, "/static");
}

TEST_F(PageRulesTest, ApiRoutesVaryByNothing) {
  Output output;
  output.kind = OutputKind::kPagesApi;
  const Request request = MakeRequest("GET", "/", {{RequestHeader::kRsc, "1"}});
  EXPECT_EQ(PageVary(output, request), "");
  output.kind = OutputKind::kPage;
  EXPECT_NE(PageVary(output, request), "");
}

TEST_F(PageRulesTest, NotFoundPageIsPlainForSubresources) {
  const Request request = MakeRequest("GET", "/", {{RequestHeader::kSecFetchDest, "script"}});
  const GeneratedReply reply = Check("/_not-found", request);
  ASSERT_TRUE(reply);
  EXPECT_EQ(*reply->body, "Not Found");
}

}  // namespace
}  // namespace next_native

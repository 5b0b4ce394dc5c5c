#include "pages/page_checks.h"

#include <gtest/gtest.h>

#include "support/build_output_builder.h"
#include "support/request_builder.h"

namespace next_native {
namespace {

constexpr const char* kActionType = "multipart/form-data; boundary=x";

class PageChecksTest : public ::testing::Test {
 protected:
  PageChecksTest() {
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

  // Returns the reply of the check that ends the request; null: all checks let it pass.
  GeneratedReply Check(const char* pathname, const Request& request) {
    const Output& output = build_.outputs[build_.output_by_pathname.find(pathname)->second];
    const RequestTarget target = ParseRequestTarget(request.url);
    std::optional<PageRefusal> refusal = CheckPageRequest({build_, output, request, target});
    return refusal ? std::move(refusal->reply) : nullptr;
  }

  BuildOutput build_;
};

TEST_F(PageChecksTest, MethodsOfStaticPages) {
  struct Case {
    const char* method;
    const char* pathname;
    const char* content_type;
    int status;  // 0: the checks let the request pass
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

TEST_F(PageChecksTest, RscRequestsNeedTheRightParameter) {
  const auto rsc = [this](std::string_view url, RequestFieldList more = {}) {
    Request request = MakeRequest("GET", url, more);
    request.headers[static_cast<size_t>(RequestHeader::kRsc)] = "1";
    return Check(url.starts_with("/_not-found") ? "/_not-found" : "/static", request);
  };
  const GeneratedReply reply = rsc("/static?a=%20&_rsc=old&b");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 307);
  EXPECT_EQ(reply->headers[0].value, "/static?a=%20&b&_rsc");
  EXPECT_FALSE(rsc("/static?_rsc"));
  EXPECT_FALSE(rsc("/static?_rsc="));

  const RequestFieldList prefetch = {{RequestHeader::kNextRouterPrefetch, "1"}};
  const GeneratedReply hashed = rsc("/static", prefetch);
  ASSERT_TRUE(hashed);
  const std::string location = hashed->headers[0].value;
  ASSERT_TRUE(location.starts_with("/static?_rsc="));
  EXPECT_FALSE(rsc(location, prefetch));
  EXPECT_FALSE(rsc("/_not-found", prefetch)) << "not-found pages no longer have the fields";
}

TEST_F(PageChecksTest, PagesRenderedPerRequestAnswerMiddlewarePrefetches) {
  const Request request = MakeRequest("GET", "/", {{RequestHeader::kXMiddlewarePrefetch, "1"}});
  const GeneratedReply reply = Check("/ssr", request);
  ASSERT_TRUE(reply);
  EXPECT_EQ(*reply->body, "{}");
  EXPECT_FALSE(Check("/static", request));
}

TEST_F(PageChecksTest, RefusalsNameThePageToTheClientRouter) {
  const Output& output = build_.outputs[build_.output_by_pathname.find("/static")->second];
  const Request request = MakeRequest("POST", "/static");
  const RequestTarget target = ParseRequestTarget(request.url);
  PageRequest page{build_, output, request, target};
  page.matched_path = "/static";
  const std::optional<PageRefusal> refusal = CheckPageRequest(page);
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->reason, AnswerReason::kMethod);
  const Reply& reply = *refusal->reply;
  ASSERT_EQ(reply.headers.size(), 4U);
  EXPECT_EQ(reply.headers[1].name, "x-nextjs-matched-path");
  EXPECT_EQ(reply.headers[1].value, "/static");
}

TEST_F(PageChecksTest, ApiRoutesVaryByNothing) {
  Output output;
  output.kind = OutputKind::kPagesApi;
  const Request request = MakeRequest("GET", "/", {{RequestHeader::kRsc, "1"}});
  EXPECT_EQ(PageVary(output, request), "");
  output.kind = OutputKind::kPage;
  EXPECT_NE(PageVary(output, request), "");
}

TEST_F(PageChecksTest, NotFoundPageIsPlainForSubresources) {
  const Request request = MakeRequest("GET", "/", {{RequestHeader::kSecFetchDest, "script"}});
  const GeneratedReply reply = Check("/_not-found", request);
  ASSERT_TRUE(reply);
  EXPECT_EQ(*reply->body, "Not Found");
}

}  // namespace
}  // namespace next_native

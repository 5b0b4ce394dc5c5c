#include "pages/error_page.h"

#include <gtest/gtest.h>

#include "support/build_output_builder.h"
#include "support/request_builder.h"

namespace next_native {
namespace {

struct Case {
  const char* why;
  std::vector<const char*> pages;      // of pages/
  std::vector<const char*> app_pages;  // of app/
  int status;
  ErrorPass pass;
  const char* expected;  // pathname; null: plain text
};

TEST(FindErrorPage, ChoosesAsNextDoes) {
  const Case cases[] = {
      {"app not-found wins over pages 404",
       {"/404", "/_error"},
       {"/_not-found"},
       404,
       ErrorPass::kFinal,
       "/_not-found"},
      {"pages 404", {"/404", "/_error"}, {}, 404, ErrorPass::kFinal, "/404"},
      {"no 404 page: _error", {"/_error"}, {}, 404, ErrorPass::kFinal, "/_error"},
      {"custom 500", {"/500", "/_error"}, {}, 500, ErrorPass::kFinal, "/500"},
      {"no 500 page: _error", {"/_error"}, {"/_not-found"}, 500, ErrorPass::kFinal, "/_error"},
      {"_error runs before a custom 500",
       {"/500", "/_error"},
       {},
       500,
       ErrorPass::kCustomRender,
       "/_error"},
      {"_error shows other statuses",
       {"/404", "/500", "/_error"},
       {},
       405,
       ErrorPass::kFinal,
       "/_error"},
      {"app-only builds have no _error", {}, {"/_not-found"}, 400, ErrorPass::kFinal, nullptr},
      {"app-only builds cannot render their /500",
       {"/500", "-"},
       {},
       500,
       ErrorPass::kFinal,
       nullptr},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.why);
    BuildOutputBuilder builder;
    const bool is_app_only = test.pages.empty() || test.pages.back() == std::string("-");
    for (const char* page : test.pages) builder.Page(page);
    if (!is_app_only) builder.Page("/_app").Page("/_document");
    for (const char* page : test.app_pages) builder.AppPage(page);
    const BuildOutput build = builder.Build();
    const Output* found = FindErrorPage(build, test.status, test.pass);
    if (test.expected == nullptr) {
      EXPECT_EQ(found, nullptr);
    } else {
      ASSERT_NE(found, nullptr);
      EXPECT_EQ(found->pathname, test.expected);
    }
  }
}

TEST(WantsPlainNotFound, ForAssetsAndSubresources) {
  const RequestHeader dest = RequestHeader::kSecFetchDest;
  EXPECT_TRUE(WantsPlainNotFound(MakeRequest("POST", "/"), "/_next/static/x.js"));
  EXPECT_TRUE(WantsPlainNotFound(MakeRequest("GET", "/", {{dest, "image"}}), "/a.png"));
  EXPECT_FALSE(WantsPlainNotFound(MakeRequest("POST", "/", {{dest, "image"}}), "/a.png"));
  EXPECT_FALSE(WantsPlainNotFound(MakeRequest("GET", "/", {{dest, "document"}}), "/a"));
  EXPECT_FALSE(WantsPlainNotFound(MakeRequest("GET", "/"), "/_next/data/x"));
}

TEST(InternalServerError, CarriesTheTagOfItsText) {
  BuildOutputBuilder builder;
  const GeneratedReply reply =
      InternalServerError(builder.Build(), {{"Allow", "GET"}, {"ETag", "W/\"1\""}});
  EXPECT_EQ(reply->status, 500);
  EXPECT_EQ(*reply->body, "Internal Server Error");
  ASSERT_EQ(reply->headers.size(), 4U);
  EXPECT_EQ(reply->headers[0].name, "Allow") << "set on the response before";
  EXPECT_EQ(reply->headers[1].value, "\"66fci67lppl\"");
  EXPECT_EQ(reply->headers[2].value, "text/plain");
}

}  // namespace
}  // namespace next_native

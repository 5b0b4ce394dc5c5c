#include "pages/not_found.h"

#include "unit/pages/page_fixture.h"

namespace next_native {
namespace {

class NotFoundTest : public PageFixture {};

TEST_F(NotFoundTest, AssetsAndSubresourcesGetPlainText) {
  const Request chunk = MakeRequest("GET", "/_next/static/x.js");
  const Request image = MakeRequest("GET", "/x", {{RequestHeader::kSecFetchDest, "image"}});
  const Request page = MakeRequest("GET", "/x");
  EXPECT_EQ(*AnswerMiss(ContextOf(chunk), chunk.url)->body, "Not Found");
  EXPECT_EQ(*AnswerMiss(ContextOf(image), image.url)->body, "Not Found");
  EXPECT_EQ(AnswerMiss(ContextOf(page), page.url), nullptr);
}

TEST_F(NotFoundTest, AMissTellsTheClientRouterToNavigate) {
  AddMiddleware();
  const Request request = MakeRequest("GET", "/x");
  PageContext context = ContextOf(request);
  EXPECT_EQ(AnswerMiss(context, "/x"), nullptr) << "only data requests";
  context.has_data_header = true;
  const GeneratedReply reply = AnswerMiss(context, "/x");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 404);
  EXPECT_EQ(*reply->body, "{}");
  EXPECT_EQ(HeaderOf(reply->headers, "x-nextjs-matched-path"), "/x");
}

TEST_F(NotFoundTest, NamesAHiddenPageWithItsLocale) {
  AddMiddleware();
  outputs_.Locales({"en", "de"}).BasePath("/base");
  const Request request = MakeRequest("GET", "/base/de/x/");
  PageContext context = ContextOf(request);
  context.locale = "de";
  EXPECT_EQ(AnswerHiddenPage(context, "/base/de/x/"), nullptr) << "only data requests";
  context.has_data_header = true;
  const GeneratedReply reply = AnswerHiddenPage(context, "/base/de/x/");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(HeaderOf(reply->headers, "x-nextjs-matched-path"), "/de/x");
}

}  // namespace
}  // namespace next_native

#include "pages/error_answer.h"

#include "unit/pages/page_fixture.h"

namespace next_native {
namespace {

class ErrorAnswerTest : public PageFixture {
 protected:
  ErrorPageAnswer Show(int status, ErrorPass pass = ErrorPass::kFinal) {
    return Show(MakeRequest("GET", "/gone"), status, pass);
  }
  ErrorPageAnswer Show(const Request& request, int status, ErrorPass pass = ErrorPass::kFinal) {
    const PageContext context = ContextOf(request);
    const RequestTarget target = ParseRequestTarget(request.url);
    const std::vector<HeaderField> headers = {{"Cache-Control", "no-store"}};
    const ShownError error{
        .status = status, .pass = pass, .headers = headers, .path = {}, .target = target};
    for (;;) {
      ErrorPageAnswer answer = AnswerErrorPage(context, error);
      const auto* await = std::get_if<PageAwait>(&answer);
      if (await == nullptr) return answer;
      await->job->Run(files_);
    }
  }
  void AddPagesRuntime() { outputs_.Page("/_app").Page("/_document").Page("/_error"); }
};

TEST_F(ErrorAnswerTest, ABuildWithoutPagesHasNoErrorPage) {
  EXPECT_TRUE(std::holds_alternative<NoErrorPage>(Show(500)));
}

TEST_F(ErrorAnswerTest, InvokesThePageWithStatusAndHeaders) {
  AddPagesRuntime();
  const ErrorPageAnswer answer = Show(500);
  const auto* page = std::get_if<PageInvoke>(&answer);
  ASSERT_NE(page, nullptr);
  EXPECT_EQ(page->invoke.output->pathname, "/_error");
  EXPECT_EQ(page->invoke.status, 500);
  EXPECT_TRUE(page->invoke.is_error_page);
  EXPECT_FALSE(page->invoke.custom_error_render);
  EXPECT_EQ(HeaderOf(page->invoke.headers, "Cache-Control"), "no-store");
}

TEST_F(ErrorAnswerTest, TheCustomPassRunsErrorBeforeAStatic500) {
  AddPagesRuntime();
  outputs_.StaticPage("/500");
  files_.Add("/app/.next/server/pages/500.html", "<p>500</p>");
  const ErrorPageAnswer custom = Show(500, ErrorPass::kCustomRender);
  ASSERT_TRUE(std::holds_alternative<PageInvoke>(custom));
  EXPECT_TRUE(std::get<PageInvoke>(custom).invoke.custom_error_render);
  const ErrorPageAnswer shown = Show(500);
  ASSERT_TRUE(std::holds_alternative<PageReply>(shown));
  EXPECT_EQ(*std::get<PageReply>(shown).reply->body, "<p>500</p>");
  EXPECT_EQ(std::get<PageReply>(shown).reply->status, 500);
}

TEST_F(ErrorAnswerTest, AStaticPageWithoutItsFileIsNoErrorPage) {
  AddPagesRuntime();
  outputs_.StaticPage("/404");
  EXPECT_TRUE(std::holds_alternative<NoErrorPage>(Show(404)));
}

TEST_F(ErrorAnswerTest, ChecksOfPagesApplyToErrorPages) {
  AddPagesRuntime();
  outputs_.Value().config.validate_rsc_request_headers = true;
  const ErrorPageAnswer answer =
      Show(MakeRequest("GET", "/gone?_rsc=wrong", {{RequestHeader::kRsc, "1"}}), 400);
  ASSERT_TRUE(std::holds_alternative<PageReply>(answer));
  EXPECT_EQ(std::get<PageReply>(answer).reply->status, 307);
  EXPECT_EQ(std::get<PageReply>(answer).reason, AnswerReason::kRscParameter);
}

}  // namespace
}  // namespace next_native

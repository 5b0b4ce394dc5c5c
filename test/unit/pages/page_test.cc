#include "pages/page.h"

#include "unit/pages/page_fixture.h"

namespace next_native {
namespace {

class PageTest : public PageFixture {
 protected:
  PageTest() {
    outputs_.AppPage("/").AppPage("/blog/[slug]").AppPage("/_not-found").AppRoute("/feed");
    outputs_.Page("/_app").Page("/_document").Page("/_error").Page("/ssr").ApiRoute("/api/a");
    outputs_.StaticPage("/about").StaticPage("/lost");
    files_.Add("/app/.next/server/pages/about.html", "<p>about</p>");
  }

  PageAnswer Ask(std::string_view url, RequestFieldList fields = {}) {
    return Ask(MakeRequest("GET", url, fields));
  }
  // Returns the answer after all jobs. The path of the request is routed without rewrites.
  PageAnswer Ask(const Request& request) {
    PageContext context = ContextOf(request);
    context.has_data_header = has_data_header_;
    const RequestTarget target = ParseRequestTarget(request.url);
    const RouteMatch match = table_->Match(target.path);
    const PageRoute route{.match = match, .path = target.path, .target = target};
    for (;;) {
      PageAnswer answer = AnswerPage(context, route);
      const auto* await = std::get_if<PageAwait>(&answer);
      if (await == nullptr) return answer;
      await->job->Run(files_);
      ++jobs_;
    }
  }

  bool has_data_header_ = false;
  int jobs_ = 0;
};

TEST_F(PageTest, APageRenderedPerRequestIsInvoked) {
  const PageAnswer answer = Ask("/blog/a%20b");
  const auto* page = std::get_if<PageInvoke>(&answer);
  ASSERT_NE(page, nullptr);
  EXPECT_EQ(page->reason, AnswerReason::kRenders);
  EXPECT_EQ(page->invoke.output->pathname, "/blog/[slug]");
  EXPECT_EQ(page->invoke.params.front().values.front(), "a b");
  EXPECT_NE(page->invoke.append_vary, "");
  EXPECT_TRUE(page->invoke.drop_next_url);
}

TEST_F(PageTest, ADraftRequestIsRendered) {
  const PageAnswer answer = Ask("/", {{RequestHeader::kCookie, "__prerender_bypass=1"}});
  ASSERT_TRUE(std::holds_alternative<PageInvoke>(answer));
  EXPECT_EQ(std::get<PageInvoke>(answer).reason, AnswerReason::kRendersRequest);
}

TEST_F(PageTest, AStaticPageIsReadyAfterOneJob) {
  const PageAnswer answer = Ask("/about");
  const auto* ready = std::get_if<PageReply>(&answer);
  ASSERT_NE(ready, nullptr);
  EXPECT_EQ(*ready->reply->body, "<p>about</p>");
  EXPECT_EQ(ready->reason, AnswerReason::kStaticPage);
  EXPECT_EQ(jobs_, 1);
}

TEST_F(PageTest, AStaticPageWithoutItsFileIsAnError) {
  const PageAnswer answer = Ask("/lost");
  const auto* ready = std::get_if<PageReply>(&answer);
  ASSERT_NE(ready, nullptr);
  EXPECT_EQ(ready->reply->status, 500);
  EXPECT_EQ(ready->reason, AnswerReason::kMissingFile);
}

TEST_F(PageTest, ChecksAnswerBeforeTheEntrypoint) {
  const PageAnswer answer = Ask(MakeRequest("POST", "/about"));
  ASSERT_TRUE(std::holds_alternative<PageReply>(answer));
  EXPECT_EQ(std::get<PageReply>(answer).reply->status, 405);
  EXPECT_EQ(std::get<PageReply>(answer).reason, AnswerReason::kMethod);
}

TEST_F(PageTest, BlockedPathsAreMisses) {
  const PageAnswer answer = Ask("/_error");
  ASSERT_TRUE(std::holds_alternative<PageNotFound>(answer));
  EXPECT_EQ(std::get<PageNotFound>(answer), PageNotFound::kMiss);
}

TEST_F(PageTest, PagesOfOtherLocalesAreHidden) {
  outputs_.Locales({"en", "de"}).LocalizedStaticPage("de", "/nur");
  const Request request = MakeRequest("GET", "/nur");
  PageContext context = ContextOf(request);
  context.locale = "en";
  const RequestTarget target = ParseRequestTarget(request.url);
  RouteMatch match;
  match.output = &build_->outputs[build_->output_by_localized_pathname.find("/de/nur")->second];
  const PageAnswer answer =
      AnswerPage(context, {.match = match, .path = target.path, .target = target});
  ASSERT_TRUE(std::holds_alternative<PageNotFound>(answer));
  EXPECT_EQ(std::get<PageNotFound>(answer), PageNotFound::kHidden);
}

TEST_F(PageTest, AnswersToDataRequestsNameThePage) {
  has_data_header_ = true;
  const PageAnswer answer = Ask("/ssr");
  ASSERT_TRUE(std::holds_alternative<PageInvoke>(answer));
  EXPECT_EQ(HeaderOf(std::get<PageInvoke>(answer).invoke.headers, "x-nextjs-matched-path"), "/ssr");
}

TEST_F(PageTest, AwaitsNoJobAfterTheLimit) {
  const Request request = MakeRequest("GET", "/about");
  PageContext context = ContextOf(request);
  context.may_load = false;
  const RequestTarget target = ParseRequestTarget(request.url);
  const RouteMatch match = table_->Match(target.path);
  const PageAnswer answer =
      AnswerPage(context, {.match = match, .path = target.path, .target = target});
  ASSERT_TRUE(std::holds_alternative<PageReply>(answer));
  EXPECT_EQ(std::get<PageReply>(answer).reply->status, 500);
}

}  // namespace
}  // namespace next_native

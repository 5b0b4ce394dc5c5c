#include "pages/page_context.h"

#include "unit/pages/page_fixture.h"

namespace next_native {
namespace {

class PageContextTest : public PageFixture {};

TEST_F(PageContextTest, RecognizesUrlsThatNeedNoParsing) {
  const std::pair<const char*, bool> cases[] = {
      {"/a", true},    {"/a?b=c", true},      {"/a%20b?c=%22", true}, {"/a?", false},
      {"/a#b", false}, {"/a/../b", false},    {"/a b", false},        {"/a?b=\"", false},
      {"/a^b", false}, {"http://h/a", false}, {"/\xC3\xA9", false},
  };
  for (const auto& [url, expected] : cases) {
    const Request request = MakeRequest("GET", url);
    EXPECT_EQ(HasNormalUrl(ContextOf(request), ParseRequestTarget(url)), expected) << url;
  }
}

TEST_F(PageContextTest, AUrlThatRoutingReplacedIsParsed) {
  const Request request = MakeRequest("GET", "/a");
  PageContext context = ContextOf(request);
  context.url = "/b";
  EXPECT_FALSE(HasNormalUrl(context, ParseRequestTarget("/a")));
}

TEST_F(PageContextTest, FinishedRepliesContinueTheVaryOfTheResponse) {
  Request request = MakeRequest("GET", "/a");
  request.response_headers[static_cast<size_t>(ResponseHeader::kVary)] = "Origin";
  PageContext context = ContextOf(request);
  context.compression = Compression::kOn;
  context.appended_vary = "rsc";
  const SharedReply reply = Finish(
      context,
      MakeGeneratedReply(404, ReplyKind::kError, {{"Content-Type", "text/plain"}}, "Not Found"));
  EXPECT_EQ(HeaderOf(reply->headers, "Vary"), "Origin, rsc, Accept-Encoding");
  EXPECT_EQ(HeaderOf(reply->headers, "Content-Length"), "9");
}

TEST_F(PageContextTest, AValueHasNoHeaders) {
  const Request request = MakeRequest("GET", "/a");
  PageContext context = ContextOf(request);
  context.purpose = Purpose::kValue;
  const SharedReply reply =
      Finish(context, MakeGeneratedReply(404, ReplyKind::kError, {{"vary", "rsc"}}, "x"));
  EXPECT_TRUE(reply->headers.empty());
  EXPECT_EQ(*reply->body, "x");
}

}  // namespace
}  // namespace next_native

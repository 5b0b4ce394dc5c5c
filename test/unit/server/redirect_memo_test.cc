#include "server/redirect_memo.h"

#include <gtest/gtest.h>

#include <string>

#include "server/exchange.h"
#include "support/request_builder.h"
#include "support/site_builder.h"

namespace next_native {
namespace {

CustomRoute Rule(std::string source) {
  CustomRoute rule;
  rule.file = "routes-manifest.json";
  rule.source = std::move(source);
  return rule;
}

class RedirectMemoTest : public testing::Test {
 protected:
  RedirectMemoTest() {
    builder_.outputs().AppPage("/_not-found").Page("/_error");
    CustomRoute redirect = Rule("/old/:slug");
    redirect.destination = "/new/:slug";
    redirect.status_code = 308;
    rules().redirects.push_back(redirect);
  }

  CustomRoutes& rules() { return builder_.outputs().Value().custom_routes; }

  // Returns the reply to a request. Fails if the action is not a reply.
  SharedReply Ask(const Request& request) {
    if (!site_) site_ = builder_.Build();
    Exchange exchange;
    const ResponseAction action = exchange.Start(site_, request, 0);
    EXPECT_TRUE(std::holds_alternative<SendReply>(action));
    EXPECT_TRUE(exchange.TakeChanges().empty());
    return std::get<SendReply>(action).reply;
  }
  SharedReply Get(std::string_view url, RequestFieldList fields = {}) {
    return Ask(MakeRequest("GET", url, fields));
  }

  static std::string Location(const SharedReply& reply) {
    for (const HeaderField& field : reply->headers) {
      if (field.name == "location") return field.value;
    }
    return "";
  }

  SiteBuilder builder_;
  std::shared_ptr<BuildStores> site_;
};

TEST_F(RedirectMemoTest, MakesTheReplyOfAUrlOnce) {
  const SharedReply first = Get("/old/a");
  EXPECT_EQ(Location(first), "/new/a");
  EXPECT_EQ(Get("/old/a"), first);
  EXPECT_EQ(Get("/old/a", {{RequestHeader::kCookie, "a=b"}, {RequestHeader::kRsc, "1"}}), first);
  EXPECT_EQ(Ask(MakeRequest("POST", "/old/a")), first);
}

TEST_F(RedirectMemoTest, KeysRepliesByTheWholeUrl) {
  Get("/old/a");
  EXPECT_EQ(Location(Get("/old/b")), "/new/b");
  EXPECT_EQ(Location(Get("/old/a?x=1")), "/new/a?x=1");
  EXPECT_EQ(Location(Get("/old/a?x=2")), "/new/a?x=2");
  EXPECT_EQ(Location(Get("/old/a")), "/new/a");
}

TEST_F(RedirectMemoTest, KeepsRedirectsToTheCleanPath) {
  const SharedReply first = Get("/a//b?c=d");
  EXPECT_EQ(Location(first), "/a/b?c=d");
  EXPECT_EQ(Get("/a//b?c=d"), first);
}

// The reply to HEAD has no Content-Length.
TEST_F(RedirectMemoTest, DoesNotAnswerHead) {
  const Request head = MakeRequest("HEAD", "/old/a");
  const SharedReply get = Get("/old/a");
  const SharedReply reply = Ask(head);
  EXPECT_LT(reply->headers.size(), get->headers.size());
  EXPECT_NE(Ask(head), reply);
  EXPECT_EQ(Get("/old/a"), get);
}

// Fields that are set on the response change `Vary`.
TEST_F(RedirectMemoTest, DoesNotAnswerWithFieldsOnTheResponse) {
  Request request = MakeRequest("GET", "/old/a");
  request.response_headers[static_cast<size_t>(ResponseHeader::kContentType)] = "text/html";
  const SharedReply with = Ask(request);
  const SharedReply without = Get("/old/a");
  EXPECT_NE(with->headers.size(), without->headers.size());
  EXPECT_EQ(Ask(request)->headers.size(), with->headers.size());
  EXPECT_EQ(Get("/old/a"), without);
}

TEST_F(RedirectMemoTest, ChecksConditionsForEachRequest) {
  CustomRoute rule = rules().redirects.front();
  rule.destination = "/beta/:slug";
  rule.has = {{ConditionKind::kCookie, "beta", "yes"}};
  rules().redirects.insert(rules().redirects.begin(), rule);
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(Location(Get("/old/a")), "/new/a");
    EXPECT_EQ(Location(Get("/old/a", {{RequestHeader::kCookie, "beta=yes"}})), "/beta/a");
  }
}

TEST_F(RedirectMemoTest, ConditionsOfOtherPathsDoNotMatter) {
  CustomRoute rule = rules().redirects.front();
  rule.source = "/other/:slug";
  rule.has = {{ConditionKind::kCookie, "beta", "yes"}};
  rules().redirects.insert(rules().redirects.begin(), rule);
  EXPECT_EQ(Get("/old/a"), Get("/old/a"));
}

// A redirect drops the fields of `headers`, but fails if one of them cannot be filled in.
TEST_F(RedirectMemoTest, DoesNotKeepRedirectsWithConditionalHeaderRules) {
  CustomRoute rule = Rule("/old/:slug");
  rule.headers = {{"x-:a", "b"}};
  rule.has = {{ConditionKind::kHeader, "x-fails", std::nullopt}};
  rules().headers.push_back(rule);
  EXPECT_NE(Get("/old/a"), Get("/old/a"));
}

TEST_F(RedirectMemoTest, KeepsNothingWithLocales) {
  ServerConfig& config = builder_.outputs().Value().config;
  config.has_i18n = true;
  config.i18n.locales = {"en", "de"};
  config.i18n.default_locale = "en";
  EXPECT_NE(Get("/a//b"), Get("/a//b"));
}

TEST_F(RedirectMemoTest, DoesNotKeepLongUrls) {
  const std::string url = "/old/" + std::string(4000, 'x');
  EXPECT_NE(Get(url), Get(url));
}

}  // namespace
}  // namespace next_native

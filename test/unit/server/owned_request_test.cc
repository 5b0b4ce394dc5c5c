#include "server/owned_request.h"

#include <gtest/gtest.h>

#include <string>

#include "support/request_builder.h"

namespace next_native {
namespace {

TEST(OwnedRequestTest, OutlivesTheTextOfTheRequest) {
  OwnedRequest owned;
  {
    const std::string url(100, 'u');
    const std::string cookie(100, 'c');
    Request request = MakeRequest("POST", url, {{RequestHeader::kCookie, cookie}});
    request.extra_headers = {std::nullopt, cookie};
    owned.Keep(request);
  }
  const Request& request = owned.request();
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.url, std::string(100, 'u'));
  EXPECT_EQ(request.Header(RequestHeader::kCookie), std::string(100, 'c'));
  EXPECT_EQ(request.extra_headers[0], std::nullopt);
  EXPECT_EQ(request.extra_headers[1], std::string(100, 'c'));
}

TEST(OwnedRequestTest, KeepsARequestThatViewsTheReplacedText) {
  OwnedRequest owned;
  owned.Keep(MakeRequest("GET", std::string(100, 'u')));
  Request changed = owned.request();
  changed.response_status = 203;
  owned.Keep(changed);
  owned.Keep(owned.request());
  EXPECT_EQ(owned.request().url, std::string(100, 'u'));
  EXPECT_EQ(owned.request().response_status, 203);
}

TEST(OwnedRequestTest, ClearForgetsTheRequest) {
  OwnedRequest owned;
  owned.Keep(MakeRequest("GET", "/a"));
  owned.Clear();
  EXPECT_EQ(owned.request().url, "");
}

}  // namespace
}  // namespace next_native

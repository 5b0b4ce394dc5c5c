#include "server/edited_request.h"

#include <gtest/gtest.h>

#include "support/request_builder.h"

namespace next_native {
namespace {

class EditedRequestTest : public ::testing::Test {
 protected:
  EditedRequestTest() {
    extra_ = slots_.SlotOf("x-team");
    request_ = MakeRequest("GET", "/", {{RequestHeader::kCookie, "a=b"}});
    request_.extra_headers = {"red"};
  }

  void Apply(const RequestEdits& edits) { ApplyEdits(edits, slots_, request_, texts_); }
  [[nodiscard]] std::optional<std::string_view> Team() const {
    return request_.header_values().Get(extra_);
  }

  HeaderSlots slots_;
  HeaderSlot extra_ = 0;
  Request request_;
  std::vector<std::string> texts_;
};

TEST_F(EditedRequestTest, SetsAndJoinsFields) {
  RequestEdits edits;
  edits.set = {{"cookie", {"c=d"}, false}, {"x-team", {"blue", "green"}, true}};
  Apply(edits);
  EXPECT_EQ(request_.Header(RequestHeader::kCookie), "c=d");
  EXPECT_EQ(Team(), "blue, green");
}

TEST_F(EditedRequestTest, AFieldWithoutValuesIsAbsent) {
  RequestEdits edits;
  edits.set = {{"cookie", {}, false}};
  Apply(edits);
  EXPECT_FALSE(request_.Has(RequestHeader::kCookie));
  EXPECT_EQ(Team(), "red");
}

TEST_F(EditedRequestTest, KeepsOnlyTheNamedFields) {
  RequestEdits edits;
  edits.kept = {"x-team", "x-unknown"};
  Apply(edits);
  EXPECT_FALSE(request_.Has(RequestHeader::kCookie));
  EXPECT_EQ(Team(), "red");
}

TEST_F(EditedRequestTest, IgnoresFieldsTheCoreDoesNotRead) {
  RequestEdits edits;
  edits.set = {{"x-unknown", {"1"}, false}};
  Apply(edits);
  EXPECT_EQ(request_.Header(RequestHeader::kCookie), "a=b");
}

TEST(KeepRouterFieldsTest, RestoresTheFieldsOfTheClientRouter) {
  const Request before = MakeRequest("GET", "/",
                                     {{RequestHeader::kRsc, "1"},
                                      {RequestHeader::kNextRouterPrefetch, "1"},
                                      {RequestHeader::kNextRouterSegmentPrefetch, "/_tree"}});
  Request request = MakeRequest("GET", "/");
  KeepRouterFields(before, request);
  EXPECT_EQ(request.Header(RequestHeader::kRsc), "1");
  EXPECT_EQ(request.Header(RequestHeader::kNextRouterPrefetch), "1");
  EXPECT_EQ(request.Header(RequestHeader::kNextRouterSegmentPrefetch), "/_tree");
}

TEST(KeepRouterFieldsTest, AddsNoFieldsToOtherRequests) {
  const Request before = MakeRequest("GET", "/", {{RequestHeader::kNextRouterPrefetch, "1"}});
  Request request = MakeRequest("GET", "/");
  KeepRouterFields(before, request);
  EXPECT_FALSE(request.Has(RequestHeader::kRsc));
  EXPECT_FALSE(request.Has(RequestHeader::kNextRouterPrefetch));
}

}  // namespace
}  // namespace next_native

// The core makes no heap allocation for a request that it has answered before. A program of its
// own, because the counter counts the allocations of the whole program.
#include <gtest/gtest.h>

#include "micro/sample_site.h"
#include "server/exchange.h"
#include "support/allocation_counter.h"
#include "support/request_builder.h"

namespace next_native {
namespace {

struct SettledCase {
  std::string_view name;
  std::string_view url;
  RequestFieldList fields;
  int status;
};

constexpr std::pair<RequestHeader, std::string_view> kBrowser = {RequestHeader::kAcceptEncoding,
                                                                 kAcceptEncoding};
constexpr std::pair<RequestHeader, std::string_view> kGzip = {RequestHeader::kAcceptEncoding,
                                                              "gzip"};
constexpr std::pair<RequestHeader, std::string_view> kAnyTag = {RequestHeader::kIfNoneMatch, "*"};
constexpr std::pair<RequestHeader, std::string_view> kRsc = {RequestHeader::kRsc, "1"};
constexpr std::pair<RequestHeader, std::string_view> kEpoch = {RequestHeader::kIfModifiedSince,
                                                               "Thu, 01 Jan 1970 00:00:00 GMT"};

// Returns the status of the reply after all its load jobs; 0 if it is not a ready reply.
int Settle(Exchange& exchange, const std::shared_ptr<BuildStores>& site, const FileSystem& files,
           const Request& request) {
  ResponseAction action = exchange.Start(site, request, kNow);
  while (std::holds_alternative<AwaitLoad>(action)) {
    exchange.pending_job()->Run(files);
    action = *exchange.Resume(ExchangeEvent::kLoaded, kNow);
  }
  exchange.Reset();
  const auto* send = std::get_if<SendReply>(&action);
  return send ? send->reply->status : 0;
}

void ExpectNoAllocation(SiteBuilder builder, const SettledCase& settled) {
  SCOPED_TRACE(std::string(settled.name));
  const std::shared_ptr<BuildStores> site = builder.Build();
  const Request request = MakeRequest("GET", settled.url, settled.fields);
  Exchange exchange;
  ASSERT_EQ(Settle(exchange, site, builder.files(), request), settled.status);
  const uint64_t before = AllocationCount();
  const ResponseAction action = exchange.Start(site, request, kNow);
  const uint64_t started = AllocationCount();
  exchange.Reset();
  const uint64_t after = AllocationCount();
  ASSERT_TRUE(std::holds_alternative<SendReply>(action));
  EXPECT_EQ(std::get<SendReply>(action).reply->status, settled.status);
  EXPECT_EQ(started - before, 0U) << "in Start()";
  EXPECT_EQ(after - started, 0U) << "in Reset()";
}

void ExpectNoAllocations(const SiteBuilder& builder) {
  const SettledCase cases[] = {
      {"page", kPagePath, {}, 200},
      {"page, browser", kPagePath, {kBrowser}, 200},
      {"page, gzip", kPagePath, {kGzip}, 200},
      {"page, not modified", kPagePath, {kBrowser, kAnyTag}, 304},
      {"page, query", "/articles/one?utm_source=mail&page=2", {kBrowser}, 200},
      {"page, RSC payload", "/articles/one?_rsc=1r34m", {kRsc}, 200},
      {"chunk", kFilePath, {}, 200},
      {"chunk, browser", kFilePath, {kBrowser}, 200},
      {"chunk, not modified", kFilePath, {kBrowser, kEpoch}, 304},
      {"public file", kPublicPath, {}, 200},
      {"public file, browser", kPublicPath, {kBrowser}, 200},
  };
  for (const SettledCase& settled : cases) ExpectNoAllocation(builder, settled);
}

TEST(RouteMemoTest, AllocatesNothing) { ExpectNoAllocations(SampleSite()); }

TEST(RouteMemoTest, AllocatesNothingAmongRulesThatDoNotMatch) {
  ExpectNoAllocations(SampleSiteWithRules(100));
}

TEST(RouteMemoTest, ARedirectAllocatesNothing) {
  const SiteBuilder builder = SampleSiteWithRules(100);
  ExpectNoAllocation(builder, {"redirect", "/moved-99/one", {}, 308});
  ExpectNoAllocation(builder, {"redirect, query", "/moved-99/one?page=2", {kBrowser}, 308});
}

// A path with such a rule is routed each time, because other parts of the request decide.
TEST(RouteMemoTest, RulesWithConditionsStillApply) {
  SiteBuilder builder = SampleSite();
  CustomRoute rule;
  rule.file = "routes-manifest.json";
  rule.source = "/articles/:slug";
  rule.destination = "/products/:slug";
  rule.status_code = 307;
  rule.has = {{ConditionKind::kCookie, "beta", "yes"}};
  builder.outputs().Value().custom_routes.redirects.push_back(rule);
  const std::shared_ptr<BuildStores> site = builder.Build();
  Exchange exchange;
  const Request without = MakeRequest("GET", kPagePath);
  const Request with = MakeRequest("GET", kPagePath, {{RequestHeader::kCookie, "beta=yes"}});
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(Settle(exchange, site, builder.files(), without), 200);
    EXPECT_EQ(Settle(exchange, site, builder.files(), with), 307);
  }
}

}  // namespace
}  // namespace next_native

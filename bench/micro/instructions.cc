// Runs one of the core's hottest paths a given number of times. Under callgrind, two runs of
// different length differ by exactly the instructions of the additional iterations
// (bench/micro/instructions.js).
//
//   next_native_instructions <subject> <iterations>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "micro/sample_site.h"
#include "server/exchange.h"
#include "support/request_builder.h"

namespace next_native {
namespace {

constexpr size_t kRuleCount = 1000;
constexpr std::pair<RequestHeader, std::string_view> kBrowser = {RequestHeader::kAcceptEncoding,
                                                                 kAcceptEncoding};
constexpr std::pair<RequestHeader, std::string_view> kAnyTag = {RequestHeader::kIfNoneMatch, "*"};

// Answers `request` again and again. False if the answer is not the expected one.
template <class Action>
bool RunExchange(SiteBuilder builder, const Request& request, int64_t iterations) {
  const std::shared_ptr<BuildStores> site = builder.Build();
  Exchange exchange;
  ResponseAction action = exchange.Start(site, request, kNow);
  while (std::holds_alternative<AwaitLoad>(action)) {
    exchange.pending_job()->Run(builder.files());
    action = *exchange.Resume(ExchangeEvent::kLoaded, kNow);
  }
  if (!std::holds_alternative<Action>(action)) return false;
  exchange.Reset();
  for (int64_t i = 0; i < iterations; ++i) {
    action = exchange.Start(site, request, kNow);
    exchange.Reset();
  }
  return std::holds_alternative<Action>(action);
}

struct Subject {
  std::string_view name;
  std::function<bool(int64_t)> run;
};

const Subject kSubjects[] = {
    {"settled page",
     [](int64_t n) {
       return RunExchange<SendReply>(SampleSite(), MakeRequest("GET", kPagePath, {kBrowser}), n);
     }},
    {"settled page, 304",
     [](int64_t n) {
       return RunExchange<SendReply>(SampleSite(),
                                     MakeRequest("GET", kPagePath, {kBrowser, kAnyTag}), n);
     }},
    {"settled page among 1,000 rules",
     [](int64_t n) {
       return RunExchange<SendReply>(SampleSiteWithRules(kRuleCount),
                                     MakeRequest("GET", kPagePath, {kBrowser}), n);
     }},
    {"settled chunk",
     [](int64_t n) {
       return RunExchange<SendReply>(SampleSite(), MakeRequest("GET", kFilePath, {kBrowser}), n);
     }},
    {"settled public file",
     [](int64_t n) {
       return RunExchange<SendReply>(SampleSite(), MakeRequest("GET", kPublicPath, {kBrowser}), n);
     }},
    {"API route",
     [](int64_t n) {
       return RunExchange<InvokeEntrypoint>(SampleSite(),
                                            MakeRequest("GET", "/api/stock?id=7", {kBrowser}), n);
     }},
    {"dynamic route",
     [](int64_t n) {
       return RunExchange<InvokeEntrypoint>(SampleSite(),
                                            MakeRequest("GET", kDynamicPath, {kBrowser}), n);
     }},
    {"settled redirect among 1,000 rules",
     [](int64_t n) {
       return RunExchange<SendReply>(SampleSiteWithRules(kRuleCount),
                                     MakeRequest("GET", "/moved-999/one", {kBrowser}), n);
     }},
    // Redirects of HEAD requests are not memoized.
    {"redirect among 1,000 rules",
     [](int64_t n) {
       return RunExchange<SendReply>(SampleSiteWithRules(kRuleCount),
                                     MakeRequest("HEAD", "/moved-999/one", {kBrowser}), n);
     }},
    {"rewrite among 1,000 rules",
     [](int64_t n) {
       return RunExchange<SendReply>(SampleSiteWithRules(kRuleCount),
                                     MakeRequest("GET", "/alias-999/one", {kBrowser}), n);
     }},
};

}  // namespace
}  // namespace next_native

int main(int argc, char** argv) {
  using next_native::kSubjects;
  if (argc == 1) {
    for (const auto& subject : kSubjects) {
      std::printf("%.*s\n", static_cast<int>(subject.name.size()), subject.name.data());
    }
    return 0;
  }
  const std::string_view name = argc == 3 ? argv[1] : "";
  for (const auto& subject : kSubjects) {
    if (subject.name != name) continue;
    if (subject.run(std::atoll(argv[2]))) return 0;
    std::fprintf(stderr, "%s: not answered as expected\n", argv[1]);
    return 1;
  }
  std::fprintf(stderr, "usage: next_native_instructions [<subject> <iterations>]\n");
  return 2;
}

// The core's work for a request that it has answered before. `allocs` should be 0, because all
// parts of such a reply are shared.
#include <benchmark/benchmark.h>

#include "micro/allocation_counter.h"
#include "micro/sample_site.h"
#include "server/exchange.h"
#include "support/request_builder.h"

namespace next_native {
namespace {

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

void BM_SettledRequest(benchmark::State& state, std::string_view path, RequestFieldList fields,
                       int status) {
  SiteBuilder builder = SampleSite();
  const std::shared_ptr<BuildStores> site = builder.Build();
  const Request request = MakeRequest("GET", path, fields);
  Exchange exchange;
  if (Settle(exchange, site, builder.files(), request) != status) {
    state.SkipWithError("not the expected reply");
    return;
  }
  const AllocationScope scope(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(exchange.Start(site, request, kNow));
    exchange.Reset();
  }
}

constexpr std::pair<RequestHeader, std::string_view> kBrowser = {RequestHeader::kAcceptEncoding,
                                                                 kAcceptEncoding};
void BM_SettledPage(benchmark::State& state) { BM_SettledRequest(state, kPagePath, {}, 200); }
void BM_SettledPageBrowser(benchmark::State& state) {
  BM_SettledRequest(state, kPagePath, {kBrowser}, 200);
}
void BM_SettledPageGzip(benchmark::State& state) {
  BM_SettledRequest(state, kPagePath, {{RequestHeader::kAcceptEncoding, "gzip"}}, 200);
}
void BM_SettledPageNotModified(benchmark::State& state) {
  BM_SettledRequest(state, kPagePath, {kBrowser, {RequestHeader::kIfNoneMatch, "*"}}, 304);
}
void BM_SettledFile(benchmark::State& state) { BM_SettledRequest(state, kFilePath, {}, 200); }
void BM_SettledFileBrowser(benchmark::State& state) {
  BM_SettledRequest(state, kFilePath, {kBrowser}, 200);
}
void BM_SettledFileNotModified(benchmark::State& state) {
  BM_SettledRequest(state, kFilePath,
                    {kBrowser, {RequestHeader::kIfModifiedSince, "Thu, 01 Jan 1970 00:00:00 GMT"}},
                    304);
}
BENCHMARK(BM_SettledPage);
BENCHMARK(BM_SettledPageBrowser);
BENCHMARK(BM_SettledPageGzip);
BENCHMARK(BM_SettledPageNotModified);
BENCHMARK(BM_SettledFile);
BENCHMARK(BM_SettledFileBrowser);
BENCHMARK(BM_SettledFileNotModified);

}  // namespace
}  // namespace next_native

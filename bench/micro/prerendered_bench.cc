// A lookup in the prerendered store that hits.
#include <benchmark/benchmark.h>

#include "micro/allocation_counter.h"
#include "micro/sample_site.h"

namespace next_native {
namespace {

void BM_PrerenderedStoreHit(benchmark::State& state) {
  SiteBuilder builder = SampleSite();
  const std::shared_ptr<BuildStores> site = builder.Build();
  const Output& output = *site->routes.Match(kPagePath).output;
  PrerenderedStore& store = *site->prerendered;
  const PrerenderedLookup first = store.Find(kPagePath, output, kNow);
  if (first.job) first.job->Run(builder.files());
  if (!store.Find(kPagePath, output, kNow).replies) {
    state.SkipWithError("not a hit");
    return;
  }
  const AllocationScope scope(state);
  for (auto _ : state) benchmark::DoNotOptimize(store.Find(kPagePath, output, kNow));
}
BENCHMARK(BM_PrerenderedStoreHit);

}  // namespace
}  // namespace next_native

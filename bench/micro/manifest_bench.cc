// Reads the manifests of a build that prerendered 10 to 10,000 paths.
#include <benchmark/benchmark.h>

#include <string>

#include "manifest/build_output_loader.h"
#include "unit/manifest/small_build.h"

namespace next_native {
namespace {

std::string PrerenderManifest(int64_t path_count) {
  std::string routes;
  for (int64_t i = 0; i < path_count; ++i) {
    const std::string id = std::to_string(i);
    routes += (i == 0 ? "\"/p/" : ",\"/p/") + id +
              R"(":{"initialRevalidateSeconds":60,"initialExpireSeconds":3600,)"
              R"("srcRoute":"/p/[id]","dataRoute":"/_next/data/build-1/p/)" +
              id + R"(.json"})";
  }
  return R"({"version":4,"routes":{)" + routes +
         R"(},"dynamicRoutes":{"/p/[id]":{"fallback":false}},"notFoundRoutes":[],)"
         R"("preview":{"previewModeId":"preview"}})";
}

void BM_LoadBuildOutput(benchmark::State& state) {
  MemoryFileSystem files = SmallBuildFiles();
  const std::string manifest = PrerenderManifest(state.range(0));
  files.Add(BuildPath("prerender-manifest.json"), manifest);
  const Result<BuildOutput> first = LoadBuildOutput(files, "/app", {});
  if (!first || first->prerendered.size() != static_cast<size_t>(state.range(0))) {
    state.SkipWithError("not loaded");
    return;
  }
  for (auto _ : state) benchmark::DoNotOptimize(LoadBuildOutput(files, "/app", {}));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(manifest.size()));
}
BENCHMARK(BM_LoadBuildOutput)->Arg(10)->Arg(1000)->Arg(10000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace next_native

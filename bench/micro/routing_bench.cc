// The route table of apps with 10, 100 and 1,000 routes.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "micro/allocation_counter.h"
#include "routing/route_table.h"
#include "support/build_output_builder.h"

namespace next_native {
namespace {

// Half of the routes are static, half dynamic. The numbers spread them over the table.
BuildOutput AppOf(int64_t route_count) {
  BuildOutputBuilder builder;
  for (int64_t i = 0; i < route_count / 2; ++i) {
    const std::string number = std::to_string(i);
    builder.AppPage("/section-" + number + "/about");
    builder.AppPage("/section-" + number + "/[slug]/comments/[id]");
  }
  return builder.Build();
}

void Match(benchmark::State& state, const std::string& path, bool is_found) {
  const BuildOutput build = AppOf(state.range(0));
  const Result<RouteTable> table = RouteTable::Compile(build);
  if (!table || static_cast<bool>(table->Match(path)) != is_found) {
    state.SkipWithError("unexpected match");
    return;
  }
  const AllocationScope scope(state);
  for (auto _ : state) benchmark::DoNotOptimize(table->Match(path));
}

std::string LastSection(const benchmark::State& state) {
  return "/section-" + std::to_string(state.range(0) / 2 - 1);
}

void BM_MatchExact(benchmark::State& state) { Match(state, LastSection(state) + "/about", true); }
void BM_MatchDynamic(benchmark::State& state) {
  Match(state, LastSection(state) + "/a-post/comments/17", true);
}
void BM_MatchNothing(benchmark::State& state) {
  Match(state, LastSection(state) + "/a-post/comments", false);
}
BENCHMARK(BM_MatchExact)->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK(BM_MatchDynamic)->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK(BM_MatchNothing)->Arg(10)->Arg(100)->Arg(1000);

void BM_CompileRoutes(benchmark::State& state) {
  const BuildOutput build = AppOf(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(RouteTable::Compile(build));
}
BENCHMARK(BM_CompileRoutes)->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace next_native

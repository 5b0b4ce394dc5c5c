// Destinations of redirects and rewrites: compiling them, and filling them for a request.
#include <benchmark/benchmark.h>

#include <string_view>

#include "custom_routes/destination.h"
#include "micro/allocation_counter.h"
#include "pattern/path_matcher.h"
#include "pattern/path_template.h"

namespace next_native {
namespace {

void BM_CompileDestination(benchmark::State& state, std::string_view destination) {
  const AllocationScope scope(state);
  for (auto _ : state) benchmark::DoNotOptimize(PathTemplate::Compile(destination));
}
BENCHMARK_CAPTURE(BM_CompileDestination, literal, "/articles/archive");
BENCHMARK_CAPTURE(BM_CompileDestination, parameter, "/articles/:slug");
BENCHMARK_CAPTURE(BM_CompileDestination, pattern, "/articles/:year(\\d{4})/:rest*");

void BM_CompileSource(benchmark::State& state, std::string_view source) {
  for (auto _ : state) benchmark::DoNotOptimize(PathMatcher::Compile(source, {}));
}
BENCHMARK_CAPTURE(BM_CompileSource, plain, "/articles/:slug");
BENCHMARK_CAPTURE(BM_CompileSource, pattern, "/articles/:year(\\d{4})/:slug");

void BM_MatchSource(benchmark::State& state, std::string_view source) {
  const Result<PathMatcher> matcher = PathMatcher::Compile(source, {});
  PatternParams params;
  if (!matcher || matcher->Match("/articles/2026/a-post", params) != PathMatch::kMatch) {
    state.SkipWithError("no match");
    return;
  }
  const AllocationScope scope(state);
  for (auto _ : state) {
    params.clear();
    benchmark::DoNotOptimize(matcher->Match("/articles/2026/a-post", params));
  }
}
BENCHMARK_CAPTURE(BM_MatchSource, plain, "/articles/:year/:slug");
BENCHMARK_CAPTURE(BM_MatchSource, pattern, "/articles/:year(\\d{4})/:slug");

void BM_FillDestination(benchmark::State& state, std::string_view destination) {
  const Result<PathMatcher> matcher = PathMatcher::Compile("/articles/:year/:slug", {});
  PatternParams params;
  if (!matcher || matcher->Match("/articles/2026/a-post", params) != PathMatch::kMatch) {
    state.SkipWithError("no match");
    return;
  }
  const QueryObject query = QueryObject::Parse("page=2&sort=date");
  const DestinationTemplate compiled(destination);
  const AllocationScope scope(state);
  for (auto _ : state) {
    PatternParams copy = params;
    benchmark::DoNotOptimize(compiled.Fill(copy, query, UnusedParams::kAppendToQuery));
  }
}
BENCHMARK_CAPTURE(BM_FillDestination, path, "/posts/:year/:slug");
BENCHMARK_CAPTURE(BM_FillDestination, query, "/posts?year=:year&slug=:slug");
BENCHMARK_CAPTURE(BM_FillDestination, external, "https://old.example.com/:year/:slug");

}  // namespace
}  // namespace next_native

// Single rules of HTTP.
#include <benchmark/benchmark.h>

#include <optional>
#include <string_view>

#include "http/conditional_request.h"
#include "http/content_negotiation.h"
#include "http/range.h"
#include "http/request_target.h"
#include "micro/allocation_counter.h"

namespace next_native {
namespace {

void BM_ParseRequestTarget(benchmark::State& state, std::string_view url) {
  const AllocationScope scope(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(url);
    benchmark::DoNotOptimize(ParseRequestTarget(url));
  }
}
BENCHMARK_CAPTURE(BM_ParseRequestTarget, plain, "/blog/a-post-about-something");
BENCHMARK_CAPTURE(BM_ParseRequestTarget, query, "/blog/a-post?page=2&sort=date&_rsc=1abcd");
BENCHMARK_CAPTURE(BM_ParseRequestTarget, escaped, "/caf%C3%A9/a%20b");
BENCHMARK_CAPTURE(BM_ParseRequestTarget, dot_segments, "/a/../b/./c");
BENCHMARK_CAPTURE(BM_ParseRequestTarget, absolute, "http://example.com:8080/blog/a-post");

constexpr int64_t kModified = 784'111'777'000;  // Sun, 06 Nov 1994 08:49:37 GMT
constexpr Validators kValidators{.entity_tag = "W/\"1c8-18d0a2b3c4d\"",
                                 .last_modified_ms = kModified};

void EvaluateConditional(benchmark::State& state, const ConditionalHeaders& headers) {
  const AllocationScope scope(state);
  for (auto _ : state) benchmark::DoNotOptimize(EvaluatePrecondition(headers, kValidators));
}

void BM_PreconditionNone(benchmark::State& state) { EvaluateConditional(state, {}); }
void BM_PreconditionEntityTag(benchmark::State& state) {
  ConditionalHeaders headers;
  headers.if_none_match = "W/\"1c8-18d0a2b3c4d\"";
  EvaluateConditional(state, headers);
}
void BM_PreconditionDate(benchmark::State& state) {
  ConditionalHeaders headers;
  headers.if_modified_since = "Sun, 06 Nov 1994 08:49:37 GMT";
  EvaluateConditional(state, headers);
}
BENCHMARK(BM_PreconditionNone);
BENCHMARK(BM_PreconditionEntityTag);
BENCHMARK(BM_PreconditionDate);

void BM_ResolveRange(benchmark::State& state, std::optional<std::string_view> range) {
  const RangeHeaders headers{range, std::nullopt};
  const AllocationScope scope(state);
  for (auto _ : state) benchmark::DoNotOptimize(ResolveRange(headers, kValidators, 5 << 20));
}
BENCHMARK_CAPTURE(BM_ResolveRange, none, std::nullopt);
BENCHMARK_CAPTURE(BM_ResolveRange, one, "bytes=1048576-2097151");
BENCHMARK_CAPTURE(BM_ResolveRange, joined, "bytes=0-99,100-199,200-299");

void BM_NegotiateCoding(benchmark::State& state, std::optional<std::string_view> accept_encoding) {
  constexpr ContentCodingSet kAll{ContentCoding::kGzip, ContentCoding::kBrotli,
                                  ContentCoding::kZstd, ContentCoding::kDeflate};
  const AllocationScope scope(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(accept_encoding);
    benchmark::DoNotOptimize(NegotiateCoding(accept_encoding, kAll));
  }
}
BENCHMARK_CAPTURE(BM_NegotiateCoding, none, std::nullopt);
BENCHMARK_CAPTURE(BM_NegotiateCoding, browser, "gzip, deflate, br, zstd");
BENCHMARK_CAPTURE(BM_NegotiateCoding, weighted, "br;q=0.8, gzip;q=1.0, *;q=0.1");

void BM_IsCompressibleType(benchmark::State& state) {
  std::string_view type = "application/javascript; charset=UTF-8";
  const AllocationScope scope(state);
  for (auto _ : state) {
    benchmark::DoNotOptimize(type);
    benchmark::DoNotOptimize(IsCompressibleType(type));
  }
}
BENCHMARK(BM_IsCompressibleType);

}  // namespace
}  // namespace next_native

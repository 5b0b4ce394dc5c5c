// Routing in apps with 10, 100 and 1,000 rules of each kind and as many dynamic routes, and the
// time to prepare them. Every rule begins with its own word, as in real apps: the cost of a request
// should depend on how many rules may match it, not on how many there are.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "micro/allocation_counter.h"
#include "routing/resolver.h"
#include "server/loaded_build.h"
#include "unit/manifest/small_build.h"

namespace next_native {
namespace {

constexpr double kLongestPrepareMs = 150;
constexpr double kLongestMatchMs = 5;

// Keeps the shortest of many runs, because all others were disturbed.
class Shortest {
 public:
  template <class Work>
  void Run(const Work& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
    ms_ = std::min(ms_, time.count());
  }
  void Limit(benchmark::State& state, double most_ms) const {
    if (ms_ > most_ms) state.SkipWithError(("took " + std::to_string(ms_) + " ms").c_str());
  }

 private:
  double ms_ = std::numeric_limits<double>::infinity();
};

// Writes `count` entries of the routes manifest, with the number of the entry between the parts.
std::string Entries(int64_t count, const std::vector<std::string_view>& parts) {
  std::string text;
  for (int64_t i = 0; i < count; ++i) {
    if (i > 0) text += ',';
    for (size_t part = 0; part < parts.size(); ++part) {
      if (part > 0) text += std::to_string(i);
      text += parts[part];
    }
  }
  return text;
}

std::string RoutesManifest(int64_t count, const std::string& more_redirects = "") {
  return R"({"version":3,"basePath":"","redirects":[)" +
         Entries(count, {R"({"source":"/moved-)", R"(/:slug","destination":"/section-)",
                         R"(/:slug","statusCode":308})"}) +
         more_redirects + R"(],"headers":[)" +
         Entries(count, {R"({"source":"/section-)",
                         R"(/:path*","headers":[{"key":"x-section","value":")", R"("}]})"}) +
         R"(],"onMatchHeaders":[],"rewrites":{"beforeFiles":[],"afterFiles":[)" +
         Entries(count,
                 {R"({"source":"/alias-)", R"(/:slug","destination":"/section-)", R"(/:slug"})"}) +
         R"(],"fallback":[]},"dynamicRoutes":[)" +
         Entries(count, {R"({"page":"/section-)", R"(/[slug]"})"}) +
         R"(],"staticRoutes":[],"dataRoutes":[]})";
}

MemoryFileSystem FilesOf(int64_t count, const std::string& more_redirects = "") {
  MemoryFileSystem files = SmallBuildFiles();
  files.Add(BuildPath("routes-manifest.json"), RoutesManifest(count, more_redirects));
  files.Add(BuildPath("server/app-paths-manifest.json"),
            "{" +
                Entries(count, {R"("/section-)", R"(/[slug]/page":"app/section-)",
                                R"(/[slug]/page.js")"}) +
                "}");
  files.Add(
      BuildPath("app-path-routes-manifest.json"),
      "{" + Entries(count, {R"("/section-)", R"(/[slug]/page":"/section-)", R"(/[slug]")"}) + "}");
  return files;
}

RoutingSite RoutingOf(const LoadedBuild& build) {
  return {build.output, build.routes, build.rules, *build.files};
}

// Resolves `path` repeatedly. Reports an error if the first result is not `expected`.
void Resolve(benchmark::State& state, const std::string& path, ResolvedKind expected) {
  const MemoryFileSystem files = FilesOf(state.range(0));
  const Result<std::shared_ptr<const LoadedBuild>> build = LoadedBuild::Load(files, "/app", "{}");
  if (!build) {
    state.SkipWithError(build.error().message.c_str());
    return;
  }
  const RoutingSite routing = RoutingOf(**build);
  const std::vector<std::optional<std::string_view>> none(kRequestHeaderCount);
  const HeaderValues headers = {none, {}};
  Resolver resolver;
  if (resolver.Start(routing, path, headers, {}).kind != expected) {
    state.SkipWithError("not the expected result");
    return;
  }
  const AllocationScope scope(state);
  for (auto _ : state) {
    resolver.Reset();
    benchmark::DoNotOptimize(resolver.Start(routing, path, headers, {}));
  }
}

std::string Last(const benchmark::State& state, const std::string& word) {
  return "/" + word + "-" + std::to_string(state.range(0) - 1) + "/a-post";
}

void BM_ResolveRedirect(benchmark::State& state) {
  Resolve(state, Last(state, "moved"), ResolvedKind::kRedirect);
}
void BM_ResolveRewrite(benchmark::State& state) {
  Resolve(state, Last(state, "alias"), ResolvedKind::kOutput);
}
void BM_ResolveDynamic(benchmark::State& state) {
  Resolve(state, Last(state, "section"), ResolvedKind::kOutput);
}
void BM_ResolveNothing(benchmark::State& state) {
  Resolve(state, Last(state, "nothing"), ResolvedKind::kMiss);
}
BENCHMARK(BM_ResolveRedirect)->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK(BM_ResolveRewrite)->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK(BM_ResolveDynamic)->Arg(10)->Arg(100)->Arg(1000);
BENCHMARK(BM_ResolveNothing)->Arg(10)->Arg(100)->Arg(1000);

// Everything that prepare() does in the core.
void BM_PrepareRules(benchmark::State& state) {
  const MemoryFileSystem files = FilesOf(state.range(0));
  Shortest shortest;
  for (auto _ : state) {
    shortest.Run([&] { benchmark::DoNotOptimize(LoadedBuild::Load(files, "/app", "{}")); });
  }
  shortest.Limit(state, kLongestPrepareMs);
}
BENCHMARK(BM_PrepareRules)->Arg(10)->Arg(100)->Arg(1000)->Unit(benchmark::kMillisecond);

// Sources on which a backtracking engine would work for years, and paths that make it do so: only
// their end shows that they do not match.
struct Pathological {
  const char* source;
  std::string path;
};

std::string Repeated(std::string_view part, size_t size) {
  std::string text;
  while (text.size() < size) text += part;
  return text;
}

std::vector<Pathological> PathologicalCases() {
  return {{"/:a((?:x+x+)+y)", "/" + Repeated("x", 4000) + "yz"},
          {"/:b((?:[^/]|[x])*z)", "/" + Repeated("x", 4000) + "zy"},
          {"/:c*/x/:d*/y/:e*/z", Repeated("/x/y", 4000) + "/z/x"},
          {"/:f([^/]+)-:g([^/]+)-:h([^/]+)-:i([^/]+)-end", "/" + Repeated("a-", 4000) + "end-"},
          {"/:j(.*.*.*)!", "/" + Repeated("j", 4000) + "!j"}};
}

void BM_ResolvePathological(benchmark::State& state) {
  const Pathological test = PathologicalCases()[static_cast<size_t>(state.range(0))];
  state.SetLabel(test.source);
  const MemoryFileSystem files = FilesOf(
      1, std::string(R"(,{"source":")") + test.source + R"(","destination":"/","statusCode":308})");
  const Result<std::shared_ptr<const LoadedBuild>> build = LoadedBuild::Load(files, "/app", "{}");
  if (!build) {
    state.SkipWithError(build.error().message.c_str());
    return;
  }
  const RoutingSite routing = RoutingOf(**build);
  const std::vector<std::optional<std::string_view>> none(kRequestHeaderCount);
  Resolver resolver;
  Shortest shortest;
  for (auto _ : state) {
    shortest.Run([&] {
      resolver.Reset();
      benchmark::DoNotOptimize(resolver.Start(routing, test.path, {none, {}}, {}));
    });
  }
  shortest.Limit(state, kLongestMatchMs);
}
BENCHMARK(BM_ResolvePathological)->DenseRange(0, 4)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace next_native

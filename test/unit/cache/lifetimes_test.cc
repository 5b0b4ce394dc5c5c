// The life of one stored response: sequences as text, one step a line, with the time in seconds in
// front. `/page` was built at 0 s with the tag "t". It is fresh for 10 s, then stale for 90 s.
//
//   <s> ask <HIT|STALE|NEXT>   a request gets this answer; NEXT: the entrypoint has to answer
//   <s> renew <yes|no>         a request may start the re-render, or not
//   <s> done                   the re-render has ended
//   <s> store <revalidate> <expire>   Next's cache stores another response; "never" for no end
//   <s> expire <tag> · <s> stale <tag> <expire|none>   revalidateTag without and with a profile
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "cache/cache_key.h"
#include "cache/prerendered_store.h"
#include "support/build_output_builder.h"
#include "support/memory_file_system.h"
#include "support/prerendered_files.h"

namespace next_native {
namespace {

struct Sequence {
  const char* name;
  const char* steps;
};

void PrintTo(const Sequence& sequence, std::ostream* out) { *out << sequence.name; }

std::optional<int64_t> Seconds(const std::string& word) {
  if (word == "never" || word == "none" || word.empty()) return std::nullopt;
  return std::stoll(word);
}

class LifetimesTest : public ::testing::TestWithParam<Sequence> {
 protected:
  LifetimesTest() {
    BuildOutputBuilder outputs;
    outputs.AppPage("/page");
    AddPrerenderedAppPage(outputs, files_, "/page", "/page", {.revalidate = 10, .expire = 100});
    build_ = std::make_shared<const BuildOutput>(outputs.Build());
    store_ = std::make_unique<PrerenderedStore>(build_);
  }

  PrerenderedLookup Find(int64_t now_ms) {
    PrerenderedLookup found = store_->Find("/page", build_->outputs[0], now_ms);
    if (!found.job) return found;
    found.job->Run(files_);
    return store_->Find("/page", build_->outputs[0], now_ms);
  }

  std::string Ask(int64_t now_ms) {
    const PrerenderedLookup found = Find(now_ms);
    if (!found.replies) return "NEXT";
    return found.is_stale ? "STALE" : "HIT";
  }

  void Store(int64_t now_ms, const CacheLifetime& lifetime) {
    auto entry = std::make_shared<PrerenderedEntry>();
    entry->kind = PrerenderedKind::kAppPage;
    entry->tags = {"t"};
    entry->lifetime = lifetime;
    entry->html = entry->rsc = std::make_shared<const std::string>("re-rendered");
    const std::string key = RouteCacheKey(build_->outputs[0], "/page");
    store_->BeginUpdate(key, std::move(entry), now_ms);
    store_->EndUpdate(key, true, now_ms);
  }

  void Do(const std::string& line) {
    std::istringstream words(line);
    double seconds = 0;
    std::string what;
    std::string first;
    std::string second;
    words >> seconds >> what >> first >> second;
    const auto now_ms = static_cast<int64_t>(seconds * 1000);
    if (what == "ask") {
      EXPECT_EQ(Ask(now_ms), first) << line;
    } else if (what == "renew") {
      const Renewal renewal = store_->Renew(Find(now_ms).replies);
      EXPECT_EQ(renewal ? "yes" : "no", first) << line;
      if (renewal) renewal_ = renewal;
    } else if (what == "done") {
      renewal_.reset();
    } else if (what == "store") {
      Store(now_ms, {.revalidate = Seconds(first), .expire = Seconds(second)});
    } else if (what == "expire") {
      store_->ExpireTags({first}, now_ms);
    } else if (what == "stale") {
      store_->MarkTagsStale({first}, now_ms, Seconds(second));
    } else {
      FAIL() << "unknown step: " << line;
    }
  }

  MemoryFileSystem files_;
  std::shared_ptr<const BuildOutput> build_;
  std::unique_ptr<PrerenderedStore> store_;
  Renewal renewal_;
};

TEST_P(LifetimesTest, MatchesNextsCache) {
  std::istringstream lines(GetParam().steps);
  for (std::string line; std::getline(lines, line);) {
    if (line.find_first_not_of(' ') != std::string::npos) Do(line);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Sequences, LifetimesTest,
    ::testing::Values(Sequence{"TimePasses", R"(
    0.5 ask HIT
    10 ask HIT
    10.5 ask STALE
    100 ask STALE
    100.5 ask NEXT)"},
                      Sequence{"ReRenderedWhileStale", R"(
    11 ask STALE
    11 renew yes
    11.1 ask STALE
    11.1 renew no
    12 store 10 100
    12 done
    12 ask HIT
    22 ask HIT
    22.5 ask STALE
    22.5 renew yes)"},
                      Sequence{"RenderedAgainAfterExpiry", R"(
    101 ask NEXT
    101.2 store 10 100
    101.2 ask HIT)"},
                      Sequence{"AFailedReRenderStoresTheOldResponse", R"(
    11 ask STALE
    11 renew yes
    11.5 store 10 100
    11.5 done
    12 ask HIT
    21 ask HIT
    22 ask STALE)"},
                      Sequence{"TheLifetimeMayChange", R"(
    1 store never never
    9999 ask HIT
    9999 store 1 never
    10000.5 ask STALE
    999999 ask STALE)"},
                      Sequence{"ExpiredByATag", R"(
    1 ask HIT
    2 expire t
    2 ask NEXT
    3 ask NEXT
    4 store 10 100
    4 ask HIT)"},
                      Sequence{"ExpiredByATagWhileStale", R"(
    11 ask STALE
    12 expire t
    12 ask NEXT)"},
                      Sequence{"StaleByATag", R"(
    1 stale t none
    1 ask STALE
    1 renew yes
    1 renew no
    2 store 10 100
    2 ask HIT)"},
                      Sequence{"StaleByATagUntilItExpires", R"(
    1 stale t 5
    1 ask STALE
    5.9 ask STALE
    6 ask NEXT
    7 store 10 100
    7 ask HIT)"},
                      Sequence{"TheExpiryOfATagAppliesToResponsesStoredBeforeIt", R"(
    1 stale t 5
    2 store 10 100
    2 ask HIT
    5.9 ask HIT
    6 ask NEXT)"},
                      Sequence{"StaleByATagAndByTime", R"(
    1 stale t 3600
    11 ask STALE
    100.5 ask NEXT)"},
                      Sequence{"AnotherTag", R"(
    1 expire other
    1 stale other 0
    1 ask HIT)"},
                      Sequence{"ATagRevalidatedBeforeTheResponseWasStored", R"(
    1 expire t
    1 ask NEXT
    1.5 store 10 100
    1.5 ask HIT
    2 stale t 0
    2 ask NEXT)"},
                      Sequence{"TwoRevalidations", R"(
    1 stale t 3600
    2 expire t
    2 ask NEXT
    3 store 10 100
    3 ask HIT
    4 stale t 3600
    4 ask STALE)"}),
    [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace next_native

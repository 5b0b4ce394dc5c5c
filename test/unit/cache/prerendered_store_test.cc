#include "cache/prerendered_store.h"

#include <gtest/gtest.h>

#include "cache/cache_key.h"
#include "support/build_output_builder.h"
#include "support/memory_file_system.h"
#include "support/prerendered_files.h"

namespace next_native {
namespace {

class PrerenderedStoreTest : public ::testing::Test {
 protected:
  PrerenderedStoreTest() {
    outputs_.AppPage("/a").AppPage("/b").AppPage("/isr").StaticPage("/about");
    outputs_.AppPage("/blog/[slug]").AppPage("/closed/[id]");
    PrerenderedDynamicRoute pattern;
    pattern.pathname = "/blog/[slug]";
    outputs_.PrerenderedDynamic(pattern);
    pattern.pathname = "/closed/[id]";
    pattern.fallback = FallbackMode::kNotFound;
    outputs_.PrerenderedDynamic(pattern);
    AddPrerenderedAppPage(outputs_, files_, "/a", "/a", {}, "x,y");
    AddPrerenderedAppPage(outputs_, files_, "/b", "/b", {}, "z");
    AddPrerenderedAppPage(outputs_, files_, "/isr", "/isr", {.revalidate = 10, .expire = 100});
    BuildOutput build = outputs_.Build();
    build.config.cache_max_memory_size = 256 * 1024;
    build_ = std::make_shared<const BuildOutput>(std::move(build));
    store_ = std::make_unique<PrerenderedStore>(build_);
  }

  const Output& OutputOf(const std::string& pathname) {
    return build_->outputs[build_->output_by_pathname.find(pathname)->second];
  }

  std::string KeyOf(const std::string& path) { return RouteCacheKey(OutputOf(path), path); }

  // The result of a lookup after its job, if any, has run.
  PrerenderedLookup Load(const std::string& path, int64_t now_ms = 0) {
    PrerenderedLookup found = store_->Find(path, OutputOf(path), now_ms);
    if (!found.job) return found;
    found.job->Run(files_);
    return store_->Find(path, OutputOf(path), now_ms);
  }

  // An app page in the form in which Next's cache stores it.
  static std::shared_ptr<PrerenderedEntry> Rendered(const std::string& html,
                                                    CacheLifetime lifetime = {}) {
    auto entry = std::make_shared<PrerenderedEntry>();
    entry->kind = PrerenderedKind::kAppPage;
    entry->tags = {"t"};
    entry->lifetime = lifetime;
    entry->html = std::make_shared<const std::string>(html);
    entry->rsc = entry->html;
    return entry;
  }

  // Adds the files of a path that an earlier process rendered.
  void AddFiles(const std::string& path, const Output& output, const std::string& lifetime) {
    const std::string base = "/app/.next/server" + RouteCacheKey(output, path);
    files_.Add(base + ".html", "<p>old</p>", 4'000).Add(base + ".rsc", "rsc");
    files_.Add(base + ".meta", R"({"headers":{})" + lifetime + "}");
  }

  // Evicts the entry of `path` by storing others.
  void Evict(const std::string& path) {
    const size_t capacity = store_->usage().capacity;
    for (int i = 0; i < 3; ++i) {
      const std::string filler = "/blog/filler-" + std::to_string(i);
      const Output& posts = OutputOf("/blog/[slug]");
      store_->BeginUpdate(RouteCacheKey(posts, filler), Rendered(std::string(capacity / 5, 'x')),
                          1);
    }
    ASSERT_GT(store_->usage().evictions, 0u) << path;
  }

  BuildOutputBuilder outputs_;
  MemoryFileSystem files_;
  std::shared_ptr<const BuildOutput> build_;
  std::unique_ptr<PrerenderedStore> store_;
};

TEST_F(PrerenderedStoreTest, ReadsAnEntryOnceAndKeepsIt) {
  const PrerenderedLookup first = store_->Find("/a", OutputOf("/a"), 0);
  ASSERT_TRUE(first.job);
  EXPECT_EQ(store_->Find("/a", OutputOf("/a"), 0).job, first.job)
      << "requests for the same entry share one job";
  first.job->Run(files_);
  EXPECT_TRUE(store_->Find("/a", OutputOf("/a"), 0).replies);
}

TEST_F(PrerenderedStoreTest, EntriesThatNextStoresAreServedAtOnce) {
  ASSERT_TRUE(Load("/a").replies);
  store_->BeginUpdate(KeyOf("/a"), Rendered("new", {.revalidate = 5, .expire = 50}), 1'500);
  const PrerenderedLookup found = store_->Find("/a", OutputOf("/a"), 2'000);
  ASSERT_TRUE(found.replies) << "while it is being written";
  EXPECT_EQ(*found.replies->entry().html, "new");
  EXPECT_EQ(found.replies->entry().path, "/a");
  EXPECT_EQ(found.replies->entry().page_pathname, "/a");
  EXPECT_EQ(found.replies->entry().lifetime.revalidate, 5);
  EXPECT_EQ(found.replies->entry().last_modified_ms, 1'500);
  EXPECT_FALSE(found.replies->entry().html_entity_tag.empty());
  EXPECT_TRUE(Load("/b").replies);
}

TEST_F(PrerenderedStoreTest, EntriesTheCoreCannotSendAreLeftToTheEntrypoint) {
  ASSERT_TRUE(Load("/a").replies);
  store_->BeginUpdate(KeyOf("/a"), nullptr, 1'500);
  store_->EndUpdate(KeyOf("/a"), true, 1'600);
  EXPECT_FALSE(Load("/a").replies);
  EXPECT_FALSE(Load("/a").job);

  std::shared_ptr<PrerenderedEntry> partial = Rendered("shell");
  partial->is_partial = true;
  store_->BeginUpdate(KeyOf("/b"), std::move(partial), 1'500);
  store_->EndUpdate(KeyOf("/b"), true, 1'600);
  EXPECT_FALSE(Load("/b").replies);

  store_->BeginUpdate(KeyOf("/a"), Rendered("dynamic", {.revalidate = 0, .expire = {}}), 1'700);
  EXPECT_FALSE(Load("/a").replies) << "its lifetime is zero";
  std::shared_ptr<PrerenderedEntry> empty = Rendered("");
  empty->status = 204;
  store_->BeginUpdate(KeyOf("/a"), std::move(empty), 1'800);
  EXPECT_FALSE(Load("/a").replies);
}

TEST_F(PrerenderedStoreTest, AnEvictedEntryIsFoundAgainOnDisk) {
  store_->BeginUpdate(KeyOf("/a"), Rendered("new", {.revalidate = 5, .expire = 50}), 1'500);
  store_->EndUpdate(KeyOf("/a"), true, 1'600);
  Evict("/a");
  const PrerenderedLookup found = Load("/a", 2'000);
  ASSERT_TRUE(found.replies);
  EXPECT_EQ(*found.replies->entry().html, "<p>/a</p>") << "from the files";
  EXPECT_EQ(found.replies->entry().lifetime.revalidate, 5) << "from Next's memory";
  EXPECT_EQ(found.replies->entry().last_modified_ms, 1'500);
}

TEST_F(PrerenderedStoreTest, NewerFilesOfAnotherProcessAreUsed) {
  store_->BeginUpdate(KeyOf("/a"), Rendered("new", {.revalidate = 5, .expire = 50}), 1'500);
  store_->EndUpdate(KeyOf("/a"), true, 1'600);
  files_.Add("/app/.next/server/app/a.html", "newer", 9'000);
  Evict("/a");
  const PrerenderedLookup found = Load("/a", 9'500);
  ASSERT_TRUE(found.replies);
  EXPECT_EQ(found.replies->entry().last_modified_ms, 9'000);
}

TEST_F(PrerenderedStoreTest, AnEntryThatIsNotOnDiskIsGoneWhenEvicted) {
  store_->BeginUpdate(KeyOf("/a"), Rendered("new"), 1'500);
  store_->EndUpdate(KeyOf("/a"), false, 1'600);
  EXPECT_EQ(*Load("/a").replies->entry().html, "new");
  Evict("/a");
  EXPECT_FALSE(Load("/a", 99'000).replies) << "the files are older";
  EXPECT_FALSE(Load("/a", 99'000).job);
}

TEST_F(PrerenderedStoreTest, AReadOvertakenByAWriteIsDiscarded) {
  const PrerenderedLookup before = store_->Find("/a", OutputOf("/a"), 0);
  store_->BeginUpdate(KeyOf("/a"), Rendered("new"), 1'500);
  before.job->Run(files_);
  store_->EndUpdate(KeyOf("/a"), true, 1'600);
  EXPECT_EQ(*store_->Find("/a", OutputOf("/a"), 2'000).replies->entry().html, "new");
}

TEST_F(PrerenderedStoreTest, PathsRenderedAtRunTimeAreServedToo) {
  const Output& output = OutputOf("/a");
  EXPECT_FALSE(store_->Find("/a/new", output, 0).job);
  store_->BeginUpdate(RouteCacheKey(output, "/a/new"), Rendered("new"), 1'500);
  store_->EndUpdate(RouteCacheKey(output, "/a/new"), true, 1'600);
  EXPECT_TRUE(store_->Find("/a/new", output, 2'000).replies);
  AddPrerenderedAppPage(outputs_, files_, "/a/new",
                        "/a");  // its files; the build of the store knows nothing of it
  Evict("/a/new");
  EXPECT_TRUE(store_->Find("/a/new", output, 2'000).job);
}

TEST_F(PrerenderedStoreTest, PathsOfAnEarlierProcessAreFoundByThePatternThatRenderedThem) {
  const Output& posts = OutputOf("/blog/[slug]");
  const PrerenderedLookup unknown = store_->Find("/blog/none", posts, 5'000);
  ASSERT_TRUE(unknown.job);
  unknown.job->Run(files_);
  EXPECT_FALSE(store_->Find("/blog/none", posts, 5'001).job) << "asking again never loops";

  AddFiles("/blog/none", posts, R"(,"cacheControl":{"revalidate":60,"expire":600})");
  EXPECT_FALSE(store_->Find("/blog/none", posts, 5'999).job);
  const PrerenderedLookup later = store_->Find("/blog/none", posts, 6'000);
  ASSERT_TRUE(later.job) << "another process may have rendered it";
  later.job->Run(files_);
  EXPECT_TRUE(store_->Find("/blog/none", posts, 6'000).replies);

  AddFiles("/blog/old", posts, "");
  store_->Find("/blog/old", posts, 6'000).job->Run(files_);
  EXPECT_FALSE(store_->Find("/blog/old", posts, 6'000).replies) << "its lifetime is unknown";
  EXPECT_FALSE(store_->Find("/closed/x", OutputOf("/closed/[id]"), 0).job) << "fallback: false";
}

TEST_F(PrerenderedStoreTest, KeysOfOlderBuildsNameThePathAlone) {
  store_->BeginUpdate("/a", Rendered("plain"), 1'500);
  EXPECT_EQ(*store_->Find("/a", OutputOf("/a"), 2'000).replies->entry().html, "plain");
  store_->BeginUpdate("/a", nullptr, 1'600);
  EXPECT_FALSE(Load("/a").replies);
  store_->BeginUpdate("/unknown", Rendered("x"), 1'500);
  store_->EndUpdate("/unknown", true, 1'500);
}

TEST_F(PrerenderedStoreTest, AWriteOfAnotherOutputEvictsTheEntry) {
  ASSERT_TRUE(Load("/a").replies);
  store_->BeginUpdate(RouteCacheKey(OutputOf("/b"), "/a"), Rendered("b's"), 1'500);
  const PrerenderedLookup found = Load("/a");
  ASSERT_TRUE(found.replies) << "read again, not given up";
  EXPECT_EQ(found.replies->entry().last_modified_ms, kPrerenderedAtMs);
}

TEST_F(PrerenderedStoreTest, AnEntryBelongsToOneOutput) {
  ASSERT_TRUE(Load("/a").replies);
  const PrerenderedLookup found = store_->Find("/a", OutputOf("/b"), 0);
  EXPECT_FALSE(found.replies);
  EXPECT_FALSE(found.job);
}

TEST_F(PrerenderedStoreTest, TheRootIsCalledIndex) {
  outputs_.AppPage("/");
  AddPrerenderedAppPage(outputs_, files_, "/", "/");
  build_ = std::make_shared<const BuildOutput>(outputs_.Build());
  store_ = std::make_unique<PrerenderedStore>(build_);
  ASSERT_TRUE(Load("/").replies);
  EXPECT_TRUE(KeyOf("/").ends_with("/$/index"));
  store_->BeginUpdate(KeyOf("/"), Rendered("new"), 1'500);
  EXPECT_EQ(*Load("/").replies->entry().html, "new");
}

TEST_F(PrerenderedStoreTest, OneCallerReRendersAnEntry) {
  const PrerenderedLookup stale = Load("/isr", 11'000);
  ASSERT_TRUE(stale.is_stale);
  const Renewal first = store_->Renew(stale.replies);
  EXPECT_TRUE(first);
  EXPECT_FALSE(store_->Renew(stale.replies));
  EXPECT_TRUE(Load("/isr", 11'000).is_stale) << "served meanwhile";
  EXPECT_FALSE(store_->Renew(Load("/isr", 11'000).replies));
  store_->BeginUpdate(KeyOf("/isr"), Rendered("new", {.revalidate = 10, .expire = 100}), 11'500);
  const PrerenderedLookup again = store_->Find("/isr", OutputOf("/isr"), 22'000);
  EXPECT_TRUE(again.is_stale);
  EXPECT_TRUE(store_->Renew(again.replies)) << "the earlier re-render belongs to another entry";
}

TEST_F(PrerenderedStoreTest, AfterARenewalWithoutResultTheEntrypointAnswersForAWhile) {
  Renewal renewal = store_->Renew(Load("/isr", 11'000).replies);
  renewal.reset();
  EXPECT_FALSE(Load("/isr", 11'000).replies) << "the files are the same";
  EXPECT_FALSE(store_->Find("/isr", OutputOf("/isr"), 11'999).job);
  EXPECT_TRUE(store_->Find("/isr", OutputOf("/isr"), 12'000).job);

  files_.Add("/app/.next/server/app/isr.html", "another process's", 11'900);
  ASSERT_TRUE(Load("/isr", 12'100).replies);
  EXPECT_FALSE(Load("/isr", 12'100).is_stale);
}

TEST_F(PrerenderedStoreTest, ARenewalOfAReplacedEntryHasNoEffect) {
  Renewal renewal = store_->Renew(Load("/isr", 11'000).replies);
  store_->BeginUpdate(KeyOf("/isr"), Rendered("new"), 11'500);
  renewal.reset();
  EXPECT_TRUE(store_->Find("/isr", OutputOf("/isr"), 12'000).replies);
  renewal = store_->Renew(Load("/a", 0).replies);
  store_.reset();
  renewal.reset();
}

TEST_F(PrerenderedStoreTest, ARevalidationDuringAWriteIsNotForgotten) {
  store_->BeginUpdate(KeyOf("/a"), Rendered("new"), 1'500);
  store_->ExpireTags({"t"}, 1'501);
  store_->EndUpdate(KeyOf("/a"), true, 1'600);
  EXPECT_FALSE(Load("/a", 2'000).replies) << "rendered before the revalidation, written after it";
}

TEST_F(PrerenderedStoreTest, ADamagedEntryIsLeftToTheEntrypoint) {
  files_.Add("/app/.next/server/app/a.meta", "{");
  const PrerenderedLookup found = Load("/a");
  EXPECT_FALSE(found.replies);
  EXPECT_FALSE(found.job) << "asking again never loops";
}

TEST_F(PrerenderedStoreTest, StaticPagesComeFromTheirFile) {
  const Output& about = OutputOf("/about");
  files_.Add("/app/.next/server/" + about.file, "<p>about</p>");
  const PrerenderedLookup found = store_->FindStaticPage(about);
  ASSERT_TRUE(found.job);
  found.job->Run(files_);
  ASSERT_TRUE(store_->FindStaticPage(about).replies);
}

TEST_F(PrerenderedStoreTest, OverlappingWritesLeaveTheFilesAlone) {
  store_->BeginUpdate(KeyOf("/a"), Rendered("first"), 1'500);
  store_->BeginUpdate(KeyOf("/a"), Rendered("second"), 1'600);
  store_->EndUpdate(KeyOf("/a"), true, 1'700);
  store_->EndUpdate(KeyOf("/a"), true, 1'800);
  EXPECT_EQ(*Load("/a").replies->entry().html, "second");
  Evict("/a");
  EXPECT_FALSE(Load("/a").replies) << "it is unknown which of the two is on disk";
  store_->BeginUpdate(KeyOf("/a"), Rendered("third"), 1'900);
  store_->EndUpdate(KeyOf("/a"), true, 2'000);
  Evict("/a");
  EXPECT_TRUE(Load("/a").replies);
}

TEST_F(PrerenderedStoreTest, StateOfInventedPathsIsBounded) {
  const Output& posts = OutputOf("/blog/[slug]");
  for (int i = 0; i < 40'000; ++i) {
    const std::string key = RouteCacheKey(posts, "/blog/made-up-" + std::to_string(i));
    store_->BeginUpdate(key, nullptr, 1'500);
    store_->EndUpdate(key, false, 1'500);
  }
  ASSERT_TRUE(Load("/a").replies) << "paths of the build keep their state";
  store_->BeginUpdate(RouteCacheKey(posts, "/blog/new"), Rendered("new"), 1'500);
  EXPECT_TRUE(store_->Find("/blog/new", posts, 1'500).replies) << "given up paths make room";
}

TEST_F(PrerenderedStoreTest, ReportsItsUsage) {
  ASSERT_TRUE(Load("/a").replies);
  ASSERT_TRUE(Load("/b").replies);
  const CacheUsage usage = store_->usage();
  EXPECT_EQ(usage.entries, 2u);
  EXPECT_GT(usage.bytes, 0u);
  EXPECT_EQ(usage.capacity, static_cast<size_t>(build_->config.cache_max_memory_size));
  EXPECT_EQ(usage.evictions, 0u);
  EXPECT_EQ(usage.variants, 0u);
}

TEST_F(PrerenderedStoreTest, EncodedFormsAreChargedAndCounted) {
  store_->BeginUpdate(KeyOf("/a"), Rendered(std::string(5'000, 'a')), 0);
  const PrerenderedLookup found = store_->Find("/a", OutputOf("/a"), 0);
  ASSERT_TRUE(found.replies);
  const size_t before = store_->usage().bytes;
  RequestFields fields;
  fields[static_cast<size_t>(RequestHeader::kAcceptEncoding)] = "gzip";
  const PresetFields preset;
  const PrerenderedRequest request{
      Representation::kAppHtml, "GET", {}, false, {}, true, false, false, fields, preset};
  const PrerenderedAnswer answer = found.replies->Answer(request);
  ASSERT_TRUE(answer.job);
  answer.job->Run(files_);
  store_->Recharge(found.replies);
  EXPECT_EQ(store_->usage().variants, 1u);
  EXPECT_GT(store_->usage().bytes, before);
  Evict("/a");
  EXPECT_EQ(store_->usage().variants, 0u);
}

TEST_F(PrerenderedStoreTest, WithoutMemoryNothingIsKept) {
  BuildOutput build = outputs_.Build();
  build.config.cache_max_memory_size = 0;
  build_ = std::make_shared<const BuildOutput>(std::move(build));
  store_ = std::make_unique<PrerenderedStore>(build_);
  EXPECT_FALSE(Load("/a").replies);
  EXPECT_FALSE(Load("/a").job) << "and nothing is read repeatedly";
}

}  // namespace
}  // namespace next_native

#include "server/prerendered_store.h"

#include <gtest/gtest.h>

#include "unit/server/site_builder.h"

namespace next_native {
namespace {

class PrerenderedStoreTest : public ::testing::Test {
 protected:
  PrerenderedStoreTest() {
    site_.outputs().AppPage("/a").AppPage("/b").AppPage("/isr").StaticPage("/about");
    site_.PrerenderAppPage("/a", "/a", {}, "x,y").PrerenderAppPage("/b", "/b", {}, "z");
    site_.PrerenderAppPage("/isr", "/isr", {.revalidate = 10, .expire = 100});
    build_ = std::make_shared<const BuildOutput>(site_.outputs().Build());
    store_ = std::make_unique<PrerenderedStore>(build_);
  }

  const Output& OutputOf(const std::string& pathname) {
    return build_->outputs[build_->output_by_pathname.find(pathname)->second];
  }

  std::string KeyOf(const std::string& path) { return RouteCacheKey(OutputOf(path), path); }

  // The lookup once every job it asks for has been run.
  PrerenderedLookup Load(const std::string& path, int64_t now_ms = 0) {
    PrerenderedLookup found = store_->Find(path, OutputOf(path), now_ms);
    if (!found.job) return found;
    found.job->Run(site_.files());
    return store_->Find(path, OutputOf(path), now_ms);
  }

  SiteBuilder site_;
  std::shared_ptr<const BuildOutput> build_;
  std::unique_ptr<PrerenderedStore> store_;
};

TEST_F(PrerenderedStoreTest, ReadsAnEntryOnceAndKeepsIt) {
  const PrerenderedLookup first = store_->Find("/a", OutputOf("/a"), 0);
  ASSERT_TRUE(first.job);
  EXPECT_EQ(store_->Find("/a", OutputOf("/a"), 0).job, first.job) << "equal needs share one job";
  first.job->Run(site_.files());
  EXPECT_TRUE(store_->Find("/a", OutputOf("/a"), 0).replies);
}

TEST_F(PrerenderedStoreTest, HandsOutFreshEntriesOnly) {
  EXPECT_TRUE(Load("/isr", 5'000).replies);
  const PrerenderedLookup stale = store_->Find("/isr", OutputOf("/isr"), 11'000);
  EXPECT_FALSE(stale.replies);
  EXPECT_FALSE(stale.job);
}

TEST_F(PrerenderedStoreTest, LeavesAPathToNextWhileItIsWritten) {
  ASSERT_TRUE(Load("/a").replies);
  store_->BeginUpdate(KeyOf("/a"), 1'500);
  EXPECT_FALSE(Load("/a").replies);
  EXPECT_TRUE(Load("/b").replies);
  store_->EndUpdate(KeyOf("/a"), CacheLifetime{.revalidate = 5, .expire = 50});
  const PrerenderedLookup found = Load("/a", 2'000);
  ASSERT_TRUE(found.replies);
  EXPECT_EQ(found.replies->entry().lifetime.revalidate, 5) << "what was written last";
  EXPECT_EQ(found.replies->entry().last_modified_ms, 1'500);
}

TEST_F(PrerenderedStoreTest, WhatIsNotOnDiskStaysWithNext) {
  store_->BeginUpdate(KeyOf("/a"), 1'500);
  store_->EndUpdate(KeyOf("/a"), std::nullopt);
  EXPECT_FALSE(Load("/a").replies);
  EXPECT_FALSE(Load("/a").job);
}

TEST_F(PrerenderedStoreTest, AReadThatAWriteOvertookIsVoid) {
  const PrerenderedLookup before = store_->Find("/a", OutputOf("/a"), 0);
  store_->BeginUpdate(KeyOf("/a"), 1'500);
  before.job->Run(site_.files());
  store_->EndUpdate(KeyOf("/a"), CacheLifetime{});
  EXPECT_TRUE(store_->Find("/a", OutputOf("/a"), 0).job) << "read again";
}

TEST_F(PrerenderedStoreTest, PathsRenderedAtRunTimeAreServedToo) {
  site_.PrerenderAppPage("/a/new", "/a");  // its files; the build of the store knows nothing of it
  const Output& output = OutputOf("/a");
  EXPECT_FALSE(store_->Find("/a/new", output, 0).job);
  store_->BeginUpdate(RouteCacheKey(output, "/a/new"), 1'500);
  store_->EndUpdate(RouteCacheKey(output, "/a/new"), CacheLifetime{});
  const PrerenderedLookup found = store_->Find("/a/new", output, 0);
  ASSERT_TRUE(found.job);
  found.job->Run(site_.files());
  EXPECT_TRUE(store_->Find("/a/new", output, 0).replies);
}

TEST_F(PrerenderedStoreTest, AnotherOutputsWriteLeavesTheEntryAsItWas) {
  ASSERT_TRUE(Load("/a").replies);
  store_->BeginUpdate(RouteCacheKey(OutputOf("/b"), "/a"), 1'500);
  const PrerenderedLookup found = Load("/a");
  ASSERT_TRUE(found.replies) << "read again, not given up";
  EXPECT_EQ(found.replies->entry().last_modified_ms, SiteBuilder::kBuiltAt);
}

TEST_F(PrerenderedStoreTest, AnEntryIsItsOutputsAlone) {
  ASSERT_TRUE(Load("/a").replies);
  const PrerenderedLookup found = store_->Find("/a", OutputOf("/b"), 0);
  EXPECT_FALSE(found.replies);
  EXPECT_FALSE(found.job);
}

TEST_F(PrerenderedStoreTest, TheRootIsCalledIndex) {
  site_.outputs().AppPage("/");
  site_.PrerenderAppPage("/", "/");
  build_ = std::make_shared<const BuildOutput>(site_.outputs().Build());
  store_ = std::make_unique<PrerenderedStore>(build_);
  ASSERT_TRUE(Load("/").replies);
  EXPECT_TRUE(KeyOf("/").ends_with("/$/index"));
  store_->BeginUpdate(KeyOf("/"), 1'500);
  EXPECT_FALSE(Load("/").replies);
}

TEST_F(PrerenderedStoreTest, TagsReachEntriesReadAndUnread) {
  ASSERT_TRUE(Load("/b").replies);
  store_->InvalidateTags({"y", "z"}, SiteBuilder::kBuiltAt + 1);
  EXPECT_FALSE(Load("/b").replies) << "in memory when its tag was revalidated";
  EXPECT_FALSE(Load("/a").replies) << "on disk then";
  EXPECT_TRUE(Load("/isr").replies);
}

TEST_F(PrerenderedStoreTest, TagsReachNothingThatWasMadeLater) {
  store_->InvalidateTags({"y"}, SiteBuilder::kBuiltAt);
  EXPECT_TRUE(Load("/a").replies);
}

TEST_F(PrerenderedStoreTest, AnExpiryAheadReachesWhatIsMadeBeforeIt) {
  const Output& output = OutputOf("/a");
  const auto write = [&](int64_t now_ms) {
    store_->BeginUpdate(KeyOf("/a"), now_ms);
    store_->EndUpdate(KeyOf("/a"), CacheLifetime{});
    ASSERT_TRUE(Load("/a").replies);
  };
  store_->InvalidateTags({"y"}, 10'000, 5);
  write(10'500);
  EXPECT_TRUE(store_->Find("/a", output, 14'999).replies) << "made after the revalidation";
  store_->InvalidateTags({"other"}, 14'000);
  EXPECT_FALSE(store_->Find("/a", output, 15'000).replies) << "made before the expiry";

  write(15'100);
  EXPECT_TRUE(store_->Find("/a", output, 99'000).replies);
  store_->InvalidateTags({"y"}, 100'000, 60);
  store_->InvalidateTags({"y"}, 100'100, std::nullopt);
  write(100'200);
  EXPECT_FALSE(store_->Find("/a", output, 160'000).replies) << "the earlier expiry stays";
}

TEST_F(PrerenderedStoreTest, ARevalidationDuringAWriteIsNotForgotten) {
  store_->BeginUpdate(KeyOf("/a"), 1'500);
  store_->InvalidateTags({"x"}, 1'501);
  store_->EndUpdate(KeyOf("/a"), CacheLifetime{});
  EXPECT_FALSE(Load("/a").replies) << "made before the revalidation, though written after it";
}

TEST_F(PrerenderedStoreTest, AFloodOfTagsReachesEverythingMadeBefore) {
  std::vector<std::string> tags;
  for (int i = 0; i < 10'001; ++i) tags.push_back("tag-" + std::to_string(i));
  store_->InvalidateTags(tags, SiteBuilder::kBuiltAt + 1);
  EXPECT_FALSE(Load("/isr").replies);
}

TEST_F(PrerenderedStoreTest, ADamagedEntryIsLeftToTheEntrypoint) {
  site_.files().Add("/app/.next/server/app/a.meta", "{");
  const PrerenderedLookup found = Load("/a");
  EXPECT_FALSE(found.replies);
  EXPECT_FALSE(found.job) << "asking again never loops";
}

TEST_F(PrerenderedStoreTest, StaticPagesComeFromTheirFile) {
  const Output& about = OutputOf("/about");
  site_.files().Add("/app/.next/server/" + about.file, "<p>about</p>");
  const PrerenderedLookup found = store_->FindStaticPage(about);
  ASSERT_TRUE(found.job);
  found.job->Run(site_.files());
  ASSERT_TRUE(store_->FindStaticPage(about).replies);
}

TEST_F(PrerenderedStoreTest, OverlappingWritesLeaveThePathWithNext) {
  store_->BeginUpdate(KeyOf("/a"), 1'500);
  store_->BeginUpdate(KeyOf("/a"), 1'600);
  store_->EndUpdate(KeyOf("/a"), CacheLifetime{});
  store_->EndUpdate(KeyOf("/a"), CacheLifetime{});
  EXPECT_FALSE(Load("/a").replies) << "which of the two is on disk is unknown";
  store_->BeginUpdate(KeyOf("/a"), 1'700);
  store_->EndUpdate(KeyOf("/a"), CacheLifetime{});
  EXPECT_TRUE(Load("/a").replies);
}

TEST_F(PrerenderedStoreTest, PathsThatClientsMakeUpAreBounded) {
  const Output& output = OutputOf("/a");
  for (int i = 0; i < 40'000; ++i) {
    const std::string key = RouteCacheKey(output, "/a/made-up-" + std::to_string(i));
    store_->BeginUpdate(key, 1'500);
    store_->EndUpdate(key, std::nullopt);
  }
  ASSERT_TRUE(Load("/a").replies) << "what the build rendered is not crowded out";
  site_.PrerenderAppPage("/a/new", "/a");
  store_->BeginUpdate(RouteCacheKey(output, "/a/new"), 1'500);
  store_->EndUpdate(RouteCacheKey(output, "/a/new"), CacheLifetime{});
  EXPECT_TRUE(store_->Find("/a/new", output, 0).job) << "given up paths make room";
}

TEST_F(PrerenderedStoreTest, WithoutMemoryNothingIsKept) {
  BuildOutput build = site_.outputs().Build();
  build.config.cache_max_memory_size = 0;
  build_ = std::make_shared<const BuildOutput>(std::move(build));
  store_ = std::make_unique<PrerenderedStore>(build_);
  EXPECT_FALSE(Load("/a").replies);
  EXPECT_FALSE(Load("/a").job) << "and nothing is read again and again";
}

}  // namespace
}  // namespace next_native

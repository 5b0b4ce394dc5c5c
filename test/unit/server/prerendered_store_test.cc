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

TEST_F(PrerenderedStoreTest, GivesUpWhatJavaScriptTookOver) {
  ASSERT_TRUE(Load("/a").replies);
  ASSERT_TRUE(Load("/b").replies);
  store_->Invalidate("/a");
  EXPECT_FALSE(Load("/a").replies);
  EXPECT_TRUE(Load("/b").replies);
  store_->Invalidate("/never-prerendered");
}

TEST_F(PrerenderedStoreTest, TagsReachEntriesReadAndUnread) {
  ASSERT_TRUE(Load("/b").replies);
  store_->InvalidateTags({"y", "z"});
  EXPECT_FALSE(Load("/b").replies) << "in memory when its tag was revalidated";
  EXPECT_FALSE(Load("/a").replies) << "on disk then";
  EXPECT_TRUE(Load("/isr").replies);
}

TEST_F(PrerenderedStoreTest, AFloodOfTagsGivesEverythingUp) {
  std::vector<std::string> tags;
  for (int i = 0; i < 10'001; ++i) tags.push_back("tag-" + std::to_string(i));
  store_->InvalidateTags(tags);
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
  store_->InvalidateTags({});
  ASSERT_TRUE(store_->FindStaticPage(about).replies);
}

TEST_F(PrerenderedStoreTest, WithoutMemoryNothingIsKept) {
  BuildOutput build = site_.outputs().Build();
  build.config.cache_max_memory_size = 0;
  build_ = std::make_shared<const BuildOutput>(std::move(build));
  store_ = std::make_unique<PrerenderedStore>(build_);
  EXPECT_FALSE(Load("/a").replies);
}

}  // namespace
}  // namespace next_native

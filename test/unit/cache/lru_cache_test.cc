#include "cache/lru_cache.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace next_native {
namespace {

using Cache = LruCache<const std::string>;

std::shared_ptr<const std::string> Text(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

TEST(LruCacheTest, EvictsTheLeastRecentlyUsedValue) {
  Cache cache(30);
  cache.Put("a", Text("A"), 10);
  cache.Put("b", Text("B"), 10);
  cache.Put("c", Text("C"), 10);
  EXPECT_EQ(*cache.Get("a"), "A");
  cache.Put("d", Text("D"), 10);
  EXPECT_EQ(cache.Get("b"), nullptr);
  EXPECT_NE(cache.Get("a"), nullptr);
  EXPECT_EQ(cache.charge(), 30u);
  cache.Put("e", Text("E"), 25);
  EXPECT_EQ(cache.Get("a"), nullptr);
  EXPECT_EQ(cache.charge(), 25u);
}

TEST(LruCacheTest, ReplacesErasesAndClears) {
  Cache cache(100);
  cache.Put("a", Text("1"), 10);
  cache.Put("a", Text("2"), 20);
  EXPECT_EQ(*cache.Get("a"), "2");
  EXPECT_EQ(cache.charge(), 20u);
  cache.Erase("a");
  cache.Erase("a");
  EXPECT_EQ(cache.Get("a"), nullptr);
  EXPECT_EQ(cache.charge(), 0u);
  cache.Put("b", Text("3"), 10);
  cache.Clear();
  EXPECT_EQ(cache.Get("b"), nullptr);
  EXPECT_EQ(cache.charge(), 0u);
}

TEST(LruCacheTest, DoesNotKeepValuesThatAreTooLarge) {
  Cache cache(10);
  cache.Put("a", Text("old"), 5);
  cache.Put("a", Text("new"), 11);
  EXPECT_EQ(cache.Get("a"), nullptr);
  EXPECT_EQ(cache.charge(), 0u);
}

TEST(LruCacheTest, EvictedValuesLiveWhileTheyAreHeld) {
  Cache cache(10);
  cache.Put("a", Text("kept"), 10);
  const std::shared_ptr<const std::string> held = cache.Get("a");
  cache.Put("b", Text("next"), 10);
  EXPECT_EQ(cache.Get("a"), nullptr);
  EXPECT_EQ(*held, "kept");
}

TEST(LruCacheTest, RechargesOnlyTheGivenValue) {
  Cache cache(100);
  const std::shared_ptr<const std::string> value = Text("v");
  cache.Put("a", value, 10);
  cache.Recharge("a", value, 40);
  EXPECT_EQ(cache.charge(), 40u);
  cache.Recharge("a", Text("v"), 90);
  cache.Recharge("none", value, 90);
  EXPECT_EQ(cache.charge(), 40u);
  cache.Put("b", Text("w"), 40);
  cache.Recharge("a", value, 61);
  EXPECT_EQ(cache.Get("a"), nullptr);
  EXPECT_EQ(cache.charge(), 40u);
}

TEST(LruCacheTest, EvictionOrderSpansAllShards) {
  Cache cache(100);
  for (int i = 0; i < 100; ++i) cache.Put(std::to_string(i), Text("v"), 1);
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(cache.Get(std::to_string(i)));
  for (int i = 100; i < 150; ++i) cache.Put(std::to_string(i), Text("v"), 1);
  EXPECT_EQ(cache.size(), 100u);
  EXPECT_EQ(cache.usage().evictions, 50u);
  for (int i = 0; i < 50; ++i) EXPECT_TRUE(cache.Get(std::to_string(i))) << i;
  for (int i = 50; i < 100; ++i) EXPECT_FALSE(cache.Get(std::to_string(i))) << i;
}

TEST(LruCacheTest, ErasesOnlyTheGivenValue) {
  Cache cache(100);
  const std::shared_ptr<const std::string> first = Text("first");
  cache.Put("a", first, 10);
  cache.Put("a", Text("second"), 20);
  EXPECT_FALSE(cache.EraseIf("a", first));
  EXPECT_FALSE(cache.EraseIf("none", first));
  EXPECT_EQ(cache.charge(), 20u);
  EXPECT_TRUE(cache.EraseIf("a", cache.Get("a")));
  EXPECT_EQ(cache.charge(), 0u);
  EXPECT_EQ(cache.usage().evictions, 0u);
}

TEST(LruCacheTest, CountsTheEncodedFormsItHolds) {
  Cache cache(100);
  const std::shared_ptr<const std::string> value = Text("v");
  cache.Put("a", value, 10);
  EXPECT_EQ(cache.usage().variants, 0u);
  cache.Recharge("a", value, 20, 2);
  cache.Put("b", Text("w"), 30, 3);
  EXPECT_EQ(cache.usage().variants, 5u);
  cache.Put("b", Text("w"), 30, 1);
  EXPECT_EQ(cache.usage().variants, 3u);
  cache.Put("c", Text("x"), 90);
  const CacheUsage usage = cache.usage();
  EXPECT_EQ(usage.variants, 0u);
  EXPECT_EQ(usage.entries, 1u);
  EXPECT_EQ(usage.bytes, 90u);
  EXPECT_EQ(usage.capacity, 100u);
  EXPECT_EQ(usage.evictions, 2u);
  cache.Put("c", Text("x"), 90, 4);
  cache.Clear();
  EXPECT_EQ(cache.usage().variants, 0u);
}

TEST(LruCacheTest, IsSharedByThreads) {
  Cache cache(50);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&cache, thread] {
      for (int i = 0; i < 2000; ++i) {
        const std::string key = std::to_string((i * (thread + 1)) % 13);
        if (const auto value = cache.Get(key)) {
          EXPECT_EQ(*value, key);
        }
        cache.Put(key, Text(key), 7);
        if (i % 50 == 0) cache.Erase(key);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(cache.charge(), 50u);
}

}  // namespace
}  // namespace next_native

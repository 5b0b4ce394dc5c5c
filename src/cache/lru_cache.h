// A cache bounded in bytes that evicts the least recently used value.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/mutex.h"
#include "cache/cache_usage.h"

namespace next_native {

// Thread-safe: keys are spread over shards with a mutex each; all shards share one budget. Values
// are shared, so an evicted value lives on while a caller holds it. Lookup by string_view allocates
// no string.
template <class Value>
class LruCache {
 public:
  // `capacity` in bytes; 0 keeps nothing.
  explicit LruCache(size_t capacity) : capacity_(capacity) {}

  // Null on a miss; a hit becomes the most recently used.
  [[nodiscard]] std::shared_ptr<Value> Get(std::string_view key) {
    Shard& shard = ShardOf(key);
    const MutexLock lock(shard.mutex);
    const auto found = shard.index.find(key);
    if (found == shard.index.end()) return nullptr;
    shard.order.splice(shard.order.begin(), shard.order, found->second);
    found->second->used = ++clock_;
    return found->second->value;
  }

  // Adds or replaces. Does not keep a value whose charge exceeds the whole capacity. `variants`,
  // the number of encoded forms, is only counted.
  void Put(std::string_view key, std::shared_ptr<Value> value, size_t charge, size_t variants = 0) {
    Order dropped;
    Shard& shard = ShardOf(key);
    {
      const MutexLock lock(shard.mutex);
      if (const auto found = shard.index.find(key); found != shard.index.end()) {
        Remove(shard, found->second, &dropped);
      }
      if (charge > capacity_) return;
      shard.order.push_front(Node{std::string(key), std::move(value), charge, variants, ++clock_});
      shard.index.emplace(shard.order.front().key, shard.order.begin());
      charge_ += charge;
      variants_ += variants;
    }
    Shrink(&dropped);
  }

  // Updates the charge of `value`, which has grown or shrunk, if `key` still holds it.
  void Recharge(std::string_view key, const std::shared_ptr<Value>& value, size_t charge,
                size_t variants = 0) {
    Order dropped;
    Shard& shard = ShardOf(key);
    {
      const MutexLock lock(shard.mutex);
      const auto found = shard.index.find(key);
      if (found == shard.index.end() || found->second->value != value) return;
      charge_ += charge - found->second->charge;
      found->second->charge = charge;
      variants_ += variants - found->second->variants;
      found->second->variants = variants;
    }
    Shrink(&dropped);
  }

  void Erase(std::string_view key) {
    Order dropped;
    Shard& shard = ShardOf(key);
    const MutexLock lock(shard.mutex);
    if (const auto found = shard.index.find(key); found != shard.index.end()) {
      Remove(shard, found->second, &dropped);
    }
  }

  // Erases the key if it still holds `value`. Returns true if it did.
  bool EraseIf(std::string_view key, const std::shared_ptr<Value>& value) {
    Order dropped;
    Shard& shard = ShardOf(key);
    const MutexLock lock(shard.mutex);
    const auto found = shard.index.find(key);
    if (found == shard.index.end() || found->second->value != value) return false;
    Remove(shard, found->second, &dropped);
    return true;
  }

  void Clear() {
    for (Shard& shard : shards_) {
      Order dropped;
      const MutexLock lock(shard.mutex);
      shard.index.clear();
      dropped.swap(shard.order);
      for (const Node& node : dropped) {
        charge_ -= node.charge;
        variants_ -= node.variants;
      }
    }
  }

  // Bytes charged now; above the capacity only while a call that adds is in progress.
  [[nodiscard]] size_t charge() const { return charge_; }
  [[nodiscard]] size_t size() const {
    size_t size = 0;
    for (const Shard& shard : shards_) {
      const MutexLock lock(shard.mutex);
      size += shard.index.size();
    }
    return size;
  }
  [[nodiscard]] CacheUsage usage() const {
    return {size(), variants_, charge_, capacity_, evictions_};
  }

 private:
  static constexpr size_t kShards = 16;

  struct Node {
    std::string key;
    std::shared_ptr<Value> value;
    size_t charge;
    size_t variants;
    uint64_t used;  // value of `clock_` at the last use
  };
  // Most recently used first. Removed nodes go to a list declared before the lock, so values are
  // destroyed after the mutex is released.
  using Order = std::list<Node>;

  struct Shard {
    mutable Mutex mutex;
    Order order GUARDED_BY(mutex);
    // Keys view the nodes, which never move.
    std::unordered_map<std::string_view, typename Order::iterator> index GUARDED_BY(mutex);
  };

  Shard& ShardOf(std::string_view key) {
    return shards_[std::hash<std::string_view>{}(key) % kShards];
  }

  void Remove(Shard& shard, typename Order::iterator node, Order* dropped) REQUIRES(shard.mutex) {
    shard.index.erase(node->key);
    charge_ -= node->charge;
    variants_ -= node->variants;
    dropped->splice(dropped->end(), shard.order, node);
  }

  void Shrink(Order* dropped) {
    while (charge_ > capacity_) {
      Shard* oldest = Oldest();
      if (oldest == nullptr) return;
      const MutexLock lock(oldest->mutex);
      // A value used meanwhile has moved to the front.
      if (oldest->order.empty() || charge_ <= capacity_) continue;
      Remove(*oldest, std::prev(oldest->order.end()), dropped);
      ++evictions_;
    }
  }

  // The shard with the least recently used value; null if all shards are empty.
  Shard* Oldest() {
    Shard* oldest = nullptr;
    uint64_t used = std::numeric_limits<uint64_t>::max();
    for (Shard& shard : shards_) {
      const MutexLock lock(shard.mutex);
      if (shard.order.empty() || shard.order.back().used >= used) continue;
      used = shard.order.back().used;
      oldest = &shard;
    }
    return oldest;
  }

  const size_t capacity_;
  std::atomic<size_t> charge_ = 0;
  std::atomic<size_t> variants_ = 0;
  std::atomic<uint64_t> clock_ = 0;
  std::atomic<uint64_t> evictions_ = 0;
  std::array<Shard, kShards> shards_;
};

}  // namespace next_native

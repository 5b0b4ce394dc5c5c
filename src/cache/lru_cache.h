// A cache bounded in bytes that drops what was used longest ago.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace next_native {

// Thread-safe. Values are shared: dropping one from the cache never takes it from whoever holds it.
// Lookup by string_view makes no string.
template <class Value>
class LruCache {
 public:
  // `capacity` in bytes; 0 keeps nothing.
  explicit LruCache(size_t capacity) : capacity_(capacity) {}

  // Null on a miss; a hit becomes the most recently used.
  [[nodiscard]] std::shared_ptr<Value> Get(std::string_view key) {
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return found->second->value;
  }

  // Adds or replaces. A value charged more than the whole capacity is not kept.
  void Put(std::string_view key, std::shared_ptr<Value> value, size_t charge) {
    Dropped dropped;
    const std::lock_guard lock(mutex_);
    if (const auto found = index_.find(key); found != index_.end()) Remove(found->second, &dropped);
    if (charge > capacity_) return;
    order_.push_front(Node{std::string(key), std::move(value), charge});
    index_.emplace(order_.front().key, order_.begin());
    charge_ += charge;
    Shrink(&dropped);
  }

  // Sets the charge of `key` anew if it still holds `value`, which has grown or shrunk.
  void Recharge(std::string_view key, const std::shared_ptr<Value>& value, size_t charge) {
    Dropped dropped;
    const std::lock_guard lock(mutex_);
    const auto found = index_.find(key);
    if (found == index_.end() || found->second->value != value) return;
    charge_ += charge - found->second->charge;
    found->second->charge = charge;
    Shrink(&dropped);
  }

  void Erase(std::string_view key) {
    Dropped dropped;
    const std::lock_guard lock(mutex_);
    if (const auto found = index_.find(key); found != index_.end()) Remove(found->second, &dropped);
  }

  void Clear() {
    Dropped dropped;
    const std::lock_guard lock(mutex_);
    index_.clear();
    dropped.swap(order_);
    charge_ = 0;
  }

  // Bytes charged at this moment; never above the capacity.
  [[nodiscard]] size_t charge() const {
    const std::lock_guard lock(mutex_);
    return charge_;
  }

  [[nodiscard]] size_t size() const {
    const std::lock_guard lock(mutex_);
    return index_.size();
  }

  // How many values were dropped to make room.
  [[nodiscard]] uint64_t evictions() const {
    const std::lock_guard lock(mutex_);
    return evictions_;
  }

 private:
  struct Node {
    std::string key;
    std::shared_ptr<Value> value;
    size_t charge;
  };
  using Order = std::list<Node>;  // most recently used first
  // Declared before the lock is taken, so that values die after it is given back.
  using Dropped = Order;

  void Remove(typename Order::iterator node, Dropped* dropped) {
    index_.erase(node->key);
    charge_ -= node->charge;
    dropped->splice(dropped->end(), order_, node);
  }

  void Shrink(Dropped* dropped) {
    for (; charge_ > capacity_; ++evictions_) Remove(std::prev(order_.end()), dropped);
  }

  const size_t capacity_;
  mutable std::mutex mutex_;
  Order order_;
  // Keys view the nodes, which never move.
  std::unordered_map<std::string_view, typename Order::iterator> index_;
  size_t charge_ = 0;
  uint64_t evictions_ = 0;
};

}  // namespace next_native

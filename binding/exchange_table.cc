#include "exchange_table.h"

#include <utility>

namespace next_native {

std::unique_ptr<Exchange> ExchangeTable::Acquire() {
  if (pool_.empty()) return std::make_unique<Exchange>();
  std::unique_ptr<Exchange> exchange = std::move(pool_.back());
  pool_.pop_back();
  return exchange;
}

void ExchangeTable::Recycle(std::unique_ptr<Exchange> exchange) {
  exchange->Reset();
  if (pool_.size() < kMaxPooled) pool_.push_back(std::move(exchange));
}

uint32_t ExchangeTable::Open(std::unique_ptr<Exchange> exchange) {
  do {
    ++last_id_;  // wraps after four billion requests; skips ids that are still open
  } while (last_id_ == 0 || open_.contains(last_id_));
  open_.emplace(last_id_, std::move(exchange));
  return last_id_;
}

Exchange* ExchangeTable::Find(uint32_t id) {
  auto found = open_.find(id);
  return found == open_.end() ? nullptr : found->second.get();
}

void ExchangeTable::Release(uint32_t id) {
  auto found = open_.find(id);
  if (found == open_.end()) return;
  Recycle(std::move(found->second));
  open_.erase(found);
}

}  // namespace next_native

// The exchanges that wait for JavaScript, by number.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "server/exchange.h"

namespace next_native {

// Keeps finished exchanges for reuse, so a request that is answered at once allocates none.
class ExchangeTable {
 public:
  // Returns an exchange to start, from the pool if it has one.
  [[nodiscard]] std::unique_ptr<Exchange> Acquire();
  // Resets a finished exchange and returns it to the pool.
  void Recycle(std::unique_ptr<Exchange> exchange);
  // Keeps an exchange until Release. The id is never 0 and never that of another open exchange.
  uint32_t Open(std::unique_ptr<Exchange> exchange);
  // Returns null for an id that is not open.
  [[nodiscard]] Exchange* Find(uint32_t id);
  // Recycles the exchange of `id`. Does nothing for an id that is not open.
  void Release(uint32_t id);

 private:
  static constexpr size_t kMaxPooled = 64;
  std::unordered_map<uint32_t, std::unique_ptr<Exchange>> open_;
  std::vector<std::unique_ptr<Exchange>> pool_;
  uint32_t last_id_ = 0;
};

}  // namespace next_native

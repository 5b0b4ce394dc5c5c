// The exchanges that wait for JavaScript, addressed by number.
#pragma once

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "server/exchange.h"

namespace next_native {

// Finished exchanges are kept for reuse, so a request that is answered at once allocates none.
class ExchangeTable {
 public:
  // An exchange to start, from the pool.
  [[nodiscard]] std::unique_ptr<Exchange> Acquire();
  // Puts an exchange that is over back into the pool.
  void Recycle(std::unique_ptr<Exchange> exchange);
  // Keeps an exchange until Release; the id is never 0 and never reused.
  uint32_t Open(std::unique_ptr<Exchange> exchange);
  // Null for an id that is not open.
  [[nodiscard]] Exchange* Find(uint32_t id);
  void Release(uint32_t id);

 private:
  static constexpr size_t kMaxPooled = 64;
  std::unordered_map<uint32_t, std::unique_ptr<Exchange>> open_;
  std::vector<std::unique_ptr<Exchange>> pool_;
  uint32_t last_id_ = 0;
};

}  // namespace next_native

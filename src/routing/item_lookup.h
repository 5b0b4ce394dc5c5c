// Looks the working path up: the image optimizer, files, pages, dynamic routes.
#pragma once

#include <cstdint>

#include "routing/routing_pass.h"

namespace next_native {

// Looks each path up once, however often the phases ask for it. Both lookups return true if they
// find something, which ends routing. API routes below a locale are never found.
class ItemLookup {
 public:
  // `pass` must outlive this.
  explicit ItemLookup(RoutingPass& pass) : pass_(pass) {}

  // The image optimizer, static files and exact outputs (`check_fs` of resolve-routes.js).
  [[nodiscard]] bool FindItem();

  // Those, and dynamic routes after them (checkTrue of resolve-routes.js).
  [[nodiscard]] bool FindItemOrRoute();

  // A rule has rewritten the path since the last call.
  void Restart() { searched_ = Searched::kNothing; }

 private:
  enum class Searched : uint8_t { kNothing, kItems, kAll };

  RoutingPass& pass_;
  Searched searched_ = Searched::kNothing;
};

}  // namespace next_native

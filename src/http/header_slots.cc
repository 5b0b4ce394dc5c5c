#include "http/header_slots.h"

#include "base/ascii.h"

namespace next_native {

HeaderSlots::HeaderSlots() {
  HeaderSlot slot = 0;
  for (const std::string_view name : RequestHeaderNames()) slots_.emplace(name, slot++);
}

HeaderSlot HeaderSlots::SlotOf(std::string_view name) {
  std::string lower = ToLower(name);
  const auto [place, is_new] = slots_.try_emplace(lower, static_cast<HeaderSlot>(slots_.size()));
  if (is_new) extra_.push_back(std::move(lower));
  return place->second;
}

std::optional<HeaderSlot> HeaderSlots::Find(std::string_view name) const {
  const auto place = slots_.find(name);
  return place == slots_.end() ? std::nullopt : std::optional(place->second);
}

}  // namespace next_native

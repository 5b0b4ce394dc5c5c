// Which request header fields the core wants to be told: the fixed ones of RequestHeader, and those
// the rules of one app look at.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_map.h"
#include "http/header_name.h"

namespace next_native {

using HeaderSlot = uint32_t;

// Names to slots; filled while a build is compiled.
class HeaderSlots {
 public:
  HeaderSlots();

  // The slot of a field; a new one for a name not seen before. Case does not matter.
  [[nodiscard]] HeaderSlot SlotOf(std::string_view name);
  // The slot of a lower-case name that is a fixed one, or that somebody has asked for before.
  [[nodiscard]] std::optional<HeaderSlot> Find(std::string_view name) const;
  // The names behind the fixed ones, lower case, in the order of their slots.
  [[nodiscard]] const std::vector<std::string>& extra_names() const { return extra_; }

 private:
  TextMap<HeaderSlot> slots_;
  std::vector<std::string> extra_;
};

// The values of one request by slot (Latin-1 bytes); nullopt where it has no such field.
struct HeaderValues {
  std::span<const std::optional<std::string_view>> fixed;
  std::span<const std::optional<std::string_view>> extra;

  [[nodiscard]] std::optional<std::string_view> Get(HeaderSlot slot) const {
    if (slot < fixed.size()) return fixed[slot];
    slot -= static_cast<HeaderSlot>(kRequestHeaderCount);
    return slot < extra.size() ? extra[slot] : std::nullopt;
  }
};

}  // namespace next_native

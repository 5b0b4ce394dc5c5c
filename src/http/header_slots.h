// The request header fields that the shim passes to the core: the fixed ones of RequestHeader, and
// those that the rules of one app read.
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

// Maps names to slots. Filled while a build is compiled.
class HeaderSlots {
 public:
  HeaderSlots();

  // Returns the slot of a field and adds one for a new name. Ignores case.
  [[nodiscard]] HeaderSlot SlotOf(std::string_view name);
  // Returns the slot of a lower-case name if it is fixed or was added by SlotOf().
  [[nodiscard]] std::optional<HeaderSlot> Find(std::string_view name) const;
  // The names added after the fixed ones, in lower case, in slot order.
  [[nodiscard]] const std::vector<std::string>& extra_names() const { return extra_; }

 private:
  TextMap<HeaderSlot> slots_;
  std::vector<std::string> extra_;
};

// The field values of one request by slot (Latin-1 bytes); nullopt: the request has no such field.
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

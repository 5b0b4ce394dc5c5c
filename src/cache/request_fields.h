// The header fields that decide which reply is sent, in the form in which Request has them.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "http/header_name.h"

namespace next_native {

// Field values of the request by RequestHeader; nullopt: the request has no such field.
using RequestFields = std::array<std::optional<std::string_view>, kRequestHeaderCount>;

// Fields that the user's server set on the response before our handler ran, by ResponseHeader.
using PresetFields = std::array<std::optional<std::string_view>, kResponseHeaderCount>;

[[nodiscard]] inline std::optional<std::string_view> Field(const RequestFields& fields,
                                                           RequestHeader name) {
  return fields[static_cast<size_t>(name)];
}
[[nodiscard]] inline std::optional<std::string_view> Field(const PresetFields& fields,
                                                           ResponseHeader name) {
  return fields[static_cast<size_t>(name)];
}

// Empty if nothing is set: in JavaScript an empty field value counts as absent.
[[nodiscard]] inline std::string_view Preset(const PresetFields& preset, ResponseHeader name) {
  return Field(preset, name).value_or(std::string_view());
}

[[nodiscard]] inline bool IsAnyPreset(const PresetFields& preset) {
  return std::any_of(preset.begin(), preset.end(),
                     [](const auto& field) { return field.has_value(); });
}

}  // namespace next_native

// The header fields a reply is chosen by, in the form the server's Request keeps them.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "http/header_name.h"

namespace next_native {

// Field values of the request, by RequestHeader; nullopt where the request has no such field.
using RequestFields = std::array<std::optional<std::string_view>, kRequestHeaderCount>;

// Fields the user's server set on the response before handing the request over, by ResponseHeader.
using PresetFields = std::array<std::optional<std::string_view>, kResponseHeaderCount>;

[[nodiscard]] inline std::optional<std::string_view> Field(const RequestFields& fields,
                                                           RequestHeader name) {
  return fields[static_cast<size_t>(name)];
}
[[nodiscard]] inline std::optional<std::string_view> Field(const PresetFields& fields,
                                                           ResponseHeader name) {
  return fields[static_cast<size_t>(name)];
}

}  // namespace next_native

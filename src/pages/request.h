// A request as the core sees it. It views text that the caller keeps alive during the call.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "http/header_name.h"
#include "http/header_slots.h"

namespace next_native {

struct Request {
  std::string_view method;  // "GET"; as sent, case kept
  std::string_view url;     // req.url as UTF-8
  // Field values (Latin-1 bytes); nullopt: the request has no such field.
  std::array<std::optional<std::string_view>, kRequestHeaderCount> headers;
  // Values of the other fields that the rules of the app read (see HeaderSlots); empty: none.
  std::vector<std::optional<std::string_view>> extra_headers;
  // Fields that the user's server set on the response before it passed the request on.
  std::array<std::optional<std::string_view>, kResponseHeaderCount> response_headers;
  int response_status = 200;  // set on the response by the user's server

  [[nodiscard]] std::optional<std::string_view> Header(RequestHeader name) const {
    return headers[static_cast<size_t>(name)];
  }
  [[nodiscard]] bool Has(RequestHeader name) const { return Header(name).has_value(); }
  [[nodiscard]] HeaderValues header_values() const { return {headers, extra_headers}; }
  [[nodiscard]] std::optional<std::string_view> PresetField(ResponseHeader name) const {
    return response_headers[static_cast<size_t>(name)];
  }
  [[nodiscard]] bool IsGetOrHead() const { return method == "GET" || method == "HEAD"; }
};

}  // namespace next_native

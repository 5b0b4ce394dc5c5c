// A Request for tests.
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "pages/request.h"

namespace next_native {

using RequestFieldList = std::initializer_list<std::pair<RequestHeader, std::string_view>>;

// Views its arguments, which must outlive it.
inline Request MakeRequest(std::string_view method, std::string_view url,
                           RequestFieldList fields = {}) {
  Request request;
  request.method = method;
  request.url = url;
  for (const auto& [name, value] : fields) request.headers[static_cast<size_t>(name)] = value;
  return request;
}

}  // namespace next_native

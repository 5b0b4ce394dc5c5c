// A parameter of a dynamic route, as an entrypoint receives it in `params`.
#pragma once

#include <string>
#include <vector>

namespace next_native {

// One decoded value, or the decoded segments of a catch-all. An optional catch-all without segments
// has no RouteParam.
struct RouteParam {
  std::string name;
  std::vector<std::string> values;
  bool is_catch_all = false;
};

}  // namespace next_native

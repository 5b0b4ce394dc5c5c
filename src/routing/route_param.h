// A parameter of a dynamic route, as the entrypoint receives it in `params`.
#pragma once

#include <string>
#include <vector>

namespace next_native {

// One decoded value, or the decoded parts of a catch-all. An optional catch-all that matched
// nothing makes no RouteParam at all.
struct RouteParam {
  std::string name;
  std::vector<std::string> values;
  bool is_catch_all = false;
};

}  // namespace next_native

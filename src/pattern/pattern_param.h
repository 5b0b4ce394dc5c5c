// A parameter that a pattern or a condition extracts from a request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace next_native {

// One value, or the parts of a repeated one. Not decoded: as in the path.
struct PatternParam {
  std::string name;
  std::vector<std::string> values;
  bool is_list = false;    // a JavaScript array
  bool is_defined = true;  // false: a named group of a condition that is unset
};

// In the order of JavaScript's Object.keys, except that whole numbers do not come first.
using PatternParams = std::vector<PatternParam>;

// Returns null if there is no parameter of that name.
[[nodiscard]] const PatternParam* FindParam(const PatternParams& params, std::string_view name);
// Object.assign for one property: replaces the value of an earlier one of that name in place.
void SetParam(PatternParams& params, PatternParam param);

}  // namespace next_native

// A parameter that a pattern or a condition took out of a request.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace next_native {

// One value, or the parts of a repeated one. Raw: as it stands in the path.
struct PatternParam {
  std::string name;
  std::vector<std::string> values;
  bool is_list = false;    // a JavaScript array
  bool is_defined = true;  // false: a named group of a condition that took no part in the match
};

// In the order of JavaScript's Object.keys as far as names are no whole numbers.
using PatternParams = std::vector<PatternParam>;

// Null: there is none of that name.
[[nodiscard]] const PatternParam* FindParam(const PatternParams& params, std::string_view name);
// Object.assign for one property: the value of an earlier one of that name is replaced in place.
void SetParam(PatternParams& params, PatternParam param);

}  // namespace next_native

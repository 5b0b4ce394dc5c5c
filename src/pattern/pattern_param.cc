#include "pattern/pattern_param.h"

#include <algorithm>
#include <utility>

namespace next_native {

const PatternParam* FindParam(const PatternParams& params, std::string_view name) {
  const auto found = std::find_if(params.begin(), params.end(),
                                  [name](const PatternParam& param) { return param.name == name; });
  return found == params.end() ? nullptr : &*found;
}

void SetParam(PatternParams& params, PatternParam param) {
  const auto found =
      std::find_if(params.begin(), params.end(),
                   [&param](const PatternParam& earlier) { return earlier.name == param.name; });
  if (found == params.end()) {
    params.push_back(std::move(param));
  } else {
    *found = std::move(param);
  }
}

}  // namespace next_native

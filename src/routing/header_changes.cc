#include "routing/header_changes.h"

#include <algorithm>
#include <utility>

namespace next_native {

ResponseField& ResponseFields::At(std::string_view name) {
  const auto found =
      std::find_if(fields_.begin(), fields_.end(),
                   [name](const ResponseField& field) { return field.name == name; });
  if (found != fields_.end()) return *found;
  fields_.push_back({std::string(name), {}, false});
  return fields_.back();
}

void ResponseFields::Set(std::string_view name, std::string value) {
  ResponseField& field = At(name);
  field.values.clear();
  field.values.push_back(std::move(value));
  field.is_list = false;
}

void ResponseFields::SetList(std::string_view name, std::vector<std::string> values) {
  ResponseField& field = At(name);
  field.values = std::move(values);
  field.is_list = true;
}

void ResponseFields::AppendCookie(std::string_view name, std::string value) {
  ResponseField& field = At(name);
  field.values.push_back(std::move(value));
  field.is_list = true;
}

}  // namespace next_native

#include "cache/header_builder.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"

namespace next_native {
namespace {

auto Named(std::string_view name) {
  return [name](const HeaderField& field) { return EqualsIgnoreCase(field.name, name); };
}

}  // namespace

void HeaderBuilder::Set(std::string_view name, std::string_view value) {
  const auto first = std::find_if(fields_.begin(), fields_.end(), Named(name));
  if (first == fields_.end()) {
    fields_.push_back({std::string(name), std::string(value)});
    return;
  }
  *first = {std::string(name), std::string(value)};
  fields_.erase(std::remove_if(std::next(first), fields_.end(), Named(name)), fields_.end());
}

void HeaderBuilder::Append(std::string_view name, std::string_view value, FieldMerge merge) {
  const auto last = std::find_if(fields_.rbegin(), fields_.rend(), Named(name));
  if (last == fields_.rend()) {
    fields_.push_back({std::string(name), std::string(value), merge});
    return;
  }
  fields_.insert(last.base(), {last->name, std::string(value)});
}

bool HeaderBuilder::Has(std::string_view name) const {
  return std::any_of(fields_.begin(), fields_.end(), Named(name));
}

std::string HeaderBuilder::Joined(std::string_view name) const {
  std::string joined;
  for (const HeaderField& field : fields_) {
    if (!EqualsIgnoreCase(field.name, name)) continue;
    if (!joined.empty()) joined += ", ";
    joined += field.value;
  }
  return joined;
}

}  // namespace next_native

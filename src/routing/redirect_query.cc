#include "routing/redirect_query.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/percent_encoding.h"
#include "base/text_map.h"
#include "http/query.h"

namespace next_native {

namespace {

struct Parameter {
  std::string name;
  std::vector<std::string> values;
};

// Names that every JavaScript object inherits. Next.js takes the inherited value for an earlier
// value of the parameter and formats it as an empty one.
bool IsInherited(std::string_view name) {
  constexpr std::array<std::string_view, 11> kNames = {
      "constructor",      "hasOwnProperty",   "isPrototypeOf",    "propertyIsEnumerable",
      "toLocaleString",   "toString",         "valueOf",          "__defineGetter__",
      "__defineSetter__", "__lookupGetter__", "__lookupSetter__",
  };
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// The number of a name that is an array index. JavaScript objects list these first, in order.
std::optional<uint32_t> ArrayIndex(std::string_view name) {
  if (name.empty() || name.size() > 10 || (name[0] == '0' && name.size() > 1)) return std::nullopt;
  uint32_t index = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
  const bool is_index =
      error == std::errc() && end == name.data() + name.size() && index != UINT32_MAX;
  return is_index ? std::optional(index) : std::nullopt;
}

std::vector<Parameter> Parse(std::string_view query) {
  std::vector<Parameter> parameters;
  TextMap<size_t> place_of;
  while (!query.empty()) {
    const size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    std::string name = DecodeParameter(pair.substr(0, equals));
    if (name == "__proto__") continue;  // assigning it adds no property
    const auto [place, is_new] = place_of.try_emplace(name, parameters.size());
    if (is_new) {
      std::vector<std::string> values(IsInherited(name) ? 1 : 0);
      parameters.push_back({std::move(name), std::move(values)});
    }
    parameters[place->second].values.push_back(
        DecodeParameter(pair.substr(std::min(equals + 1, pair.size()))));
  }
  return parameters;
}

}  // namespace

std::string FormatRedirectQuery(std::string_view query) {
  if (query.empty()) return {};
  std::vector<Parameter> parameters = Parse(query);
  std::stable_sort(parameters.begin(), parameters.end(),
                   [](const Parameter& a, const Parameter& b) {
                     const std::optional<uint32_t> a_index = ArrayIndex(a.name);
                     const std::optional<uint32_t> b_index = ArrayIndex(b.name);
                     if (a_index && b_index) return *a_index < *b_index;
                     return a_index.has_value() && !b_index.has_value();
                   });
  std::string formatted;
  for (const Parameter& parameter : parameters) {
    const std::string name = EncodeComponent(parameter.name);
    for (const std::string& value : parameter.values) {
      formatted.append(formatted.empty() ? "?" : "&").append(name).append("=");
      formatted.append(EncodeComponent(value));
    }
  }
  return formatted;
}

}  // namespace next_native

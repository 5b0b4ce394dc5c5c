#include "http/query.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"
#include "base/utf8.h"

namespace next_native {
namespace {

struct Parameter {
  std::string_view text;  // "name=value"
  std::string_view name;
  std::string_view value;
};

// Removes the next parameter from the front of `query`. Skips empty ones ("&&"), as URLSearchParams
// does.
std::optional<Parameter> TakeParameter(std::string_view& query) {
  while (query.starts_with('&')) query.remove_prefix(1);
  if (query.empty()) return std::nullopt;
  Parameter parameter;
  parameter.text = query.substr(0, query.find('&'));
  query.remove_prefix(parameter.text.size());
  const size_t equals = std::min(parameter.text.find('='), parameter.text.size());
  parameter.name = parameter.text.substr(0, equals);
  parameter.value = parameter.text.substr(std::min(equals + 1, parameter.text.size()));
  return parameter;
}

bool IsNamed(const Parameter& parameter, std::string_view name) {
  if (parameter.name.find_first_of("%+") == std::string_view::npos) return parameter.name == name;
  return DecodeParameter(parameter.name) == name;
}

}  // namespace

std::optional<std::string_view> FindParameter(std::string_view query, std::string_view name) {
  while (const std::optional<Parameter> parameter = TakeParameter(query)) {
    if (IsNamed(*parameter, name)) return parameter->value;
  }
  return std::nullopt;
}

std::string DecodeParameter(std::string_view raw) {
  std::string bytes;
  bytes.reserve(raw.size());
  for (size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '%' && i + 2 < raw.size() && HexDigitValue(raw[i + 1]) >= 0 &&
        HexDigitValue(raw[i + 2]) >= 0) {
      bytes += static_cast<char>(HexDigitValue(raw[i + 1]) * 16 + HexDigitValue(raw[i + 2]));
      i += 2;
    } else {
      bytes += raw[i] == '+' ? ' ' : raw[i];
    }
  }
  if (IsValidUtf8(bytes)) return bytes;

  std::string text;
  for (std::string_view rest = bytes; !rest.empty();) {
    const CodePoint point = NextCodePoint(rest);
    AppendUtf8(text, point.value);
    rest.remove_prefix(point.length);
  }
  return text;
}

std::string RemoveParameter(std::string_view query, std::string_view name) {
  std::string rest;
  rest.reserve(query.size());
  while (const std::optional<Parameter> parameter = TakeParameter(query)) {
    if (IsNamed(*parameter, name)) continue;
    if (!rest.empty()) rest += '&';
    rest.append(parameter->text);
  }
  return rest;
}

}  // namespace next_native

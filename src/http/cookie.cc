#include "http/cookie.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"
#include "base/percent_encoding.h"
#include "base/utf8.h"

namespace next_native {
namespace {

// Returns the value without quotes and undecoded. Like the package, it takes the last character of
// a quoted value for the closing quote, whatever it is.
std::optional<std::string_view> FindRawCookie(std::string_view field, std::string_view name) {
  while (!field.empty()) {
    const size_t end = std::min(field.find(';'), field.size());
    const std::string_view pair = field.substr(0, end);
    field.remove_prefix(std::min(end + 1, field.size()));
    const size_t equals = pair.find('=');
    if (equals == std::string_view::npos || Trim(pair.substr(0, equals)) != name) continue;

    std::string_view value = Trim(pair.substr(equals + 1));
    if (!value.starts_with('"')) return value;
    value.remove_prefix(1);
    value.remove_suffix(value.empty() ? 0 : 1);
    return value;
  }
  return std::nullopt;
}

}  // namespace

bool HasCookie(std::string_view field, std::string_view name) {
  return FindRawCookie(field, name).has_value();
}

std::optional<std::string> FindCookie(std::string_view field, std::string_view name) {
  const std::optional<std::string_view> raw = FindRawCookie(field, name);
  if (!raw) return std::nullopt;
  std::string text = Latin1ToUtf8(*raw);
  if (std::optional<std::string> decoded = DecodeComponent(text)) return decoded;
  return text;
}

}  // namespace next_native

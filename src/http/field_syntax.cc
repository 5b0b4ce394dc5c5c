#include "http/field_syntax.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/utf8.h"

namespace next_native {
namespace {

constexpr std::string_view kNameMarks = "!#$%&'*+-.^_`|~";

}  // namespace

bool IsFieldName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return IsAsciiAlpha(c) || IsAsciiDigit(c) || kNameMarks.find(c) != std::string_view::npos;
  });
}

bool IsFieldValue(std::string_view value) {
  while (!value.empty()) {
    const CodePoint point = NextCodePoint(value);
    const bool is_control = (point.value < 0x20 && point.value != '\t') || point.value == 0x7F;
    if (is_control || point.value > 0xFF) return false;
    value.remove_prefix(point.length);
  }
  return true;
}

}  // namespace next_native

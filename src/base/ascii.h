// Rules for ASCII text that do not depend on the locale: case, white space, trimming, digits.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace next_native {

[[nodiscard]] constexpr bool IsAsciiDigit(char c) { return c >= '0' && c <= '9'; }

[[nodiscard]] constexpr bool IsAsciiAlpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

[[nodiscard]] constexpr char ToAsciiLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// The value of a hexadecimal digit, or -1.
[[nodiscard]] constexpr int HexDigitValue(char c) {
  if (IsAsciiDigit(c)) return c - '0';
  const char lower = ToAsciiLower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Ignores the case of A-Z only.
[[nodiscard]] constexpr bool EqualsIgnoreCase(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (ToAsciiLower(a[i]) != ToAsciiLower(b[i])) return false;
  }
  return true;
}

[[nodiscard]] constexpr bool StartsWithIgnoreCase(std::string_view text, std::string_view prefix) {
  return text.size() >= prefix.size() && EqualsIgnoreCase(text.substr(0, prefix.size()), prefix);
}

[[nodiscard]] constexpr bool EndsWithIgnoreCase(std::string_view text, std::string_view suffix) {
  return text.size() >= suffix.size() &&
         EqualsIgnoreCase(text.substr(text.size() - suffix.size()), suffix);
}

[[nodiscard]] inline std::string ToLower(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), ToAsciiLower);
  return lower;
}

// Returns true if JavaScript's `\s` and trim() count the character as white space in a field value,
// which is Latin-1: the ASCII blanks and the no-break space.
[[nodiscard]] constexpr bool IsFieldSpace(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == '\xA0';
}

// `text` without leading and trailing characters for which IsFieldSpace() is true.
[[nodiscard]] constexpr std::string_view Trim(std::string_view text) {
  while (!text.empty() && IsFieldSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsFieldSpace(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace next_native

// Splits off the locale at the start of a path.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace next_native {

// A split path. With locales {en, fr}, "/FR/a" is locale "fr" and rest "/a".
struct LocalePath {
  std::string_view locale;  // as the config spells it; empty: none. Views the config.
  std::string_view rest;    // begins with "/"; views the path or a literal
};

// Compares `locales` without ASCII case (normalizeLocalePath of next's
// shared/lib/i18n/normalize-locale-path.js).
[[nodiscard]] LocalePath SplitLocalePath(std::string_view path,
                                         std::span<const std::string> locales);

}  // namespace next_native

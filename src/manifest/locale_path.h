// The locale that a path begins with.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace next_native {

// A path taken apart: with locales {en, fr}, "/FR/a" is locale "fr" and rest "/a".
struct LocalePath {
  std::string_view locale;  // as the config spells it; empty: none. Views the config.
  std::string_view rest;    // begins with "/"; views the path or a literal
};

// `locales` are compared without regard to (ASCII) case (normalizeLocalePath of next's
// shared/lib/i18n/normalize-locale-path.js).
[[nodiscard]] LocalePath SplitLocalePath(std::string_view path,
                                         std::span<const std::string> locales);

}  // namespace next_native

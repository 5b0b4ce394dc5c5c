#include "manifest/locale_path.h"

#include <algorithm>

#include "base/ascii.h"

namespace next_native {

LocalePath SplitLocalePath(std::string_view path, std::span<const std::string> locales) {
  const LocalePath none{{}, path};
  const size_t slash = path.find('/');
  if (slash == std::string_view::npos) return none;
  std::string_view segment = path.substr(slash + 1);
  segment = segment.substr(0, segment.find('/'));
  if (segment.empty()) return none;
  const auto locale = std::find_if(locales.begin(), locales.end(), [&](const std::string& known) {
    return EqualsIgnoreCase(known, segment);
  });
  if (locale == locales.end()) return none;
  const std::string_view rest = path.substr(locale->size() + 1);
  return {*locale, rest.empty() ? std::string_view("/") : rest};
}

}  // namespace next_native

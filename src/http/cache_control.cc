#include "http/cache_control.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"

namespace next_native {
namespace {

constexpr int64_t kOneYearSeconds = 31536000;

}  // namespace

std::string PageCacheControl(std::optional<int64_t> revalidate, std::optional<int64_t> expire) {
  if (revalidate == 0) return std::string(kPrivateNoStore);
  std::string value = "s-maxage=" + std::to_string(revalidate.value_or(kOneYearSeconds));
  if (revalidate && expire && *revalidate < *expire) {
    value += ", stale-while-revalidate=" + std::to_string(*expire - *revalidate);
  }
  return value;
}

bool HasDirective(std::string_view cache_control, std::string_view directive) {
  for (;;) {
    const size_t comma = std::min(cache_control.find(','), cache_control.size());
    if (Trim(cache_control.substr(0, comma)) == directive) return true;
    if (comma == cache_control.size()) return false;
    cache_control.remove_prefix(comma + 1);
  }
}

}  // namespace next_native

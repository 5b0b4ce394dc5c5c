#include "http/media_type.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>

#include "base/ascii.h"
#include "http/media_type_table.h"

namespace next_native {
namespace {

constexpr bool ComesBefore(const MediaTypeRow& a, const MediaTypeRow& b) {
  return a.extension < b.extension;
}
static_assert(std::is_sorted(std::begin(kMediaTypes), std::end(kMediaTypes), ComesBefore));

}  // namespace

std::string_view MediaTypeOf(std::string_view path) {
  const size_t cut = path.find_last_of("./\\");
  if (cut != std::string_view::npos) path.remove_prefix(cut + 1);
  const std::string extension = ToLower(path);
  const auto* row = std::lower_bound(std::begin(kMediaTypes), std::end(kMediaTypes),
                                     MediaTypeRow{extension, {}}, ComesBefore);
  return row != std::end(kMediaTypes) && row->extension == extension ? row->media_type
                                                                     : kDefaultMediaType;
}

}  // namespace next_native

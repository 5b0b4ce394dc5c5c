// A hash map with text keys. Lookup by string_view allocates no string.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace next_native {

struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const noexcept {
    return std::hash<std::string_view>{}(text);
  }
};

template <class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

}  // namespace next_native

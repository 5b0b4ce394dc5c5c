// Giving a value back its initial state.
#pragma once

#include <memory>
#include <type_traits>

namespace next_native {

// Destroys `value` and constructs it again: cheaper than assigning a new one where it has many
// members, because nothing is moved.
template <class T>
void ResetToDefault(T& value) {
  static_assert(std::is_nothrow_default_constructible_v<T>);
  std::destroy_at(&value);
  std::construct_at(&value);
}

}  // namespace next_native

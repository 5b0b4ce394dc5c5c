// The Cookie field of a request, as the `cookie` package inside Next.js parses it
// (dist/compiled/cookie).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// `field` is the Cookie value in Latin-1. The first pair of a name counts. Names are compared
// exactly.
[[nodiscard]] bool HasCookie(std::string_view field, std::string_view name);

// Returns the value in UTF-8 without quotes. It is percent-decoded unless an escape is malformed.
[[nodiscard]] std::optional<std::string> FindCookie(std::string_view field, std::string_view name);

}  // namespace next_native

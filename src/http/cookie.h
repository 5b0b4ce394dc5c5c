// The Cookie field of a request, as the `cookie` package inside Next.js parses it
// (dist/compiled/cookie).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// `field` is the Latin-1 value of Cookie. The first pair of a name counts; names are compared as
// they are.
[[nodiscard]] bool HasCookie(std::string_view field, std::string_view name);

// The value in UTF-8: unquoted and percent-decoded, or undecoded where an escape is malformed.
[[nodiscard]] std::optional<std::string> FindCookie(std::string_view field, std::string_view name);

}  // namespace next_native

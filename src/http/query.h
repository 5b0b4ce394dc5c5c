// Reads single parameters of a raw query (the text after "?") without parsing all of it. Names are
// compared as URLSearchParams decodes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// Returns the raw value of the first parameter called `name`, as a view into `query`; empty if it
// has no "=". DecodeParameter() decodes it.
[[nodiscard]] std::optional<std::string_view> FindParameter(std::string_view query,
                                                            std::string_view name);

// Decodes a raw name or value as URLSearchParams does: "+" is a space, malformed escapes stay, and
// ill-formed UTF-8 becomes U+FFFD.
[[nodiscard]] std::string DecodeParameter(std::string_view raw);

// Returns `query` without the parameters called `name`; the others keep their spelling and order.
[[nodiscard]] std::string RemoveParameter(std::string_view query, std::string_view name);

}  // namespace next_native

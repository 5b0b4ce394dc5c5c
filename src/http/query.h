// Looking into a raw query without parsing it whole. Names are compared as URLSearchParams decodes
// them; a query is what follows "?".
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// The raw value of the first parameter called `name`, a view into `query`; empty if it has no "=".
// See DecodeParameter.
[[nodiscard]] std::optional<std::string_view> FindParameter(std::string_view query,
                                                            std::string_view name);

// A raw name or value in the way of URLSearchParams: "+" is a space, malformed escapes stay,
// ill-formed UTF-8 becomes U+FFFD.
[[nodiscard]] std::string DecodeParameter(std::string_view raw);

// `query` without every parameter called `name`; the others keep their spelling and order.
[[nodiscard]] std::string RemoveParameter(std::string_view query, std::string_view name);

}  // namespace next_native

// Which header fields Node.js sets on a response (its lib/_http_common.js); it throws at others.
#pragma once

#include <string_view>

namespace next_native {

// A token (RFC 9110, section 5.6.2).
[[nodiscard]] bool IsFieldName(std::string_view name);

// `value` in UTF-8: characters of Latin-1 without controls, but tabs.
[[nodiscard]] bool IsFieldValue(std::string_view value);

}  // namespace next_native

// Checks header fields as Node.js does (its lib/_http_common.js), which throws at invalid ones.
#pragma once

#include <string_view>

namespace next_native {

// True if `name` is a token (RFC 9110 section 5.6.2).
[[nodiscard]] bool IsFieldName(std::string_view name);

// True if `value` (UTF-8) has only Latin-1 characters and no controls except tabs.
[[nodiscard]] bool IsFieldValue(std::string_view value);

}  // namespace next_native

// Percent-encoding of URL parts as JavaScript does it. Text is UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// decodeURIComponent (ECMA-262 section 19.2.6.2). nullopt where that throws URIError: for a "%"
// without two hexadecimal digits, and for escapes that are not well-formed UTF-8, which includes
// overlong forms and surrogates. "+" stays.
[[nodiscard]] std::optional<std::string> DecodeComponent(std::string_view text);

// encodeURIComponent (section 19.2.6.4).
[[nodiscard]] std::string EncodeComponent(std::string_view text);

// EncodeComponent of every segment between slashes (next's shared/lib/encode-uri-path.js).
[[nodiscard]] std::string EncodeUriPath(std::string_view path);

// Appends "%XX" with upper-case digits.
void AppendPercentEncoded(std::string& out, char byte);

}  // namespace next_native

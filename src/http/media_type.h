// Content-Type of a static file, as `send` inside Next.js writes it (mime 1.6 with the additions of
// next's server/serve-static.js).
#pragma once

#include <string_view>

namespace next_native {

inline constexpr std::string_view kDefaultMediaType = "application/octet-stream";

// The whole field value, such as "text/css; charset=UTF-8", by what follows the last ".", "/" or
// "\" of `path` without regard to case: a file called "css" is a style sheet too. A name that is
// not known gives kDefaultMediaType. The result is a literal.
[[nodiscard]] std::string_view MediaTypeOf(std::string_view path);

}  // namespace next_native

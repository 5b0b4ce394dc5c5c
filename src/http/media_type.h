// The Content-Type of a static file, as `send` inside Next.js writes it (mime 1.6 with the
// additions of next's server/serve-static.js).
#pragma once

#include <string_view>

namespace next_native {

inline constexpr std::string_view kDefaultMediaType = "application/octet-stream";

// Returns the whole field value, such as "text/css; charset=UTF-8", as a literal. The extension is
// what follows the last ".", "/" or "\" of `path`, in any case, so a file called "css" is a style
// sheet too. Unknown extensions give kDefaultMediaType.
[[nodiscard]] std::string_view MediaTypeOf(std::string_view path);

}  // namespace next_native

// The query of a redirect target: Next.js parses the request's query and formats it again.
#pragma once

#include <string>
#include <string_view>

namespace next_native {

// "?" and the formatted query, or "" if it has no parameters. Values of equal names follow the
// first of them, names that are whole numbers come first in ascending order, every name gets a "=",
// and names and values are escaped by encodeURIComponent. This is the effect of
// searchParamsToUrlQuery, the key order of JavaScript objects, and stringifyQuery (next's
// shared/lib/router/utils/querystring.js and server/server-route-utils.js).
[[nodiscard]] std::string FormatRedirectQuery(std::string_view query);

}  // namespace next_native

// The query of a redirect target: that of the request, parsed and put together again by Next.js.
#pragma once

#include <string>
#include <string_view>

namespace next_native {

// "?" and the rewritten query, or "" if no parameter is left. Equal names are gathered at the first
// of them, whole numbers come first in ascending order, every name gets a "=", and all is escaped
// by encodeURIComponent: what searchParamsToUrlQuery, an object's key order and stringifyQuery make
// of it (next's shared/lib/router/utils/querystring.js and server/server-route-utils.js).
[[nodiscard]] std::string FormatRedirectQuery(std::string_view query);

}  // namespace next_native

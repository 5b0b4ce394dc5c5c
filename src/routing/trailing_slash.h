// The redirects that Next.js adds to a build so that every path has one spelling, with or without a
// trailing slash (next's lib/load-custom-routes.js; answered as in resolve-routes.js).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "manifest/build_output.h"

namespace next_native {

struct PathRedirect {
  std::string location;  // path and query, for Location and the body
  int status = 308;
};

// `path` and `query` (without "?") are those sent, base path included. `is_data_request`: the
// request has an x-nextjs-data field, for which the rule for files does not apply. nullopt: no
// redirect; does not allocate then.
[[nodiscard]] std::optional<PathRedirect> FindTrailingSlashRedirect(const BuildOutput& build,
                                                                    std::string_view path,
                                                                    std::string_view query,
                                                                    bool is_data_request);

}  // namespace next_native

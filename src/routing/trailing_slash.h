// The redirects Next.js itself adds to a build so that every path has one spelling: with or without
// a slash at its end (next's lib/load-custom-routes.js, answered as in resolve-routes.js).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "manifest/build_output.h"

namespace next_native {

struct PathRedirect {
  std::string location;  // path and query, what `Location` and the body say
  int status = 308;
};

// `path` and `query` (without "?") as sent, base path included. `is_data_request`: the request has
// an x-nextjs-data header, which the rule for files is not for. nullopt: the path is spelt right.
// No allocation in that case.
[[nodiscard]] std::optional<PathRedirect> FindTrailingSlashRedirect(const BuildOutput& build,
                                                                    std::string_view path,
                                                                    std::string_view query,
                                                                    bool is_data_request);

}  // namespace next_native

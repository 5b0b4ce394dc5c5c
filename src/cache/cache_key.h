// The keys of Next's cache (dist/server/lib/route-cache-key.js).
#pragma once

#include <string>
#include <string_view>

#include "manifest/build_output.h"

namespace next_native {

// normalizePagePath (dist/shared/lib/page-path/normalize-page-path.js) for a path that is not
// dynamic: "/index" for "/". Empty if the path is not in its normal form.
[[nodiscard]] std::string PagePath(std::string_view path);

// The part of a key that names its owner: "/route-cache/PAGES/<hash of the source route>".
[[nodiscard]] std::string RouteCacheNamespace(std::string_view kind, std::string_view source_route);
// The same for `output`; empty for outputs that are not cached.
[[nodiscard]] std::string RouteCacheNamespace(const Output& output);

// The key for `path` as `output` renders it, such as "/route-cache/APP_PAGE/<hash of the
// page>/$/blog/a". Empty for outputs that are not cached and for paths not in their normal form.
[[nodiscard]] std::string RouteCacheKey(const Output& output, std::string_view path);
// The same for an output whose RouteCacheNamespace() is known.
[[nodiscard]] std::string RouteCacheKey(std::string_view owner, std::string_view path);

// The parts of a key. Before 16.3 a key is the path alone, without an owner.
struct CacheKeyParts {
  std::string_view owner;  // RouteCacheNamespace() of the output; empty: unknown
  std::string_view path;   // "/" for ".../$/index"
};
[[nodiscard]] CacheKeyParts SplitCacheKey(std::string_view key);

}  // namespace next_native

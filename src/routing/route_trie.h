// A trie of path segments that finds dynamic routes in the order in which Next.js tries them: for
// each segment static text, [param], [...rest], [[...rest]] (next's shared/lib/router/utils/
// sorted-routes.js). The cost of a lookup depends on the path, not on the number of routes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text_map.h"
#include "routing/route_param.h"

namespace next_native {

struct TrieMatch {
  uint32_t route = 0;
  std::vector<RouteParam> params;
  bool decode_error = false;  // a parameter of the first matching route cannot be decoded
};

class RouteTrie {
 public:
  RouteTrie();
  ~RouteTrie();
  RouteTrie(RouteTrie&&) noexcept;
  RouteTrie& operator=(RouteTrie&&) noexcept;

  // Adds a dynamic pathname such as "/blog/[slug]". kInvalidPattern where getSortedRoutes throws.
  [[nodiscard]] Result<bool> Insert(std::string_view pathname, uint32_t route);

  // `path` is percent-encoded and begins with "/"; one trailing slash is ignored. Routes in
  // `skipped` are passed over. nullopt: none matches.
  [[nodiscard]] std::optional<TrieMatch> Match(std::string_view path,
                                               std::span<const uint32_t> skipped) const;

 private:
  struct Node;
  struct Search;
  std::unique_ptr<Node> root_;
};

}  // namespace next_native

// A trie of path segments that finds dynamic routes in the order Next.js tries them: per segment
// static, then [param], then [...rest], then [[...rest]] (next's shared/lib/router/utils/
// sorted-routes.js). The cost of a lookup follows the path, not the number of routes.
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

  // Adds a dynamic page pathname such as "/blog/[slug]". kInvalidPattern as getSortedRoutes throws.
  [[nodiscard]] Result<bool> Insert(std::string_view pathname, uint32_t route);

  // `path` still percent-encoded, beginning with "/"; one trailing slash is ignored. Routes in
  // `skipped` do not match.
  [[nodiscard]] std::optional<TrieMatch> Match(std::string_view path,
                                               std::span<const uint32_t> skipped) const;

 private:
  struct Node;
  struct Search;
  std::unique_ptr<Node> root_;
};

}  // namespace next_native

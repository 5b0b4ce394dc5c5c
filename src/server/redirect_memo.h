// Remembers redirects that depend on the URL alone, ready to be sent again.
#pragma once

#include <cstddef>
#include <string_view>

#include "cache/lru_cache.h"
#include "http/reply.h"
#include "manifest/build_output.h"
#include "pages/request.h"
#include "routing/resolved.h"
#include "routing/routing_rules.h"

namespace next_native {

// Bounded in bytes, because clients choose URLs. Thread-safe.
class RedirectMemo {
 public:
  // `build` and `rules` must outlive this.
  RedirectMemo(const BuildOutput& build, const RoutingRules& rules)
      : build_(build), rules_(rules), replies_(kCapacity) {}

  // Null: the URL has to be routed.
  [[nodiscard]] SharedReply Find(const Request& request) const;

  // Keeps `reply`, the answer to `request`, if it depends on the URL alone. `resolved` is the
  // redirect that routing found before middleware.
  void Learn(const Request& request, const Resolved& resolved, const SharedReply& reply);

 private:
  static constexpr size_t kCapacity = size_t{2} * 1024 * 1024;

  const BuildOutput& build_;
  const RoutingRules& rules_;
  mutable LruCache<const Reply> replies_;  // by URL as sent
};

}  // namespace next_native

// Remembers the routes of the build's paths. A route is remembered only if it depends on nothing
// but the path: no rule, middleware or locale. Such a path is looked up, not routed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/mutex.h"
#include "base/text_map.h"
#include "manifest/build_output.h"
#include "routing/resolved.h"
#include "routing/route_table.h"
#include "routing/routing_rules.h"
#include "static_files/static_file_index.h"

namespace next_native {

// The result of routing for one path. Immutable.
struct SettledRoute {
  ResolvedKind kind = ResolvedKind::kMiss;  // kFile or kOutput
  StaticMatch file;                         // of kFile
  RouteMatch match;                         // of kOutput
  // The key of the path in the prerender manifest; see PrerenderedPath().
  std::optional<std::string> stored_path;
};

// Learns paths as they are requested, so a large build starts as fast as a small one. Keeps only
// paths of the build, so it is bounded. Thread-safe.
class RouteMemo {
 public:
  // `build` and `rules` must outlive this.
  RouteMemo(const BuildOutput& build, const RoutingRules& rules) : build_(build), rules_(rules) {}

  // `url` as sent. Null: the URL has to be routed. The result lives as long as this.
  [[nodiscard]] const SettledRoute* Find(std::string_view url) const;

  // Keeps the route if it depends on the path alone. `resolved` is the result of routing `url`,
  // with no outputs tried before.
  void Learn(std::string_view url, const Resolved& resolved);

 private:
  const BuildOutput& build_;
  const RoutingRules& rules_;
  mutable Mutex mutex_;
  // A null value marks a path of the build that has to be routed each time.
  TextMap<std::unique_ptr<const SettledRoute>> paths_ GUARDED_BY(mutex_);
};

}  // namespace next_native

// One build, loaded: everything requests are answered from. Swapped in whole, never changed.
#pragma once

#include <memory>
#include <string>

#include "base/file_system.h"
#include "base/result.h"
#include "cache/prerendered_store.h"
#include "manifest/build_output.h"
#include "pattern/limit_log.h"
#include "routing/route_table.h"
#include "routing/routing_rules.h"
#include "server/redirect_memo.h"
#include "server/route_memo.h"
#include "static_files/static_file_index.h"
#include "static_files/static_response.h"

namespace next_native {

// The manifests, routes and index are immutable; the two stores are caches in front of the disk,
// bounded in bytes, as are settled redirects; settled paths are those of the build. All are
// thread-safe.
struct Site {
  Site(std::shared_ptr<const BuildOutput> output, RouteTable table, RoutingRules compiled_rules,
       std::shared_ptr<const StaticFileIndex> index);
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;

  const std::shared_ptr<const BuildOutput> build_owner;  // outlives what refers to it
  const BuildOutput& build;
  const RouteTable routes;
  const RoutingRules rules;
  const std::unique_ptr<StaticResponder> static_files;
  const std::unique_ptr<PrerenderedStore> prerendered;
  const std::unique_ptr<RouteMemo> settled;
  const std::unique_ptr<RedirectMemo> redirects;
  const std::unique_ptr<LimitLog> limits;
};

// Reads the build below `dir`, an absolute path. Blocking.
[[nodiscard]] Result<std::shared_ptr<const Site>> LoadSite(const FileSystem& files, std::string dir,
                                                           ServerConfig config);

}  // namespace next_native

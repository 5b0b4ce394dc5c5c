// The stores that a server fills, and evicts from, while it answers requests for one build.
#pragma once

#include <memory>

#include "cache/prerendered_store.h"
#include "pattern/limit_log.h"
#include "server/loaded_build.h"
#include "server/redirect_memo.h"
#include "server/route_memo.h"
#include "static_files/static_response.h"

namespace next_native {

// Every store is thread-safe and bounded: in bytes, or by the paths of the build. Exchanges share
// the stores that they started with, so a build lives until its last request is over.
struct BuildStores {
  explicit BuildStores(std::shared_ptr<const LoadedBuild> loaded);
  BuildStores(const BuildStores&) = delete;
  BuildStores& operator=(const BuildStores&) = delete;

  const std::shared_ptr<const LoadedBuild> build;
  StaticResponder static_files;
  PrerenderedStore prerendered;
  RouteMemo routes;
  RedirectMemo redirects;
  LimitLog limits;  // patterns that exceeded their limit for some request
};

}  // namespace next_native

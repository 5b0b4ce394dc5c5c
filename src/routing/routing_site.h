// The parts of a loaded build that routing works with.
#pragma once

#include "manifest/build_output.h"
#include "pattern/limit_log.h"
#include "routing/route_table.h"
#include "routing/routing_rules.h"
#include "static_files/static_file_index.h"

namespace next_native {

// All parts must outlive the resolver's work and the Resolved it returns.
struct RoutingSite {
  const BuildOutput& build;
  const RouteTable& table;
  const RoutingRules& rules;
  const StaticFileIndex& files;
  LimitLog* limits = nullptr;  // notes patterns that exceed their limits; null: they are not noted
};

}  // namespace next_native

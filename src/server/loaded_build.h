// One build, read and compiled: everything about it that never changes.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "base/result.h"
#include "manifest/build_output.h"
#include "routing/route_table.h"
#include "routing/routing_rules.h"
#include "static_files/static_file_index.h"

namespace next_native {

// Immutable, so any number of threads may read it. Not copyable: the parts refer to each other.
struct LoadedBuild {
  LoadedBuild(std::shared_ptr<const BuildOutput> build, RouteTable table,
              RoutingRules compiled_rules, std::shared_ptr<const StaticFileIndex> index);
  LoadedBuild(const LoadedBuild&) = delete;
  LoadedBuild& operator=(const LoadedBuild&) = delete;

  // Compiles `build` and lists its static files. Blocking.
  [[nodiscard]] static Result<std::shared_ptr<const LoadedBuild>> Make(const FileSystem& files,
                                                                       BuildOutput build);
  // Reads the build below `dir`, an absolute path. `config_json` is what ParseServerConfig reads.
  // Blocking.
  [[nodiscard]] static Result<std::shared_ptr<const LoadedBuild>> Load(
      const FileSystem& files, std::string dir, std::string_view config_json);

  const std::shared_ptr<const BuildOutput> shared_output;  // also held by jobs of the stores
  const BuildOutput& output;
  const RouteTable routes;
  const RoutingRules rules;
  const std::shared_ptr<const StaticFileIndex> files;
};

}  // namespace next_native

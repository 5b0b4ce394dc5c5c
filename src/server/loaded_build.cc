#include "server/loaded_build.h"

#include <utility>

#include "manifest/build_output_loader.h"
#include "manifest/server_config.h"

namespace next_native {

LoadedBuild::LoadedBuild(std::shared_ptr<const BuildOutput> build, RouteTable table,
                         RoutingRules compiled_rules, std::shared_ptr<const StaticFileIndex> index)
    : shared_output(std::move(build)),
      output(*shared_output),
      routes(std::move(table)),
      rules(std::move(compiled_rules)),
      files(std::move(index)) {}

Result<std::shared_ptr<const LoadedBuild>> LoadedBuild::Make(const FileSystem& files,
                                                             BuildOutput build) {
  auto output = std::make_shared<const BuildOutput>(std::move(build));
  Result<RouteTable> routes = RouteTable::Compile(*output);
  if (!routes) return tl::unexpected<Error>(std::move(routes.error()));
  Result<RoutingRules> rules = RoutingRules::Compile(*output);
  if (!rules) return tl::unexpected<Error>(std::move(rules.error()));
  Result<StaticFileIndex> index = StaticFileIndex::Build(files, *output);
  if (!index) return tl::unexpected<Error>(std::move(index.error()));
  return std::make_shared<const LoadedBuild>(
      std::move(output), std::move(*routes), std::move(*rules),
      std::make_shared<const StaticFileIndex>(std::move(*index)));
}

Result<std::shared_ptr<const LoadedBuild>> LoadedBuild::Load(const FileSystem& files,
                                                             std::string dir,
                                                             std::string_view config_json) {
  Result<ServerConfig> config = ParseServerConfig(config_json);
  if (!config) return tl::unexpected<Error>(std::move(config.error()));
  Result<BuildOutput> output = LoadBuildOutput(files, std::move(dir), std::move(*config));
  if (!output) return tl::unexpected<Error>(std::move(output.error()));
  return Make(files, std::move(*output));
}

}  // namespace next_native

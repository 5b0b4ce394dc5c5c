#include "server/site.h"

#include <utility>

#include "manifest/build_output_loader.h"

namespace next_native {

Site::Site(std::shared_ptr<const BuildOutput> output, RouteTable table, RoutingRules compiled_rules,
           std::shared_ptr<const StaticFileIndex> index)
    : build_owner(std::move(output)),
      build(*build_owner),
      routes(std::move(table)),
      rules(std::move(compiled_rules)),
      static_files(std::make_unique<StaticResponder>(std::move(index), build.config)),
      prerendered(std::make_unique<PrerenderedStore>(build_owner)),
      settled(std::make_unique<RouteMemo>(build, rules)),
      redirects(std::make_unique<RedirectMemo>(build, rules)),
      limits(std::make_unique<LimitLog>()) {}

Result<std::shared_ptr<const Site>> LoadSite(const FileSystem& files, std::string dir,
                                             ServerConfig config) {
  Result<BuildOutput> output = LoadBuildOutput(files, std::move(dir), std::move(config));
  if (!output) return tl::unexpected<Error>(std::move(output.error()));
  auto build = std::make_shared<const BuildOutput>(std::move(*output));
  Result<RouteTable> routes = RouteTable::Compile(*build);
  if (!routes) return tl::unexpected<Error>(std::move(routes.error()));
  Result<RoutingRules> rules = RoutingRules::Compile(*build);
  if (!rules) return tl::unexpected<Error>(std::move(rules.error()));
  Result<StaticFileIndex> index = StaticFileIndex::Build(files, *build);
  if (!index) return tl::unexpected<Error>(std::move(index.error()));
  return std::make_shared<const Site>(std::move(build), std::move(*routes), std::move(*rules),
                                      std::make_shared<const StaticFileIndex>(std::move(*index)));
}

}  // namespace next_native

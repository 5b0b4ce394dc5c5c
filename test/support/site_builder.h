// A Site for tests: outputs and files of a build, in memory.
#pragma once

#include <memory>
#include <string>

#include "server/site.h"
#include "support/build_output_builder.h"
#include "support/memory_file_system.h"
#include "support/prerendered_files.h"

namespace next_native {

class SiteBuilder {
 public:
  SiteBuilder() { files_.AddDirectory("/app/public").AddDirectory("/app/.next/static"); }

  BuildOutputBuilder& outputs() { return outputs_; }
  MemoryFileSystem& files() { return files_; }

  // See AddPrerenderedAppPage().
  SiteBuilder& PrerenderAppPage(const std::string& path, const std::string& source,
                                CacheLifetime lifetime = {}, const std::string& tags = "t") {
    AddPrerenderedAppPage(outputs_, files_, path, source, lifetime, tags);
    return *this;
  }

  std::shared_ptr<const Site> Build() {
    auto build = std::make_shared<const BuildOutput>(outputs_.Build());
    Result<RouteTable> routes = RouteTable::Compile(*build);
    Result<RoutingRules> rules = RoutingRules::Compile(*build);
    Result<StaticFileIndex> index = StaticFileIndex::Build(files_, *build);
    return std::make_shared<const Site>(build, std::move(*routes), std::move(*rules),
                                        std::make_shared<const StaticFileIndex>(std::move(*index)));
  }

 private:
  BuildOutputBuilder outputs_;
  MemoryFileSystem files_;
};

}  // namespace next_native

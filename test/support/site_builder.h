// A build for tests: outputs and files as `next build` leaves them, in memory.
#pragma once

#include <memory>
#include <string>

#include "server/build_stores.h"
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

  // The build with empty stores.
  std::shared_ptr<BuildStores> Build() {
    Result<std::shared_ptr<const LoadedBuild>> build = LoadedBuild::Make(files_, outputs_.Build());
    return std::make_shared<BuildStores>(std::move(*build));
  }

 private:
  BuildOutputBuilder outputs_;
  MemoryFileSystem files_;
};

}  // namespace next_native

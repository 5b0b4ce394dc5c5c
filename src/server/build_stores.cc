#include "server/build_stores.h"

#include <utility>

namespace next_native {

BuildStores::BuildStores(std::shared_ptr<const LoadedBuild> loaded)
    : build(std::move(loaded)),
      static_files(build->files, build->output.config),
      prerendered(build->shared_output),
      routes(build->output, build->rules),
      redirects(build->output, build->rules) {}

}  // namespace next_native

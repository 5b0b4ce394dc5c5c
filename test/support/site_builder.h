// A Site for tests: outputs and files of a build, in memory.
#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "base/sha256.h"
#include "server/site.h"
#include "support/build_output_builder.h"
#include "support/memory_file_system.h"

namespace next_native {

class SiteBuilder {
 public:
  static constexpr int64_t kBuiltAt = 1;  // milliseconds since the epoch

  SiteBuilder() { files_.AddDirectory("/app/public").AddDirectory("/app/.next/static"); }

  BuildOutputBuilder& outputs() { return outputs_; }
  MemoryFileSystem& files() { return files_; }

  // Adds an app page rendered at build time, with files written at kBuiltAt. `source` is the
  // pathname of the output it came from, such as "/blog/[slug]".
  SiteBuilder& PrerenderAppPage(const std::string& path, const std::string& source,
                                CacheLifetime lifetime = {}, const std::string& tags = "t") {
    PrerenderedRoute route;
    route.path = path;
    route.source_route = source;
    route.lifetime = lifetime;
    outputs_.Prerendered(route);
    const std::string page_path = path == "/" ? "/index" : path;
    const std::string page = source == "/" ? "/page" : source + "/page";
    const std::string base = "/app/.next/server/app" + page_path;
    files_.Add(base + ".html", "<p>" + path + "</p>", kBuiltAt).Add(base + ".rsc", "rsc " + path);
    files_.Add(base + ".meta",
               R"({"headers":{"x-next-cache-tags":")" + tags + R"("},"segmentPaths":[],)" +
                   R"("routeCache":{"key":"/route-cache/APP_PAGE/)" + Hex(page) + "/$" + page_path +
                   R"(","owner":{"kind":"APP_PAGE","sourceRoute":")" + page +
                   R"("},"isFallback":false}})");
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
  static std::string Hex(const std::string& text) {
    std::string hex;
    for (const uint8_t byte : Sha256(text)) {
      char digits[3];
      std::snprintf(digits, sizeof digits, "%02x", byte);
      hex += digits;
    }
    return hex;
  }

  BuildOutputBuilder outputs_;
  MemoryFileSystem files_;
};

}  // namespace next_native

// The files of prerendered pages, in memory, as `next build` leaves them.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "base/sha256.h"
#include "manifest/build_output.h"
#include "support/build_output_builder.h"
#include "support/memory_file_system.h"

namespace next_native {

// The date of the files, in milliseconds since the epoch.
inline constexpr int64_t kPrerenderedAtMs = 1;

// The SHA-256 of `text` in hexadecimal digits, as a cache key contains it.
inline std::string HexSha256(const std::string& text) {
  std::string hex;
  for (const uint8_t byte : Sha256(text)) {
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", byte);
    hex += digits;
  }
  return hex;
}

// Adds an app page that was rendered at build time: its row in the prerender manifest and its
// files. `path` is the one it was rendered for, `source` the pathname of its output, such as
// "/blog/[slug]". `tags` are cache tags, separated by commas.
inline void AddPrerenderedAppPage(BuildOutputBuilder& outputs, MemoryFileSystem& files,
                                  const std::string& path, const std::string& source,
                                  CacheLifetime lifetime = {}, const std::string& tags = "t") {
  PrerenderedRoute route;
  route.path = path;
  route.source_route = source;
  route.lifetime = lifetime;
  outputs.Prerendered(route);
  const std::string page_path = path == "/" ? "/index" : path;
  const std::string page = source == "/" ? "/page" : source + "/page";
  const std::string base = "/app/.next/server/app" + page_path;
  files.Add(base + ".html", "<p>" + path + "</p>", kPrerenderedAtMs);
  files.Add(base + ".rsc", "rsc " + path);
  files.Add(base + ".meta",
            R"({"headers":{"x-next-cache-tags":")" + tags + R"("},"segmentPaths":[],)" +
                R"("routeCache":{"key":"/route-cache/APP_PAGE/)" + HexSha256(page) + "/$" +
                page_path + R"(","owner":{"kind":"APP_PAGE","sourceRoute":")" + page +
                R"("},"isFallback":false}})");
}

}  // namespace next_native

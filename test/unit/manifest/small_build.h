// The files of a small build, for tests of the loader.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "support/memory_file_system.h"

namespace next_native {

// Files of the build: path below /app/.next, and content.
inline const std::vector<std::pair<std::string, std::string>>& SmallBuild() {
  static const std::vector<std::pair<std::string, std::string>> files = {
      {"BUILD_ID", "build-1\n"},
      {"routes-manifest.json",
       R"({"version":3,"redirects":[{"source":"/:path+/","destination":"/:path+","internal":true,
           "statusCode":308}],"headers":[],"rewrites":{"beforeFiles":[],"afterFiles":[],
           "fallback":[]},"dynamicRoutes":[{"page":"/p/[id]"}],"dataRoutes":[{"page":"/p/[id]"}]})"},
      {"prerender-manifest.json",
       R"({"version":4,"routes":{"/p/1":{"initialRevalidateSeconds":30,
           "initialExpireSeconds":60,"srcRoute":"/p/[id]","dataRoute":"/_next/data/build-1/p/1.json"}},
           "dynamicRoutes":{"/p/[id]":{"fallback":false}},"notFoundRoutes":["/p/9"],
           "preview":{"previewModeId":"old"}})"},
      {"server/pages-manifest.json",
       R"({"/_app":"pages/_app.js","/p/[id]":"pages/p/[id].js","/404":"pages/404.html"})"},
      {"server/app-paths-manifest.json", R"({"/page":"app/page.js"})"},
      {"app-path-routes-manifest.json", R"({"/page":"/"})"},
      {"server/middleware-manifest.json", R"({"version":3,"middleware":{},"functions":{}})"},
      {"server/functions-config-manifest.json", R"({"version":1,"functions":{}})"},
      {"server/preview-props.json", R"({"previewModeId":"preview"})"},
      {"images-manifest.json",
       R"({"version":1,"images":{"loader":"default","unoptimized":false}})"},
      {"required-server-files.json", R"({"version":1,"config":{},"files":[]})"},
  };
  return files;
}

inline std::string BuildPath(const std::string& file) { return "/app/.next/" + file; }

inline MemoryFileSystem SmallBuildFiles() {
  MemoryFileSystem files;
  for (const auto& [file, content] : SmallBuild()) files.Add(BuildPath(file), content);
  return files;
}

}  // namespace next_native

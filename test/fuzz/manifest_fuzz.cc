// Every manifest as untrusted bytes: loading gives a consistent value or an Error. The first byte
// chooses the file, the others are its content.
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>

#include "manifest/build_output_loader.h"
#include "support/memory_file_system.h"

namespace {

struct ManifestFile {
  const char* path;
  const char* content;
};

constexpr ManifestFile kFiles[] = {
    {"/app/.next/routes-manifest.json",
     R"({"version":3,"redirects":[],"headers":[],"dynamicRoutes":[],"dataRoutes":[]})"},
    {"/app/.next/prerender-manifest.json",
     R"({"version":4,"routes":{},"dynamicRoutes":{},"notFoundRoutes":[],
         "preview":{"previewModeId":"p"}})"},
    {"/app/.next/server/pages-manifest.json", "{}"},
    {"/app/.next/server/app-paths-manifest.json", R"({"/page":"app/page.js"})"},
    {"/app/.next/app-path-routes-manifest.json", R"({"/page":"/"})"},
    {"/app/.next/server/middleware-manifest.json", "{}"},
    {"/app/.next/server/functions-config-manifest.json", "{}"},
    {"/app/.next/server/preview-props.json", "{}"},
};

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace next_native;
  if (size == 0) return 0;
  MemoryFileSystem files;
  files.Add("/app/.next/BUILD_ID", "b");
  for (const ManifestFile& file : kFiles) files.Add(file.path, file.content);
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  files.Add(kFiles[data[0] % std::size(kFiles)].path, text);
  (void)ParseServerConfig(text);

  const Result<BuildOutput> build = LoadBuildOutput(files, "/app", {});
  if (!build) {
    Check(!build.error().message.empty() && !build.error().file.empty());
    Check(build.error().json_path.starts_with('$'));
    return 0;
  }
  for (const auto& [pathname, id] : build->output_by_pathname) {
    Check(id < build->outputs.size() && build->outputs[id].pathname == pathname);
  }
  for (const auto& [path, route] : build->prerendered) Check(route.path == path);
  return 0;
}

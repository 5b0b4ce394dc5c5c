#include "manifest/build_output_loader.h"

#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "manifest/entrypoints.h"
#include "manifest/images_manifest.h"
#include "manifest/manifest_file.h"
#include "manifest/middleware_manifest.h"
#include "manifest/prerender_manifest.h"
#include "manifest/routes_manifest.h"

namespace next_native {

namespace {

// The manifest versions that the readers understand.
constexpr int64_t kRoutesManifestVersion = 3;
constexpr int64_t kPrerenderManifestVersion = 4;
constexpr int64_t kRequiredServerFilesVersion = 1;

enum Manifest : size_t {
  kRoutes,
  kPrerender,
  kPages,
  kAppPaths,
  kAppPathRoutes,
  kMiddleware,
  kFunctionsConfig,
  kPreviewProps,
  kImages,
  kRequiredServerFiles,
  kManifestCount,
};

struct ManifestFile {
  const char* path;  // below the dist dir
  Presence presence;
};

// The optional files are those that Next.js itself starts without (setupFsCheck of filesystem.js).
constexpr std::array<ManifestFile, kManifestCount> kManifestFiles = {{
    {"routes-manifest.json", Presence::kRequired},
    {"prerender-manifest.json", Presence::kRequired},
    {"server/pages-manifest.json", Presence::kRequired},
    {"server/app-paths-manifest.json", Presence::kOptional},
    {"app-path-routes-manifest.json", Presence::kOptional},
    {"server/middleware-manifest.json", Presence::kOptional},
    {"server/functions-config-manifest.json", Presence::kOptional},
    // Before 16.4 the prerender manifest has the keys.
    {"server/preview-props.json", Presence::kOptional},
    {"images-manifest.json", Presence::kOptional},
    {"required-server-files.json", Presence::kOptional},
}};

using Documents = std::array<std::unique_ptr<JsonDocument>, kManifestCount>;

std::string TrimSpace(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\v\f";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(kSpace) - begin + 1));
}

std::string Join(const std::string& dir, const std::string& path) {
  if (path.starts_with('/')) return path;
  if (path.starts_with("./")) return Join(dir, path.substr(2));
  return dir.ends_with('/') ? dir + path : dir + "/" + path;
}

// Reads BUILD_ID. Without it, the app was never built.
Result<std::string> ReadBuildId(const FileSystem& files, const BuildOutput& build) {
  const std::string path = build.dist_dir + "/BUILD_ID";
  const Result<std::string> text = files.ReadFile(path);
  if (!text && text.error().code != ErrorCode::kNotFound) return tl::unexpected(text.error());
  if (!text) {
    return Fail(ErrorCode::kMissingBuild,
                "Could not find a production build in the '" + build.config.dist_dir +
                    "' directory. Try building your app with 'next build' before starting the "
                    "production server. "
                    "https://nextjs.org/docs/messages/production-start-no-build-id",
                path);
  }
  std::string build_id = TrimSpace(*text);
  if (build_id.empty()) {
    return Fail(ErrorCode::kInvalidManifest, path + ": expected a build id, found an empty file",
                path);
  }
  return build_id;
}

Result<Documents> ReadDocuments(const FileSystem& files, const std::string& dist_dir) {
  Documents documents;
  for (size_t i = 0; i < kManifestCount; ++i) {
    Result<std::unique_ptr<JsonDocument>> document =
        ReadManifest(files, dist_dir + "/" + kManifestFiles[i].path, kManifestFiles[i].presence);
    if (!document) return tl::unexpected(document.error());
    documents[i] = std::move(*document);
  }
  return documents;
}

// nullopt if the version is `known`, or misshapen (then the document has the error).
std::optional<Error> CheckVersion(const JsonValue& root, const std::string& file, int64_t known) {
  const int64_t version = root.Integer("version");
  if (version == known || version == 0) return std::nullopt;
  return Error{ErrorCode::kUnsupportedVersion,
               file + ": $.version: expected " + std::to_string(known) + ", found " +
                   std::to_string(version) +
                   "; this build comes from a version of Next.js that is not supported",
               file, "$.version"};
}

std::string ReadPreviewModeId(const JsonValue& preview_props_root,
                              const JsonValue& prerender_root) {
  if (preview_props_root.Has("previewModeId")) return preview_props_root.String("previewModeId");
  return prerender_root.Object("preview").String("previewModeId");
}

}  // namespace

Result<BuildOutput> LoadBuildOutput(const FileSystem& files, std::string dir, ServerConfig config) {
  if (config.output == "export") {
    return Fail(ErrorCode::kUnsupportedOutput,
                "A custom server does not work with \"output: export\" configuration. Use \"npx "
                "serve@latest out\" instead.");
  }
  BuildOutput build;
  build.dist_dir = Join(dir, config.dist_dir);
  build.dir = std::move(dir);
  build.config = std::move(config);

  Result<std::string> build_id = ReadBuildId(files, build);
  if (!build_id) return tl::unexpected(build_id.error());
  build.build_id = std::move(*build_id);

  Result<Documents> documents = ReadDocuments(files, build.dist_dir);
  if (!documents) return tl::unexpected(documents.error());
  std::vector<JsonValue> roots;
  for (const std::unique_ptr<JsonDocument>& document : *documents) {
    roots.push_back(document->Root());
  }
  for (const auto& [manifest, version] :
       {std::pair{kRoutes, kRoutesManifestVersion},
        std::pair{kPrerender, kPrerenderManifestVersion},
        std::pair{kRequiredServerFiles, kRequiredServerFilesVersion}}) {
    if (kManifestFiles[manifest].presence == Presence::kOptional &&
        !roots[manifest].Has("version")) {
      continue;
    }
    const std::string file = build.dist_dir + "/" + kManifestFiles[manifest].path;
    if (std::optional<Error> error = CheckVersion(roots[manifest], file, version)) {
      return tl::unexpected(std::move(*error));
    }
  }

  const std::vector<std::string> data_route_pages = ReadRoutesManifest(roots[kRoutes], build);
  ReadPrerenderManifest(roots[kPrerender], build);
  const std::unordered_set<std::string> edge_pages =
      ReadMiddlewareManifests(roots[kMiddleware], roots[kFunctionsConfig], build);
  ReadEntrypoints(roots[kPages], roots[kAppPaths], roots[kAppPathRoutes],
                  {edge_pages, data_route_pages}, build);
  MarkStaticGeneration(build);
  ReadImagesManifest(roots[kImages], build);
  build.preview_mode_id = ReadPreviewModeId(roots[kPreviewProps], roots[kPrerender]);

  for (const std::unique_ptr<JsonDocument>& document : *documents) {
    if (document->error()) return tl::unexpected(*document->error());
  }
  return build;
}

}  // namespace next_native

#include "manifest/build_output_loader.h"

#include <gtest/gtest.h>

#include "small_build.h"

namespace next_native {
namespace {

TEST(LoadBuildOutput, ReadsASmallBuild) {
  const Result<BuildOutput> build = LoadBuildOutput(SmallBuildFiles(), "/app", {});
  ASSERT_TRUE(build) << build.error().message;
  EXPECT_EQ(build->dir, "/app");
  EXPECT_EQ(build->dist_dir, "/app/.next");
  EXPECT_EQ(build->build_id, "build-1");
  EXPECT_EQ(build->preview_mode_id, "preview");
  EXPECT_TRUE(build->has_app);
  EXPECT_TRUE(build->has_pages);
  EXPECT_EQ(build->internal_redirects, std::vector{InternalRedirect::kRemoveSlash});
  EXPECT_EQ(build->middleware.runtime, MiddlewareRuntime::kNone);
  EXPECT_EQ(build->outputs.size(), 4u);
  const Output& page = build->outputs[build->output_by_pathname.at("/p/[id]")];
  EXPECT_TRUE(page.is_dynamic);
  EXPECT_TRUE(page.has_data_route);
  EXPECT_TRUE(build->outputs[build->output_by_pathname.at("/_app")].is_internal);
  const PrerenderedRoute& route = build->prerendered.at("/p/1");
  EXPECT_EQ(route.lifetime.revalidate, 30);
  EXPECT_EQ(route.lifetime.expire, 60);
  EXPECT_EQ(route.initial_status, 200);
  EXPECT_EQ(build->prerendered_dynamic.at("/p/[id]").fallback, FallbackMode::kNotFound);
  EXPECT_EQ(build->not_found_routes, std::vector<std::string>{"/p/9"});
}

TEST(LoadBuildOutput, FindsTheDistDir) {
  MemoryFileSystem files;
  for (const auto& [file, content] : SmallBuild()) files.Add("/out/x/" + file, content);
  ServerConfig config;
  config.dist_dir = "/out/x";
  EXPECT_TRUE(LoadBuildOutput(files, "/app", config));
  config.dist_dir = "./x";
  EXPECT_TRUE(LoadBuildOutput(files, "/out", config));
}

TEST(LoadBuildOutput, StartsWithoutOptionalManifests) {
  MemoryFileSystem files = SmallBuildFiles();
  for (const char* file : {"server/app-paths-manifest.json", "app-path-routes-manifest.json",
                           "server/middleware-manifest.json", "server/preview-props.json",
                           "server/functions-config-manifest.json", "images-manifest.json",
                           "required-server-files.json"}) {
    files.Remove(BuildPath(file));
  }
  const Result<BuildOutput> build = LoadBuildOutput(files, "/app", {});
  ASSERT_TRUE(build) << build.error().message;
  EXPECT_FALSE(build->has_app);
  EXPECT_EQ(build->preview_mode_id, "old");
}

TEST(LoadBuildOutput, KnowsWhetherThereIsAnImageOptimizer) {
  const auto has_optimizer = [](const char* images) {
    MemoryFileSystem files = SmallBuildFiles();
    files.Add(BuildPath("images-manifest.json"), images);
    return LoadBuildOutput(files, "/app", {})->has_image_optimizer;
  };
  EXPECT_TRUE(has_optimizer(R"({"images":{"loader":"default"}})"));
  EXPECT_FALSE(has_optimizer(R"({"images":{"loader":"custom"}})"));
  EXPECT_FALSE(has_optimizer(R"({"images":{"loader":"default","unoptimized":true}})"));
}

TEST(LoadBuildOutput, RefusesVersionsItDoesNotKnow) {
  MemoryFileSystem files = SmallBuildFiles();
  files.Add(BuildPath("required-server-files.json"), R"({"version":2})");
  const Result<BuildOutput> build = LoadBuildOutput(files, "/app", {});
  ASSERT_FALSE(build);
  EXPECT_EQ(build.error().code, ErrorCode::kUnsupportedVersion);
  EXPECT_EQ(build.error().json_path, "$.version");
}

TEST(LoadBuildOutput, SaysThatTheAppWasNotBuilt) {
  ServerConfig config;
  config.dist_dir = "out";
  const Result<BuildOutput> build = LoadBuildOutput(MemoryFileSystem(), "/app", config);
  ASSERT_FALSE(build);
  EXPECT_EQ(build.error().code, ErrorCode::kMissingBuild);
  EXPECT_EQ(build.error().message,
            "Could not find a production build in the 'out' directory. Try building your app with "
            "'next build' before starting the production server. "
            "https://nextjs.org/docs/messages/production-start-no-build-id");
}

TEST(LoadBuildOutput, RefusesAStaticExport) {
  ServerConfig config;
  config.output = "export";
  const Result<BuildOutput> build = LoadBuildOutput(SmallBuildFiles(), "/app", config);
  ASSERT_FALSE(build);
  EXPECT_EQ(build.error().code, ErrorCode::kUnsupportedOutput);
}

TEST(LoadBuildOutput, PrefersThePageForAllLocales) {
  MemoryFileSystem files = SmallBuildFiles();
  files.Add(BuildPath("server/pages-manifest.json"),
            R"({"/en":"pages/en.html","/en/a":"pages/en/a.html","/fr/a":"pages/fr/a.html",
                "/a":"pages/a.js","/de/a":"pages/de/a.html"})");
  ServerConfig config;
  config.i18n.locales = {"en", "fr"};
  const Result<BuildOutput> build = LoadBuildOutput(files, "/app", config);
  ASSERT_TRUE(build) << build.error().message;
  const auto page_at = [&](const TextMap<uint32_t>& outputs, std::string_view pathname) {
    const auto found = outputs.find(pathname);
    return found == outputs.end() ? "" : build->outputs[found->second].page;
  };
  EXPECT_EQ(page_at(build->output_by_pathname, "/a"), "/a");
  EXPECT_EQ(page_at(build->output_by_pathname, "/de/a"), "/de/a");
  // The page of the app router wins over all of them.
  EXPECT_EQ(page_at(build->output_by_pathname, "/"), "/page");
  EXPECT_EQ(page_at(build->output_by_localized_pathname, "/fr/a"), "/fr/a");
  EXPECT_EQ(page_at(build->output_by_localized_pathname, "/en"), "/en");
  EXPECT_EQ(build->output_by_localized_pathname.size(), 3u);
}

}  // namespace
}  // namespace next_native

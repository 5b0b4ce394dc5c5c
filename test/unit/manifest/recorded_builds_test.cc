// Builds that `next build` 16.4.6 wrote, trimmed (test/fixtures/build-output).
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "manifest/build_output_loader.h"
#include "support/memory_file_system.h"

namespace next_native {
namespace {

Result<BuildOutput> LoadRecorded(const std::string& name, const std::string& config) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(FIXTURES_DIR) / "build-output" / name;
  MemoryFileSystem files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    files.Add("/app/.next/" + fs::relative(entry.path(), folder).string(),
              std::string(std::istreambuf_iterator<char>(stream), {}));
  }
  return LoadBuildOutput(files, "/app", *ParseServerConfig(config));
}

const Output& OutputAt(const BuildOutput& build, std::string_view pathname) {
  static const Output none;
  const auto found = build.output_by_pathname.find(pathname);
  EXPECT_NE(found, build.output_by_pathname.end()) << pathname;
  return found == build.output_by_pathname.end() ? none : build.outputs[found->second];
}

TEST(RecordedBuilds, Mixed) {
  const Result<BuildOutput> build = LoadRecorded("mixed", "{}");
  ASSERT_TRUE(build) << build.error().message;
  EXPECT_FALSE(build->uncovered.Any());
  EXPECT_TRUE(build->has_app);
  EXPECT_TRUE(build->has_pages);
  EXPECT_EQ(build->internal_redirects, std::vector{InternalRedirect::kRemoveSlash});

  struct Case {
    std::string_view pathname;
    OutputKind kind;
    std::string_view page, file;
    bool is_dynamic, has_data_route;
  };
  const Case cases[] = {
      {"/", OutputKind::kAppPage, "/page", "app/page.js", false, false},
      {"/_not-found", OutputKind::kAppPage, "/_not-found/page", "app/_not-found/page.js", false,
       false},
      {"/blog/[slug]", OutputKind::kAppPage, "/blog/[slug]/page", "app/blog/[slug]/page.js", true,
       false},
      {"/api/hello", OutputKind::kAppRoute, "/api/hello/route", "app/api/hello/route.js", false,
       false},
      {"/api/x", OutputKind::kPagesApi, "/api/x", "pages/api/x.js", false, false},
      {"/p/[id]", OutputKind::kPage, "/p/[id]", "pages/p/[id].js", true, true},
      {"/p/ssr", OutputKind::kPage, "/p/ssr", "pages/p/ssr.js", false, true},
      {"/p/about", OutputKind::kStaticPage, "/p/about", "pages/p/about.html", false, false},
      {"/404", OutputKind::kStaticPage, "/404", "pages/404.html", false, false},
  };
  for (const Case& c : cases) {
    const Output& output = OutputAt(*build, c.pathname);
    EXPECT_EQ(output.kind, c.kind) << c.pathname;
    EXPECT_EQ(output.page, c.page) << c.pathname;
    EXPECT_EQ(output.file, c.file) << c.pathname;
    EXPECT_EQ(output.is_dynamic, c.is_dynamic) << c.pathname;
    EXPECT_EQ(output.has_data_route, c.has_data_route) << c.pathname;
    EXPECT_FALSE(output.is_edge) << c.pathname;
    EXPECT_TRUE(output.slot_pathnames.empty()) << c.pathname;
  }

  const PrerenderedRoute& not_found = build->prerendered.at("/_not-found");
  EXPECT_EQ(not_found.initial_status, 404);
  EXPECT_EQ(not_found.lifetime.revalidate, std::nullopt);
  const PrerenderedRoute& handler = build->prerendered.at("/api/static");
  EXPECT_EQ(handler.data_route, "");
  ASSERT_EQ(handler.initial_headers.size(), 2u);
  EXPECT_EQ(handler.initial_headers[0].second, "application/json");
  EXPECT_EQ(build->prerendered.at("/blog/caffè b").source_route, "/blog/[slug]");
  EXPECT_EQ(build->prerendered.at("/p/ssg").source_route, "/p/ssg");
  EXPECT_EQ(build->prerendered.at("/isr").lifetime.revalidate, 60);
  EXPECT_EQ(build->prerendered.at("/isr").lifetime.expire, 31536000);
  for (const auto& [path, route] : build->prerendered) EXPECT_FALSE(route.is_partial) << path;
  EXPECT_EQ(build->prerendered_dynamic.at("/blog/[slug]").fallback, FallbackMode::kBlocking);
}

TEST(RecordedBuilds, BasePathAssetPrefixSlotsAndEdge) {
  const Result<BuildOutput> build =
      LoadRecorded("base-path-and-slots", R"({"basePath":"/docs","trailingSlash":true})");
  ASSERT_TRUE(build) << build.error().message;
  EXPECT_FALSE(build->uncovered.Any());
  EXPECT_EQ(build->asset_prefix_path, "/cdn");
  EXPECT_EQ(build->internal_redirects,
            (std::vector{InternalRedirect::kBasePathToSlash, InternalRedirect::kFileRemoveSlash,
                         InternalRedirect::kAddSlash}));
  EXPECT_EQ(OutputAt(*build, "/cart").page, "/(shop)/cart/page");
  EXPECT_EQ(OutputAt(*build, "/cart").slot_pathnames, std::vector<std::string>{"/[...rest]"});
  EXPECT_EQ(OutputAt(*build, "/blog/[slug]").slot_pathnames,
            (std::vector<std::string>{"/blog/[slug]", "/[...rest]"}));
  EXPECT_TRUE(OutputAt(*build, "/").slot_pathnames.empty());
  EXPECT_TRUE(OutputAt(*build, "/edge").is_edge);
  EXPECT_EQ(OutputAt(*build, "/edge").file, "");
  EXPECT_TRUE(OutputAt(*build, "/api/e").is_edge);
  const PrerenderedDynamicRoute& shell = build->prerendered_dynamic.at("/p/[id]");
  EXPECT_EQ(shell.fallback, FallbackMode::kShell);
  EXPECT_EQ(shell.fallback_file, "/p/[id].html");
  EXPECT_FALSE(shell.is_partial);
}

TEST(RecordedBuilds, CustomRoutesLocalesAndProxy) {
  const Result<BuildOutput> build = LoadRecorded("custom-routes", R"({"hasI18n":true})");
  ASSERT_TRUE(build) << build.error().message;
  const UncoveredFeatures& uncovered = build->uncovered;
  EXPECT_TRUE(uncovered.custom_headers && uncovered.custom_redirects && uncovered.custom_rewrites &&
              uncovered.on_match_headers && uncovered.i18n && uncovered.middleware);
  EXPECT_FALSE(uncovered.interception);
  EXPECT_FALSE(build->has_app);
}

}  // namespace
}  // namespace next_native

// Builds recorded from `next build` 16.4.6 and trimmed (test/fixtures/build-output).
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
  const Result<BuildOutput> build =
      LoadRecorded("custom-routes", R"({"i18n":{"locales":["en","fr"],"defaultLocale":"en"}})");
  ASSERT_TRUE(build) << build.error().message;
  EXPECT_FALSE(build->has_app);
  EXPECT_EQ(build->internal_redirects, std::vector{InternalRedirect::kRemoveSlash});
  const CustomRoutes& routes = build->custom_routes;
  ASSERT_EQ(routes.redirects.size(), 2u);
  EXPECT_EQ(routes.redirects[0].source, "/en/old/");
  EXPECT_EQ(routes.redirects[1].source, "/:nextInternalLocale(en|fr)/old/");
  EXPECT_EQ(routes.redirects[1].json_path, "$.redirects[2]");
  EXPECT_EQ(routes.headers.size(), 1u);
  EXPECT_EQ(routes.on_match_headers.size(), 2u);
  EXPECT_EQ(routes.before_files.size(), 1u);
  EXPECT_EQ(build->middleware.runtime, MiddlewareRuntime::kNode);
  ASSERT_EQ(build->middleware.matchers.size(), 1u);
  EXPECT_EQ(build->middleware.matchers[0].regexp, "^.*$");
}

constexpr const char* kThreeLocales =
    R"({"i18n":{"locales":["en","fr","nl-BE"],"defaultLocale":"en"}})";

TEST(RecordedBuilds, PagesOfLocales) {
  const Result<BuildOutput> build = LoadRecorded("i18n", kThreeLocales);
  ASSERT_TRUE(build) << build.error().message;
  struct Case {
    std::string_view localized, pathname, locale, page, file;
  };
  const Case localized[] = {
      {"/en", "/", "en", "/en", "pages/en.html"},
      {"/fr", "/", "fr", "/fr", "pages/fr.html"},
      {"/nl-BE/about", "/about", "nl-BE", "/nl-BE/about", "pages/nl-BE/about.html"},
      {"/fr/404", "/404", "fr", "/fr/404", "pages/fr/404.html"},
      {"/fr/shop/[item]", "/shop/[item]", "fr", "/fr/shop/[item]", "pages/fr/shop/[item].html"},
  };
  for (const Case& c : localized) {
    const auto found = build->output_by_localized_pathname.find(c.localized);
    ASSERT_NE(found, build->output_by_localized_pathname.end()) << c.localized;
    const Output& output = build->outputs[found->second];
    EXPECT_EQ(output.kind, OutputKind::kStaticPage) << c.localized;
    EXPECT_EQ(output.pathname, c.pathname) << c.localized;
    EXPECT_EQ(output.locale, c.locale) << c.localized;
    EXPECT_EQ(output.page, c.page) << c.localized;
    EXPECT_EQ(output.file, c.file) << c.localized;
    EXPECT_EQ(output.is_dynamic, c.pathname == "/shop/[item]") << c.localized;
    // Without a locale, the first of these outputs answers.
    EXPECT_EQ(OutputAt(*build, c.pathname).locale, "en") << c.localized;
  }
  const Case for_all[] = {
      {"", "/gsp", "", "/gsp", "pages/gsp.js"},
      {"", "/blog/[slug]", "", "/blog/[slug]", "pages/blog/[slug].js"},
      {"", "/api/x", "", "/api/x", "pages/api/x.js"},
      {"", "/_app", "", "/_app", "pages/_app.js"},
      {"", "/dash", "", "/dash/page", "app/dash/page.js"},
      {"", "/hook", "", "/hook/route", "app/hook/route.js"},
  };
  for (const Case& c : for_all) {
    const Output& output = OutputAt(*build, c.pathname);
    EXPECT_EQ(output.locale, c.locale) << c.pathname;
    EXPECT_EQ(output.page, c.page) << c.pathname;
    EXPECT_EQ(output.file, c.file) << c.pathname;
  }
  EXPECT_TRUE(OutputAt(*build, "/gsp").has_data_route);
  EXPECT_TRUE(OutputAt(*build, "/_app").is_internal);
  EXPECT_EQ(build->output_by_localized_pathname.size(), 15u);
  EXPECT_FALSE(build->output_by_pathname.contains("/fr/about"));
}

TEST(RecordedBuilds, PrerenderedPagesOfLocales) {
  const Result<BuildOutput> build = LoadRecorded("i18n", kThreeLocales);
  ASSERT_TRUE(build) << build.error().message;
  struct Case {
    std::string_view path, source_route, data_route;
  };
  const Case cases[] = {
      {"/en/gsp", "/gsp", "/_next/data/build-1/en/gsp.json"},
      {"/nl-BE/gsp", "/gsp", "/_next/data/build-1/nl-BE/gsp.json"},
      {"/fr/blog/b", "/blog/[slug]", "/_next/data/build-1/fr/blog/b.json"},
      {"/dash", "/dash", "/dash.rsc"},
  };
  for (const Case& c : cases) {
    const auto route = build->prerendered.find(c.path);
    ASSERT_NE(route, build->prerendered.end()) << c.path;
    EXPECT_EQ(route->second.source_route, c.source_route) << c.path;
    EXPECT_EQ(route->second.data_route, c.data_route) << c.path;
  }
  EXPECT_EQ(build->prerendered_dynamic.at("/blog/[slug]").fallback_file, "/blog/[slug].html");
  EXPECT_EQ(build->not_found_routes, std::vector<std::string>{"/fr/gsp"});
}

TEST(RecordedBuilds, RulesConditionsAndEdgeMiddleware) {
  const Result<BuildOutput> build = LoadRecorded("rules", "{}");
  ASSERT_TRUE(build) << build.error().message;
  const CustomRoutes& routes = build->custom_routes;
  ASSERT_EQ(routes.headers.size(), 1u);
  EXPECT_EQ(routes.headers[0].has.size(), 4u);
  EXPECT_EQ(routes.headers[0].headers.size(), 2u);
  ASSERT_EQ(routes.redirects.size(), 3u);
  EXPECT_EQ(routes.redirects[0].status_code, 308);
  EXPECT_EQ(routes.redirects[1].status_code, 307);
  EXPECT_EQ(routes.redirects[2].status_code, 303);
  EXPECT_EQ(routes.redirects[2].missing.size(), 1u);
  EXPECT_EQ(build->asset_prefix_path, "/cdn");
  ASSERT_EQ(routes.before_files.size(), 3u);
  EXPECT_EQ(routes.before_files[0].source, "/before");
  EXPECT_EQ(routes.after_files.size(), 1u);
  EXPECT_EQ(routes.fallback.size(), 1u);
  EXPECT_EQ(build->middleware.runtime, MiddlewareRuntime::kEdge);
  ASSERT_EQ(build->middleware.matchers.size(), 2u);
  EXPECT_EQ(build->middleware.matchers[1].has[0].key, "x-p");
  EXPECT_EQ(build->middleware.matchers[1].missing[0].kind, ConditionKind::kQuery);
}

TEST(RecordedBuilds, InterceptionRoutes) {
  const Result<BuildOutput> build = LoadRecorded("rules", "{}");
  ASSERT_TRUE(build) << build.error().message;
  EXPECT_EQ(build->interception_patterns,
            (std::vector<std::string>{"^/photo(?:/([^/]+?))(?:/)?$",
                                      "^/feed/photo(?:/([^/]+?))(?:/)?$"}));
  struct Case {
    std::string_view pathname, page;
  };
  const Case cases[] = {
      {"/feed/(.)photo/[id]", "/feed/@modal/(.)photo/[id]/page"},
      {"/[user]/(...)photo/[id]", "/[user]/(...)photo/[id]/page"},
  };
  for (const Case& c : cases) {
    const Output& output = OutputAt(*build, c.pathname);
    EXPECT_EQ(output.kind, OutputKind::kAppPage) << c.pathname;
    EXPECT_EQ(output.page, c.page) << c.pathname;
    EXPECT_EQ(output.file, "app" + std::string(c.page) + ".js") << c.pathname;
    EXPECT_TRUE(output.is_dynamic) << c.pathname;
  }
}

}  // namespace
}  // namespace next_native

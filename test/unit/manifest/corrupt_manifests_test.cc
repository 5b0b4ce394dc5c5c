// Damages every manifest in every way that matters. The loader returns an error with file and JSON
// path.
#include <gtest/gtest.h>

#include "manifest/build_output_loader.h"
#include "small_build.h"

namespace next_native {
namespace {

Result<BuildOutput> LoadWith(const std::string& file, const std::string& content) {
  MemoryFileSystem files = SmallBuildFiles();
  files.Add(BuildPath(file), content);
  return LoadBuildOutput(files, "/app", {});
}

TEST(CorruptManifests, AreNamedWhenCutOffAnywhere) {
  for (const auto& [file, content] : SmallBuild()) {
    if (file == "BUILD_ID") continue;
    for (size_t length = 0; length < content.size(); ++length) {
      const Result<BuildOutput> build = LoadWith(file, content.substr(0, length));
      ASSERT_FALSE(build) << file << " " << length;
      EXPECT_EQ(build.error().code, ErrorCode::kInvalidManifest) << file;
      EXPECT_EQ(build.error().file, BuildPath(file));
      EXPECT_EQ(build.error().json_path, "$");
    }
  }
}

TEST(CorruptManifests, AreNamedWhenTheyAreNoObject) {
  for (const auto& [file, content] : SmallBuild()) {
    if (file == "BUILD_ID") continue;
    for (const char* text : {"[]", "null", "1", "\"x\"", "true"}) {
      const Result<BuildOutput> build = LoadWith(file, text);
      ASSERT_FALSE(build) << file << " " << text;
      EXPECT_EQ(build.error().code, ErrorCode::kInvalidManifest) << file;
      EXPECT_EQ(build.error().file, BuildPath(file));
      EXPECT_EQ(build.error().json_path, "$") << file << " " << text;
    }
  }
}

TEST(CorruptManifests, AreNamedWhenRequiredOnesAreMissingOrUnreadable) {
  for (const char* file :
       {"routes-manifest.json", "prerender-manifest.json", "server/pages-manifest.json"}) {
    const Result<BuildOutput> missing =
        LoadBuildOutput(SmallBuildFiles().Remove(BuildPath(file)), "/app", {});
    ASSERT_FALSE(missing) << file;
    EXPECT_EQ(missing.error().code, ErrorCode::kInvalidManifest);
    EXPECT_EQ(missing.error().file, BuildPath(file));
  }
  for (const auto& [file, content] : SmallBuild()) {
    const Result<BuildOutput> refused =
        LoadBuildOutput(SmallBuildFiles().Fail(BuildPath(file)), "/app", {});
    ASSERT_FALSE(refused) << file;
    EXPECT_EQ(refused.error().code, ErrorCode::kIoError) << file;
  }
  EXPECT_EQ(LoadWith("BUILD_ID", " \n").error().code, ErrorCode::kInvalidManifest);
}

TEST(CorruptManifests, AreNamedWithThePathOfTheField) {
  struct Case {
    std::string file, before, after, json_path, expected;
  };
  const std::string routes = "routes-manifest.json";
  const std::string prerender = "prerender-manifest.json";
  const Case cases[] = {
      {routes, R"("version":3)", R"("version":"3")", "$.version",
       "expected a number, found a string"},
      {routes, R"("version":3,)", "", "$.version", "expected a number, found nothing"},
      {routes, R"("redirects":[)", R"("redirects":[7,)", "$.redirects[0]",
       "expected an object, found a number"},
      {routes, R"("source":"/:path+/",)", "", "$.redirects[0].source",
       "expected a string, found nothing"},
      {routes, R"("internal":true)", R"("internal":1)", "$.redirects[0].internal",
       "expected true or false, found a number"},
      {routes, R"("headers":[])", R"("headers":{})", "$.headers",
       "expected an array, found an object"},
      {routes, R"("headers":[],)", "", "$.headers", "expected an array, found nothing"},
      {routes, R"("afterFiles":[])", R"("afterFiles":"")", "$.rewrites.afterFiles",
       "expected an array, found a string"},
      {routes, R"("statusCode":308)", R"("statusCode":200)", "$.redirects[0].statusCode",
       "expected 301, 302, 303, 307 or 308, found a number"},
      {routes, R"("statusCode":308)", R"("permanent":"yes")", "$.redirects[0].permanent",
       "expected true or false, found a string"},
      {routes, R"("destination":"/:path+",)", "", "$.redirects[0].destination",
       "expected a string, found nothing"},
      {routes, R"("internal":true)", R"("has":{})", "$.redirects[0].has",
       "expected an array, found an object"},
      {routes, R"("internal":true)", R"("missing":[null])", "$.redirects[0].missing[0]",
       "expected an object, found null"},
      {routes, R"("internal":true)", R"("has":[{"key":"a"}])", "$.redirects[0].has[0].type",
       "expected a string, found nothing"},
      {routes, R"("internal":true)", R"("has":[{"type":"body","key":"a"}])",
       "$.redirects[0].has[0].type", "expected header, cookie, query or host, found a string"},
      {routes, R"("internal":true)", R"("has":[{"type":"query"}])", "$.redirects[0].has[0].key",
       "expected a string, found nothing"},
      {routes, R"("internal":true)", R"("has":[{"type":"host","value":1}])",
       "$.redirects[0].has[0].value", "expected a string, found a number"},
      {routes, R"("headers":[])", R"("headers":[7])", "$.headers[0]",
       "expected an object, found a number"},
      {routes, R"("headers":[])", R"("headers":[{"headers":[]}])", "$.headers[0].source",
       "expected a string, found nothing"},
      {routes, R"("headers":[])", R"("headers":[{"source":"/"}])", "$.headers[0].headers",
       "expected an array, found nothing"},
      {routes, R"("headers":[])", R"("headers":[{"source":"/","headers":[{"key":"a"}]}])",
       "$.headers[0].headers[0].value", "expected a string, found nothing"},
      {routes, R"("headers":[])", R"("headers":[],"onMatchHeaders":[{"source":"/"}])",
       "$.onMatchHeaders[0].headers", "expected an array, found nothing"},
      {routes, R"("beforeFiles":[])", R"("beforeFiles":[{"source":"/"}])",
       "$.rewrites.beforeFiles[0].destination", "expected a string, found nothing"},
      {routes, R"("beforeFiles":[])",
       R"("beforeFiles":[{"source":"/","destination":"/a",
          "has":[{"type":"header","key":"next-url"}]}])",
       "$.rewrites.beforeFiles[0].regex", "expected a string, found nothing"},
      {routes, R"("afterFiles":[])", R"("afterFiles":[[]])", "$.rewrites.afterFiles[0]",
       "expected an object, found an array"},
      {routes, R"("fallback":[])", R"("fallback":[{"source":"/","destination":1}])",
       "$.rewrites.fallback[0].destination", "expected a string, found a number"},
      {routes, R"("rewrites":{"beforeFiles":[],"afterFiles":[],)", R"("rewrites":7,"x":{)",
       "$.rewrites", "expected an object, found a number"},
      {routes, R"("dataRoutes":[{"page":"/p/[id]"}])", R"("dataRoutes":[{}])",
       "$.dataRoutes[0].page", "expected a string, found nothing"},
      {routes, R"("dynamicRoutes":[{"page":"/p/[id]"}],)", "", "$.dynamicRoutes",
       "expected an array, found nothing"},
      {prerender, R"("initialRevalidateSeconds":30)", R"("initialRevalidateSeconds":"30")",
       R"($.routes["/p/1"].initialRevalidateSeconds)",
       "expected a number or false, found a string"},
      {prerender, R"("initialRevalidateSeconds":30,)", "",
       R"($.routes["/p/1"].initialRevalidateSeconds)", "expected a number or false, found nothing"},
      {prerender, R"("srcRoute":"/p/[id]")", R"("srcRoute":[])", R"($.routes["/p/1"].srcRoute)",
       "expected a string, found an array"},
      {prerender, R"("fallback":false)", R"("fallback":true)",
       R"($.dynamicRoutes["/p/[id]"].fallback)", "expected a string, false or null, found true"},
      {prerender, R"("fallback":false)", "", R"($.dynamicRoutes["/p/[id]"].fallback)",
       "expected a string, false or null, found nothing"},
      {prerender, R"("notFoundRoutes":["/p/9"])", R"("notFoundRoutes":["/p/9",null])",
       "$.notFoundRoutes[1]", "expected a string, found null"},
      {"server/pages-manifest.json", R"("pages/p/[id].js")", "{}", R"($["/p/[id]"])",
       "expected a string, found an object"},
      {"server/app-paths-manifest.json", R"("app/page.js")", "false", R"($["/page"])",
       "expected a string, found false"},
      {"app-path-routes-manifest.json", R"("/"})", "0}", R"($["/page"])",
       "expected a string, found a number"},
      {"server/middleware-manifest.json", R"("functions":{})", R"("functions":{"/e":1})",
       R"($.functions["/e"])", "expected an object, found a number"},
      {"server/middleware-manifest.json", R"("middleware":{})", R"("middleware":{"/":[]})",
       R"($.middleware["/"])", "expected an object, found an array"},
      {"server/middleware-manifest.json", R"("middleware":{})",
       R"("middleware":{"/":{"matchers":"x"}})", R"($.middleware["/"].matchers)",
       "expected an array, found a string"},
      {"server/middleware-manifest.json", R"("middleware":{})",
       R"("middleware":{"/":{"matchers":[{}]}})", R"($.middleware["/"].matchers[0].regexp)",
       "expected a string, found nothing"},
      {"server/middleware-manifest.json", R"("middleware":{})",
       R"("middleware":{"/":{"matchers":[{"regexp":"","has":[{"type":"x"}]}]}})",
       R"($.middleware["/"].matchers[0].has[0].type)",
       "expected header, cookie, query or host, found a string"},
      {"server/functions-config-manifest.json", R"("functions":{})",
       R"("functions":{"/_middleware":{"matchers":[1]}})",
       R"($.functions["/_middleware"].matchers[0])", "expected an object, found a number"},
      {"server/functions-config-manifest.json", R"("functions":{})", R"("functions":[])",
       "$.functions", "expected an object, found an array"},
      {"server/preview-props.json", R"("preview")", "1", "$.previewModeId",
       "expected a string, found a number"},
      {"images-manifest.json", R"("default")", "{}", "$.images.loader",
       "expected a string, found an object"},
      {"required-server-files.json", "1", "\"1\"", "$.version",
       "expected a number, found a string"},
  };
  for (const Case& c : cases) {
    std::string content;
    for (const auto& [file, text] : SmallBuild()) {
      if (file == c.file) content = text;
    }
    const size_t at = content.find(c.before);
    ASSERT_NE(at, std::string::npos) << c.before;
    content.replace(at, c.before.size(), c.after);
    const Result<BuildOutput> build = LoadWith(c.file, content);
    ASSERT_FALSE(build) << c.file << " " << c.before;
    EXPECT_EQ(build.error().code, ErrorCode::kInvalidManifest);
    EXPECT_EQ(build.error().file, BuildPath(c.file));
    EXPECT_EQ(build.error().json_path, c.json_path);
    EXPECT_EQ(build.error().message, BuildPath(c.file) + ": " + c.json_path + ": " + c.expected);
  }
}

TEST(CorruptManifests, OfAnotherVersionAreRefused) {
  for (const char* file : {"routes-manifest.json", "prerender-manifest.json"}) {
    const Result<BuildOutput> build = LoadWith(file, R"({"version":99})");
    ASSERT_FALSE(build);
    EXPECT_EQ(build.error().code, ErrorCode::kUnsupportedVersion) << file;
    EXPECT_EQ(build.error().json_path, "$.version");
  }
}

}  // namespace
}  // namespace next_native

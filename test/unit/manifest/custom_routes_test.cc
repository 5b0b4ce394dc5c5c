// The loader reads the rules in routes-manifest.json and the matchers of middleware.
#include <gtest/gtest.h>

#include "manifest/build_output_loader.h"
#include "small_build.h"

namespace next_native {
namespace {

class CustomRoutesTest : public testing::Test {
 protected:
  BuildOutput Load() {
    Result<BuildOutput> build = LoadBuildOutput(files_, "/app", config_);
    EXPECT_TRUE(build) << build.error().message;
    return build ? std::move(*build) : BuildOutput{};
  }

  // `lists` are members of the routes manifest and must include "redirects" and "headers".
  BuildOutput LoadRoutes(const std::string& lists) {
    files_.Add(BuildPath("routes-manifest.json"),
               R"({"version":3,"dynamicRoutes":[],"dataRoutes":[],)" + lists + "}");
    return Load();
  }

  BuildOutput LoadRedirects(const std::string& redirects) {
    return LoadRoutes(R"("headers":[],"redirects":[)" + redirects + "]");
  }

  BuildOutput LoadRewrites(const std::string& rewrites) {
    return LoadRoutes(R"("headers":[],"redirects":[],"rewrites":)" + rewrites);
  }

  MemoryFileSystem files_ = SmallBuildFiles();
  ServerConfig config_;
};

constexpr const char* kRemoveSlash =
    R"({"source":"/:path+/","destination":"/:path+","internal":true,"statusCode":308})";

TEST_F(CustomRoutesTest, ReadsConditions) {
  const BuildOutput build = LoadRoutes(R"("redirects":[],"headers":[{"source":"/a","has":[
      {"type":"header","key":"X-A"},{"type":"cookie","key":"b","value":""},
      {"type":"query","key":"c","value":"d.*"},{"type":"host","value":"e"}],
      "missing":[{"type":"query","key":"f"}],"headers":[{"key":"k","value":"v"}]},
      {"source":"/b","has":[],"missing":null,"headers":[]}])");
  ASSERT_EQ(build.custom_routes.headers.size(), 2u);
  const CustomRoute& route = build.custom_routes.headers[0];
  EXPECT_EQ(route.source, "/a");
  EXPECT_EQ(route.destination, std::nullopt);
  EXPECT_EQ(route.headers, (std::vector<std::pair<std::string, std::string>>{{"k", "v"}}));
  EXPECT_EQ(route.status_code, 0);
  EXPECT_EQ(route.file, BuildPath("routes-manifest.json"));
  EXPECT_EQ(route.json_path, "$.headers[0]");
  struct Case {
    ConditionKind kind;
    std::string key;
    std::optional<std::string> value;
  };
  const Case cases[] = {
      {ConditionKind::kHeader, "X-A", std::nullopt},
      {ConditionKind::kCookie, "b", std::nullopt},
      {ConditionKind::kQuery, "c", "d.*"},
      {ConditionKind::kHost, "", "e"},
  };
  ASSERT_EQ(route.has.size(), std::size(cases));
  for (size_t i = 0; i < std::size(cases); ++i) {
    EXPECT_EQ(route.has[i].kind, cases[i].kind) << i;
    EXPECT_EQ(route.has[i].key, cases[i].key) << i;
    EXPECT_EQ(route.has[i].value, cases[i].value) << i;
  }
  ASSERT_EQ(route.missing.size(), 1u);
  EXPECT_EQ(route.missing[0].key, "f");
  EXPECT_TRUE(build.custom_routes.headers[1].has.empty());
  EXPECT_TRUE(build.custom_routes.headers[1].missing.empty());
}

TEST_F(CustomRoutesTest, FindsTheStatusOfARedirect) {
  struct Case {
    std::string fields;
    int status;
  };
  const Case cases[] = {
      {R"(,"statusCode":301)", 301},
      {R"(,"statusCode":303,"permanent":true)", 303},
      {R"(,"permanent":true)", 308},
      {R"(,"permanent":false)", 307},
      {R"(,"statusCode":0,"permanent":true)", 308},
      {"", 307},
  };
  for (const Case& c : cases) {
    const BuildOutput build =
        LoadRedirects(R"({"source":"/a","destination":"/b")" + c.fields + "}");
    ASSERT_EQ(build.custom_routes.redirects.size(), 1u) << c.fields;
    EXPECT_EQ(build.custom_routes.redirects[0].status_code, c.status) << c.fields;
    EXPECT_EQ(build.custom_routes.redirects[0].destination, "/b");
    EXPECT_FALSE(build.custom_routes.redirects[0].is_internal);
  }
}

TEST_F(CustomRoutesTest, KeepsInternalRedirectsInTheirPlace) {
  const std::string user = R"({"source":"/a","destination":"/b","statusCode":307})";
  const BuildOutput usual = LoadRedirects(kRemoveSlash + ("," + user));
  EXPECT_EQ(usual.internal_redirects, std::vector{InternalRedirect::kRemoveSlash});
  ASSERT_EQ(usual.custom_routes.redirects.size(), 1u);
  EXPECT_EQ(usual.custom_routes.redirects[0].json_path, "$.redirects[1]");

  const BuildOutput behind = LoadRedirects(user + "," + kRemoveSlash);
  EXPECT_TRUE(behind.internal_redirects.empty());
  ASSERT_EQ(behind.custom_routes.redirects.size(), 2u);
  EXPECT_FALSE(behind.custom_routes.redirects[0].is_internal);
  EXPECT_TRUE(behind.custom_routes.redirects[1].is_internal);
}

TEST_F(CustomRoutesTest, TakesOnlyNextsOwnRedirectsForInternal) {
  const std::string file_source = R"(/:file((?!\\.well-known(?:/.*)?)(?:[^/]+/)*[^/]+\\.\\w+)/)";
  const std::string file_rule = R"({"source":")" + file_source +
                                R"(","destination":"/:file","internal":true,"permanent":true)";
  const std::string others[] = {
      R"({"source":"/:path+/","destination":"/:path+","statusCode":308})",
      R"({"source":"/:path+/","destination":"/:path+","internal":true,"statusCode":307})",
      R"({"source":"/:path+/","destination":"/:path+","internal":true,"statusCode":308,
          "has":[{"type":"host","value":"a"}]})",
      R"({"source":"/:path+/","destination":"/:path+","internal":true,"statusCode":308,
          "missing":[{"type":"host","value":"a"}]})",
      R"({"source":"/x/","destination":"/x","internal":true,"statusCode":308})",
      file_rule + "}",
      file_rule + R"(,"missing":[{"type":"header","key":"x-nextjs-data","value":"1"}]})",
  };
  for (const std::string& redirect : others) {
    const BuildOutput build = LoadRedirects(redirect);
    EXPECT_TRUE(build.internal_redirects.empty()) << redirect;
    EXPECT_EQ(build.custom_routes.redirects.size(), 1u) << redirect;
  }
  const BuildOutput build =
      LoadRedirects(file_rule + R"(,"missing":[{"type":"header","key":"x-nextjs-data"}]})");
  EXPECT_EQ(build.internal_redirects, std::vector{InternalRedirect::kFileRemoveSlash});
}

TEST_F(CustomRoutesTest, ReadsRewritesByPhase) {
  const BuildOutput build = LoadRewrites(R"({
      "beforeFiles":[{"source":"/a","destination":"/1"}],
      "afterFiles":[{"source":"/b","destination":"/2"},{"source":"/c","destination":"/3"}],
      "fallback":[{"source":"/d","destination":"https://example.com/"}]})");
  const CustomRoutes& routes = build.custom_routes;
  ASSERT_EQ(routes.before_files.size(), 1u);
  ASSERT_EQ(routes.after_files.size(), 2u);
  ASSERT_EQ(routes.fallback.size(), 1u);
  EXPECT_EQ(routes.before_files[0].json_path, "$.rewrites.beforeFiles[0]");
  EXPECT_EQ(routes.after_files[1].destination, "/3");
  EXPECT_EQ(routes.fallback[0].destination, "https://example.com/");
  EXPECT_EQ(build.asset_prefix_path, "");

  const BuildOutput old = LoadRewrites(R"([{"source":"/b","destination":"/2"}])");
  EXPECT_TRUE(old.custom_routes.before_files.empty());
  ASSERT_EQ(old.custom_routes.after_files.size(), 1u);
  EXPECT_EQ(old.custom_routes.after_files[0].json_path, "$.rewrites[0]");
}

TEST_F(CustomRoutesTest, KnowsTheAssetPrefixByItsPlace) {
  const std::string asset = R"({"source":"/cdn/_next/:path+","destination":"/_next/:path+"})";
  const std::string user = R"({"source":"/a","destination":"/1"})";
  const BuildOutput first = LoadRewrites(R"({"beforeFiles":[)" + asset + "," + user + "]}");
  EXPECT_EQ(first.asset_prefix_path, "/cdn");
  ASSERT_EQ(first.custom_routes.before_files.size(), 1u);
  EXPECT_EQ(first.custom_routes.before_files[0].source, "/a");

  const BuildOutput second = LoadRewrites(R"({"beforeFiles":[)" + user + "," + asset + "]}");
  EXPECT_EQ(second.asset_prefix_path, "");
  EXPECT_EQ(second.custom_routes.before_files.size(), 2u);

  const BuildOutput conditional =
      LoadRewrites(R"({"beforeFiles":[{"source":"/cdn/_next/:path+","destination":"/_next/:path+",
                       "has":[{"type":"host","value":"a"}]}]})");
  EXPECT_EQ(conditional.asset_prefix_path, "");
  EXPECT_EQ(conditional.custom_routes.before_files.size(), 1u);
}

TEST_F(CustomRoutesTest, KeepsThePatternsOfInterceptionRoutes) {
  const BuildOutput build = LoadRewrites(R"({"beforeFiles":[
      {"source":"/p/:nxtPid","destination":"/(.)p/:nxtPid","regex":"^/p(?:/([^/]+?))(?:/)?$",
       "has":[{"type":"header","key":"next-url","value":"/(?:.*)?"}]},
      {"source":"/q","destination":"/r","regex":"^/q$",
       "has":[{"type":"query","key":"x"},{"type":"header","key":"next-url"}]}],
      "afterFiles":[{"source":"/s","destination":"/t","regex":"^/s$",
       "has":[{"type":"header","key":"next-url"}]}]})");
  EXPECT_EQ(build.interception_patterns, std::vector<std::string>{"^/p(?:/([^/]+?))(?:/)?$"});
  EXPECT_EQ(build.custom_routes.before_files.size(), 2u);
}

TEST_F(CustomRoutesTest, ReadsHeadersOfMatchedRoutes) {
  const BuildOutput build = LoadRoutes(R"("headers":[],"redirects":[],"onMatchHeaders":[
      {"source":"/:path*","headers":[{"key":"x","value":"y"}]}])");
  ASSERT_EQ(build.custom_routes.on_match_headers.size(), 1u);
  EXPECT_EQ(build.custom_routes.on_match_headers[0].json_path, "$.onMatchHeaders[0]");
}

TEST_F(CustomRoutesTest, GoByTheConfigInLetterCase) {
  const std::string lists = R"("headers":[],"redirects":[],"caseSensitive":true)";
  EXPECT_FALSE(LoadRoutes(lists).case_sensitive_routes);
  config_.case_sensitive_routes = true;
  EXPECT_TRUE(LoadRoutes(lists).case_sensitive_routes);
}

TEST_F(CustomRoutesTest, FindsMiddlewareOfBothRuntimes) {
  EXPECT_EQ(Load().middleware.runtime, MiddlewareRuntime::kNone);

  const std::string functions = "server/functions-config-manifest.json";
  files_.Add(BuildPath(functions), R"({"functions":{"/_middleware":{"runtime":"nodejs"}}})");
  const MiddlewareOutput everything = Load().middleware;
  EXPECT_EQ(everything.runtime, MiddlewareRuntime::kNode);
  ASSERT_EQ(everything.matchers.size(), 1u);
  EXPECT_EQ(everything.matchers[0].regexp, ".*");

  files_.Add(BuildPath(functions), R"({"functions":{"/_middleware":{"matchers":[
      {"regexp":"^/a$","has":[{"type":"header","key":"x"}],"missing":[{"type":"host","value":"y"}]},
      {"regexp":"^/b$"}]}}})");
  const MiddlewareOutput node = Load().middleware;
  EXPECT_EQ(node.runtime, MiddlewareRuntime::kNode);
  ASSERT_EQ(node.matchers.size(), 2u);
  EXPECT_EQ(node.matchers[0].has.size(), 1u);
  EXPECT_EQ(node.matchers[0].missing.size(), 1u);
  EXPECT_EQ(node.matchers[1].file, BuildPath(functions));
  EXPECT_EQ(node.matchers[1].json_path, R"($.functions["/_middleware"].matchers[1])");

  files_.Add(BuildPath("server/middleware-manifest.json"),
             R"({"middleware":{"/":{"matchers":[{"regexp":"^/c$"}]}}})");
  const MiddlewareOutput edge = Load().middleware;
  EXPECT_EQ(edge.runtime, MiddlewareRuntime::kEdge);
  ASSERT_EQ(edge.matchers.size(), 1u);
  EXPECT_EQ(edge.matchers[0].regexp, "^/c$");
}

TEST_F(CustomRoutesTest, LeavesMiddlewareWithoutMatchersAway) {
  files_.Add(BuildPath("server/functions-config-manifest.json"),
             R"({"functions":{"/_middleware":{"matchers":[]}}})");
  const MiddlewareOutput middleware = Load().middleware;
  EXPECT_EQ(middleware.runtime, MiddlewareRuntime::kNode);
  EXPECT_TRUE(middleware.matchers.empty());
}

}  // namespace
}  // namespace next_native

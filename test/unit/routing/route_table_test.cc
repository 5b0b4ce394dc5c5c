#include "routing/route_table.h"

#include <gtest/gtest.h>

#include <string>

#include "support/build_output_builder.h"

namespace next_native {
namespace {

BuildOutput MixedBuild() {
  return BuildOutputBuilder()
      .AppPage("/")
      .AppPage("/_not-found")
      .AppPage("/café")
      .AppPage("/blog/[slug]")
      .AppRoute("/api/hello")
      .AppPage("/%E4%BD%A0")
      .Page("/_app")
      .Page("/p/[id]", true)
      .Page("/p/ssr", true)
      .Page("/p/plain")
      .Page("/opt/[[...rest]]", true)
      .StaticPage("/p/about")
      .ApiRoute("/api/[...all]")
      .Build();
}

// "<pathname> <params>", with "data " before; "!" for a decode error and "404" for a dead end.
std::string Describe(const RouteMatch& match) {
  if (match.is_dead_end) return "404";
  if (match.decode_error) return "!";
  if (!match) return "";
  std::string text = (match.is_data ? "data " : "") + match.output->pathname;
  for (const RouteParam& param : match.params) {
    text += " " + param.name + "=";
    for (size_t i = 0; i < param.values.size(); ++i) text += (i == 0 ? "" : ",") + param.values[i];
  }
  return text;
}

TEST(RouteTable, ResolvesPaths) {
  struct Case {
    std::string_view path, expected;
  };
  const Case cases[] = {
      {"/", "/"},
      {"/p/about", "/p/about"},
      {"/p/about/", "/p/about"},
      {"/p%2Fabout", "404"},
      {"/p/%61bout", "/p/[id] id=about"},
      {"/p/%61bout/", "/p/[id] id=about"},
      {"/caf%C3%A9", "404"},
      {"/café", "/café"},
      {"/你", "404"},
      {"/%E4%BD%A0", "/%E4%BD%A0"},
      {"/%5Fapp", "404"},
      {"/api/%68ello", "/api/[...all] all=hello"},
      {"/%61pi/hello", "404"},
      {"/p/1", "/p/[id] id=1"},
      {"/p/1/", "/p/[id] id=1"},
      {"/p/%zz", "!"},
      {"/p/1/2", ""},
      {"/blog/[slug]", "/blog/[slug] slug=[slug]"},
      {"/blog/%5Bslug%5D", "/blog/[slug] slug=[slug]"},
      {"/_app", "/_app"},
      {"/api/hello", "/api/hello"},
      {"/api/other/x", "/api/[...all] all=other,x"},
      {"/opt", "/opt/[[...rest]]"},
      {"/missing", ""},
      {"/_next/data/build-1/p/ssr.json", "data /p/ssr"},
      {"/_next/data/build-1/p/ssr.json/", "data /p/ssr"},
      {"/_next/data/build-1/p/s%73r.json", "data /p/[id] id=ssr"},
      {"/_next/data/build-1/%70/ssr.json", "404"},
      {"/_next/data/build-1/p/1.json", "data /p/[id] id=1"},
      {"/_next/data/build-1/p/1.json/", ""},
      {"/_next/data/build-1/p/.json", ""},
      {"/_next/data/build-1/p/a.json.json", "data /p/[id] id=a.json"},
      {"/_next/data/build-1/p/%zz.json", "!"},
      {"/_next/data/build-1/opt.json", "data /opt/[[...rest]]"},
      {"/_next/data/build-1/opt/a/b.json", "data /opt/[[...rest]] rest=a,b"},
      {"/_next/data/build-1/opt/.json", ""},
      {"/_next/data/build-1/p/plain.json", "data /p/[id] id=plain"},
      {"/_next/data/build-1/p/about.json", "data /p/[id] id=about"},
      {"/_next/data/other/p/ssr.json", ""},
      {"/_next/data/build-1/index.json", ""},  // "/" has no data route in this build
      {"/_next/data/build-1.json", ""},
      {"/_next/data/build-1/", ""},
  };
  const BuildOutput build = MixedBuild();
  const Result<RouteTable> table = RouteTable::Compile(build);
  ASSERT_TRUE(table);
  for (const Case& c : cases) EXPECT_EQ(Describe(table->Match(c.path)), c.expected) << c.path;
}

TEST(RouteTable, IndexIsTheDataOfTheRootPage) {
  const BuildOutput build = BuildOutputBuilder().Page("/", true).Build();
  const Result<RouteTable> table = RouteTable::Compile(build);
  ASSERT_TRUE(table);
  EXPECT_EQ(Describe(table->Match("/_next/data/build-1/index.json")), "data /");
  EXPECT_EQ(Describe(table->Match("/_next/data/build-1/.json")), "data /");
  EXPECT_EQ(Describe(table->Match("/_next/data/build-1.json")), "");
}

TEST(RouteTable, ACatchAllAtTheRootHasDataAtTheBuildId) {
  const BuildOutput build = BuildOutputBuilder().Page("/[[...all]]", true).Build();
  const Result<RouteTable> table = RouteTable::Compile(build);
  ASSERT_TRUE(table);
  EXPECT_EQ(Describe(table->Match("/_next/data/build-1.json")), "data /[[...all]]");
  EXPECT_EQ(Describe(table->Match("/_next/data/build-1/index.json")), "data /[[...all]] all=index");
  // A wrong build id makes an ordinary path, but Next.js marks the request as one for data.
  const RouteMatch wrong = table->Match("/_next/data/other/x.json");
  EXPECT_EQ(Describe(wrong), "/[[...all]] all=_next,data,other,x.json");
  EXPECT_TRUE(wrong.marks_data_request);
  EXPECT_FALSE(table->Match("/x").marks_data_request);
}

TEST(RouteTable, SkipsTriedOutputs) {
  const BuildOutput build = BuildOutputBuilder()
                                .AppPage("/blog/[slug]")
                                .AppPage("/[...all]")
                                .StaticPage("/blog/about")
                                .Build();
  const Result<RouteTable> table = RouteTable::Compile(build);
  ASSERT_TRUE(table);
  std::vector<uint32_t> tried;
  for (const std::string_view expected :
       {"/blog/about", "/blog/[slug] slug=about", "/[...all] all=blog,about"}) {
    const RouteMatch match = table->Match("/blog/about", tried);
    ASSERT_EQ(Describe(match), expected);
    tried.push_back(match.output_id);
  }
  EXPECT_FALSE(table->Match("/blog/about", tried));
}

TEST(RouteTable, AnEncodedDynamicPathnameMatchesNoOtherRoute) {
  const BuildOutput build = BuildOutputBuilder().AppPage("/[a]").AppPage("/[...all]").Build();
  const Result<RouteTable> table = RouteTable::Compile(build);
  ASSERT_TRUE(table);
  EXPECT_EQ(Describe(table->Match("/%5Ba%5D")), "/[a] a=[a]");
  EXPECT_EQ(Describe(table->Match("/[...all]")), "/[...all] all=[...all]");
  EXPECT_EQ(Describe(table->Match("/%5B...all%5D")), "404");
}

TEST(RouteTable, SkipsTriedOutputsInAnotherSpelling) {
  const BuildOutput build =
      BuildOutputBuilder().AppPage("/a/[b]").AppPage("/[...all]").StaticPage("/a/about").Build();
  const Result<RouteTable> table = RouteTable::Compile(build);
  ASSERT_TRUE(table);
  std::vector<uint32_t> tried;
  for (const std::string_view expected : {"/a/[b] b=about", "/[...all] all=a,about"}) {
    const RouteMatch match = table->Match("/a/%61bout", tried);
    ASSERT_EQ(Describe(match), expected);
    tried.push_back(match.output_id);
  }
  EXPECT_EQ(Describe(table->Match("/a/%61bout", tried)), "404");
}

TEST(RouteTable, AnAppOutputWinsOverAPage) {
  const BuildOutput build =
      BuildOutputBuilder().AppPage("/x").AppPage("/[a]").Page("/x").Page("/[a]", true).Build();
  const Result<RouteTable> table = RouteTable::Compile(build);
  ASSERT_TRUE(table);
  EXPECT_EQ(table->Match("/x").output->kind, OutputKind::kAppPage);
  EXPECT_EQ(table->Match("/1").output->kind, OutputKind::kAppPage);
}

TEST(RouteTable, SlotsOfAStaticPageHaveParameters) {
  BuildOutputBuilder builder;
  builder.AppPage("/shop/cart");
  builder.Value().outputs[0].slot_pathnames = {"/other/[x]", "/[...rest]"};
  const BuildOutput build = builder.Build();
  const Result<RouteTable> table = RouteTable::Compile(build);
  ASSERT_TRUE(table);
  EXPECT_EQ(Describe(table->Match("/shop/cart")), "/shop/cart rest=shop,cart");
}

TEST(RouteTable, HidesOutputsWithoutPublicRoutes) {
  BuildOutput build = MixedBuild();
  build.config.use_file_system_public_routes = false;
  const Result<RouteTable> table = RouteTable::Compile(build);
  ASSERT_TRUE(table);
  EXPECT_EQ(Describe(table->Match("/p/about")), "");
  EXPECT_EQ(Describe(table->Match("/p/1")), "");
  EXPECT_EQ(Describe(table->Match("/p/%zz")), "!");
}

TEST(RouteTable, RefusesContradictions) {
  const BuildOutput build = BuildOutputBuilder().AppPage("/[a]/x").Page("/[b]/y").Build();
  const Result<RouteTable> table = RouteTable::Compile(build);
  ASSERT_FALSE(table);
  EXPECT_EQ(table.error().code, ErrorCode::kInvalidPattern);
}

}  // namespace
}  // namespace next_native

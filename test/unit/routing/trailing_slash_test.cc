#include "routing/trailing_slash.h"

#include <gtest/gtest.h>

#include "support/build_output_builder.h"

namespace next_native {
namespace {

struct Row {
  std::string_view path;
  std::string_view target;  // empty: no redirect
  bool is_data_request;
};
struct Setting {
  std::string_view base_path;
  bool trailing_slash;
  std::vector<Row> rows;
};

// Rows recorded from loadCustomRoutes and the redirect code of Next.js 16.4.6.
TEST(FindTrailingSlashRedirect, RedirectsAsNextDoes) {
  const Setting settings[] = {
      {"",
       false,
       {{"/", "", false},
        {"/a", "", false},
        {"/a/", "/a", false},
        {"/a/b/", "/a/b", false},
        {"/a.txt", "", false},
        {"/a.txt/", "/a.txt", false},
        {"/a.b/c", "", false},
        {"/a.b/c/", "/a.b/c", false},
        {"/.env", "", false},
        {"/.env/", "/.env", false},
        {"/.well-known", "", false},
        {"/.well-known/", "/.well-known", false},
        {"/.well-known/x", "", false},
        {"/.well-known/x/", "/.well-known/x", false},
        {"/.WELL-KNOWN/x", "", false},
        {"/.well-knownx/a", "", false},
        {"/x/.well-known/a", "", false},
        {"/a.b-c/", "/a.b-c", false},
        {"/a.b-c", "", false},
        {"/a./", "/a.", false},
        {"/a.", "", false},
        {"/.a.txt/", "/.a.txt", false},
        {"/docs", "", false},
        {"/docs/", "/docs", false},
        {"/DOCS", "", false},
        {"/DOCS/", "/DOCS", false},
        {"/docs/a", "", false},
        {"/docs/a/", "/docs/a", false},
        {"/docs.txt/", "/docs.txt", false},
        {"/docs/a.txt/", "/docs/a.txt", false},
        {"/_next/data/x/a.json/", "/_next/data/x/a.json", false},
        {"/_next/image/", "/_next/image", false},
        {"/_next/image", "", false},
        {"/a%2F/", "/a%2F", false},
        {"/caf%C3%A9", "", false},
        {"/a.%C3%A9/", "/a.%C3%A9", false},
        {"/a._x/", "/a._x", false},
        {"/..a/", "/..a", false},
        {"/a.b.c1/", "/a.b.c1", false}}},
      {"/docs",
       false,
       {{"/", "", false},
        {"/a", "", false},
        {"/a/", "/a", false},
        {"/a/b/", "/a/b", false},
        {"/a.txt", "", false},
        {"/a.txt/", "/a.txt", false},
        {"/a.b/c", "", false},
        {"/a.b/c/", "/a.b/c", false},
        {"/.env", "", false},
        {"/.env/", "/.env", false},
        {"/.well-known", "", false},
        {"/.well-known/", "/.well-known", false},
        {"/.well-known/x", "", false},
        {"/.well-known/x/", "/.well-known/x", false},
        {"/.WELL-KNOWN/x", "", false},
        {"/.well-knownx/a", "", false},
        {"/x/.well-known/a", "", false},
        {"/a.b-c/", "/a.b-c", false},
        {"/a.b-c", "", false},
        {"/a./", "/a.", false},
        {"/a.", "", false},
        {"/.a.txt/", "/.a.txt", false},
        {"/docs", "", false},
        {"/docs/", "/docs", false},
        {"/DOCS", "", false},
        {"/DOCS/", "/docs", false},
        {"/docs/a", "", false},
        {"/docs/a/", "/docs/a", false},
        {"/docs.txt/", "/docs.txt", false},
        {"/docs/a.txt/", "/docs/a.txt", false},
        {"/_next/data/x/a.json/", "/_next/data/x/a.json", false},
        {"/_next/image/", "/_next/image", false},
        {"/_next/image", "", false},
        {"/a%2F/", "/a%2F", false},
        {"/caf%C3%A9", "", false},
        {"/a.%C3%A9/", "/a.%C3%A9", false},
        {"/a._x/", "/a._x", false},
        {"/..a/", "/..a", false},
        {"/a.b.c1/", "/a.b.c1", false}}},
      {"",
       true,
       {{"/", "", false},
        {"/a", "/a/", false},
        {"/a/", "", false},
        {"/a/b/", "", false},
        {"/a.txt", "", false},
        {"/a.txt/", "/a.txt", false},
        {"/a.txt/", "", true},
        {"/a.b/c", "/a.b/c/", false},
        {"/a.b/c/", "", false},
        {"/.env", "", false},
        {"/.env/", "", false},
        {"/.well-known", "", false},
        {"/.well-known/", "", false},
        {"/.well-known/x", "", false},
        {"/.well-known/x/", "", false},
        {"/.WELL-KNOWN/x", "", false},
        {"/.well-knownx/a", "", false},
        {"/x/.well-known/a", "/x/.well-known/a/", false},
        {"/a.b-c/", "", false},
        {"/a.b-c", "", false},
        {"/a./", "", false},
        {"/a.", "", false},
        {"/.a.txt/", "/.a.txt", false},
        {"/.a.txt/", "", true},
        {"/docs", "/docs/", false},
        {"/docs/", "", false},
        {"/DOCS", "/DOCS/", false},
        {"/DOCS/", "", false},
        {"/docs/a", "/docs/a/", false},
        {"/docs/a/", "", false},
        {"/docs.txt/", "/docs.txt", false},
        {"/docs.txt/", "", true},
        {"/docs/a.txt/", "/docs/a.txt", false},
        {"/docs/a.txt/", "", true},
        {"/_next/data/x/a.json/", "/_next/data/x/a.json", false},
        {"/_next/data/x/a.json/", "", true},
        {"/_next/image/", "", false},
        {"/_next/image", "/_next/image/", false},
        {"/a%2F/", "", false},
        {"/caf%C3%A9", "/caf%C3%A9/", false},
        {"/a.%C3%A9/", "", false},
        {"/a._x/", "/a._x", false},
        {"/a._x/", "", true},
        {"/..a/", "/..a", false},
        {"/..a/", "", true},
        {"/a.b.c1/", "/a.b.c1", false},
        {"/a.b.c1/", "", true}}},
      {"/docs",
       true,
       {{"/", "", false},
        {"/a", "/a/", false},
        {"/a/", "", false},
        {"/a/b/", "", false},
        {"/a.txt", "", false},
        {"/a.txt/", "/a.txt", false},
        {"/a.txt/", "", true},
        {"/a.b/c", "/a.b/c/", false},
        {"/a.b/c/", "", false},
        {"/.env", "", false},
        {"/.env/", "", false},
        {"/.well-known", "", false},
        {"/.well-known/", "", false},
        {"/.well-known/x", "", false},
        {"/.well-known/x/", "", false},
        {"/.WELL-KNOWN/x", "", false},
        {"/.well-knownx/a", "", false},
        {"/x/.well-known/a", "/x/.well-known/a/", false},
        {"/a.b-c/", "", false},
        {"/a.b-c", "", false},
        {"/a./", "", false},
        {"/a.", "", false},
        {"/.a.txt/", "/.a.txt", false},
        {"/.a.txt/", "", true},
        {"/docs", "/docs/", false},
        {"/docs/", "", false},
        {"/DOCS", "/docs/", false},
        {"/DOCS/", "", false},
        {"/docs/a", "/docs/a/", false},
        {"/docs/a/", "", false},
        {"/docs.txt/", "/docs.txt", false},
        {"/docs.txt/", "", true},
        {"/docs/a.txt/", "/docs/a.txt", false},
        {"/docs/a.txt/", "", true},
        {"/_next/data/x/a.json/", "/_next/data/x/a.json", false},
        {"/_next/data/x/a.json/", "", true},
        {"/_next/image/", "", false},
        {"/_next/image", "/_next/image/", false},
        {"/a%2F/", "", false},
        {"/caf%C3%A9", "/caf%C3%A9/", false},
        {"/a.%C3%A9/", "", false},
        {"/a._x/", "/a._x", false},
        {"/a._x/", "", true},
        {"/..a/", "/..a", false},
        {"/..a/", "", true},
        {"/a.b.c1/", "/a.b.c1", false},
        {"/a.b.c1/", "", true}}},
  };
  for (const Setting& setting : settings) {
    const BuildOutput build = BuildOutputBuilder()
                                  .BasePath(setting.base_path)
                                  .TrailingSlash(setting.trailing_slash)
                                  .Build();
    for (const Row& row : setting.rows) {
      const std::optional<PathRedirect> redirect =
          FindTrailingSlashRedirect(build, row.path, "", row.is_data_request);
      EXPECT_EQ(redirect ? redirect->location : "", row.target)
          << row.path << " base path '" << setting.base_path << "' trailing slash "
          << setting.trailing_slash << " data " << row.is_data_request;
    }
  }
}

TEST(FindTrailingSlashRedirect, KeepsTheQueryInTheSpellingOfNext) {
  const BuildOutput build = BuildOutputBuilder().TrailingSlash(false).Build();
  const std::optional<PathRedirect> redirect =
      FindTrailingSlashRedirect(build, "/a%20b/", "a=%20&b&c=+", false);
  ASSERT_TRUE(redirect);
  EXPECT_EQ(redirect->location, "/a%20b?a=%20&b=&c=%20");
  EXPECT_EQ(redirect->status, 308);
}

TEST(FindTrailingSlashRedirect, IsCaseSensitiveIfTheBuildIs) {
  BuildOutputBuilder builder;
  builder.BasePath("/docs").TrailingSlash(true);
  EXPECT_EQ(FindTrailingSlashRedirect(builder.Value(), "/DOCS", "", false)->location, "/docs/");
  builder.Value().case_sensitive_routes = true;
  EXPECT_EQ(FindTrailingSlashRedirect(builder.Value(), "/DOCS", "", false)->location, "/DOCS/");
}

TEST(FindTrailingSlashRedirect, DoesNothingWithoutRules) {
  EXPECT_FALSE(FindTrailingSlashRedirect(BuildOutputBuilder().Build(), "/a/", "", false));
}

}  // namespace
}  // namespace next_native

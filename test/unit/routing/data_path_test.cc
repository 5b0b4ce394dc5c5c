#include "routing/data_path.h"

#include <gtest/gtest.h>

#include "support/build_output_builder.h"

namespace next_native {
namespace {

struct Case {
  const char* path;
  DataPath expected;
};

void Check(const BuildOutput& build, const std::vector<Case>& cases) {
  for (const Case& test : cases)
    EXPECT_EQ(ReadDataPath(build, test.path), test.expected) << test.path;
}

TEST(DataPathTest, DistinguishesPagesFromOtherPaths) {
  Check(BuildOutputBuilder().Build(),
        {
            {"/a", DataPath::kNone},
            {"/_next/data", DataPath::kNone},
            {"/_next/data/", DataPath::kNone},
            {"/_next/database/build-1/a.json", DataPath::kNone},
            {"/_next/data/build-1/a.json", DataPath::kPage},
            {"/_next/data/build-1/a.json/", DataPath::kPage},
            {"/_next/data/build-1/.json", DataPath::kPage},
            {"/_next/data/build-0/a.json", DataPath::kOtherBuild},
            {"/_next/data/build-1.json", DataPath::kOtherBuild},
            {"/_next/data/a", DataPath::kOtherBuild},
            {"/_next/data/build-1", DataPath::kNoData},
            {"/_next/data/build-1/a", DataPath::kNoData},
            {"/_next/data/build-1/_error.json", DataPath::kBlockedPage},
            {"/_next/data/build-1/_app.json/", DataPath::kBlockedPage},
            {"/_next/data/build-1/_app/a.json", DataPath::kPage},
        });
}

TEST(DataPathTest, RequiresALocaleOnlyWithoutMiddleware) {
  BuildOutputBuilder builder;
  builder.Locales({"en", "fr"});
  Check(builder.Build(), {
                             {"/_next/data/build-1/fr/a.json", DataPath::kPage},
                             {"/_next/data/build-1/fr.json", DataPath::kPage},
                             {"/_next/data/build-1/a.json", DataPath::kNoLocale},
                             {"/_next/data/build-1/xx/a.json", DataPath::kNoLocale},
                             {"/_next/data/build-1/fr/_app.json", DataPath::kBlockedPage},
                         });
  builder.Value().middleware.runtime = MiddlewareRuntime::kEdge;
  Check(builder.Build(), {
                             {"/_next/data/build-1/a.json", DataPath::kPage},
                             {"/_next/data/build-0/a.json", DataPath::kOtherBuild},
                         });
}

TEST(DataPathTest, ReturnsThePageOfADataPath) {
  EXPECT_EQ(PageOfDataPath("/a/b.json"), "/a/b");
  EXPECT_EQ(PageOfDataPath("/a/b.json/"), "/a/b");
  EXPECT_EQ(PageOfDataPath("/index.json"), "/");
  EXPECT_EQ(PageOfDataPath("/index/index.json"), "/index");
  EXPECT_EQ(PageOfDataPath("/index/a.json"), "/a");
  EXPECT_EQ(PageOfDataPath("/index/[slug].json"), "/index/[slug]");
  EXPECT_EQ(PageOfDataPath("/indexes.json"), "/indexes");
  EXPECT_EQ(PageOfDataPath(".json"), "/");
}

TEST(DataPathTest, BlocksPartsOfPages) {
  EXPECT_TRUE(IsBlockedPath("/_error"));
  EXPECT_TRUE(IsBlockedPath("/_document/"));
  EXPECT_FALSE(IsBlockedPath("/_errors"));
  EXPECT_FALSE(IsBlockedPath("/"));
}

TEST(DataPathTest, TextIsBetweenBuildIdAndSuffix) {
  EXPECT_EQ(TextOfDataPath("/_next/data/any-build/fr/a.json"), "/fr/a");
  EXPECT_EQ(TextOfDataPath("/_next/data/any-build.json"), "");
  EXPECT_EQ(TextOfDataPath("/_next/data/any-build/fr/a"), std::nullopt);
  EXPECT_EQ(TextOfDataPath("/fr/a.json"), std::nullopt);
}

}  // namespace
}  // namespace next_native

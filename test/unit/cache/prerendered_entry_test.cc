#include "cache/prerendered_entry.h"

#include <gtest/gtest.h>

#include <string>

#include "support/build_output_builder.h"
#include "support/memory_file_system.h"

namespace next_native {
namespace {

constexpr char kServer[] = "/app/.next/server";
// SHA-256 of the source routes "/isr/page", "/p/[id]" and "/api/static/route", as recorded.
constexpr char kIsrKey[] =
    "/route-cache/APP_PAGE/c38585bae9266f2d684c4cd533090fd2a7343508ef724dfe5c9c985af08154be/$/isr";
constexpr char kIdKey[] =
    "/route-cache/PAGES/44c6b08b52f467be5d9f60f3f2a9557ec6a386f094aecbfe2ad058f7db32a2f5/$/p/1";
constexpr char kApiKey[] =
    "/route-cache/APP_ROUTE/2d3bd64e93d7487061697f2362ce1eb75bfd24a0bf5e0b0798b3ea4272e368df/$/api/"
    "static";

std::string RouteCache(const std::string& key, const std::string& kind, const std::string& source,
                       const std::string& is_fallback = "false") {
  return R"("routeCache":{"key":")" + key + R"(","owner":{"kind":")" + kind +
         R"(","sourceRoute":")" + source + R"("},"isFallback":)" + is_fallback + "}";
}

std::string IsrMeta(const std::string& more = "") {
  return R"({"headers":{"x-nextjs-stale-time":"300","x-nextjs-prerender":"1",)"
         R"("x-next-cache-tags":"_N_T_/layout,_N_T_/isr"},"segmentPaths":["/_tree","/isr/__PAGE__",)"
         R"("/lost"],)" +
         RouteCache(kIsrKey, "APP_PAGE", "/isr/page") + more + "}";
}

class PrerenderedEntryTest : public testing::Test {
 protected:
  PrerenderedEntryTest() {
    builder_.AppPage("/isr").AppPage("/").AppRoute("/api/static").Page("/p/[id]", true);
    builder_.StaticPage("/about");
  }

  void AddIsrSeed(const std::string& meta = IsrMeta()) { AddAppPage("/app/isr", meta); }
  void AddAppPage(const std::string& base, const std::string& meta) {
    const std::string path = kServer + base;
    files_.Add(path + ".html", "<p>" + base, 1000).Add(path + ".rsc", "rsc " + base, 2000);
    files_.Add(path + ".meta", meta, 3000);
    files_.Add(path + ".segments/_tree.segment.rsc", "tree");
    files_.Add(path + ".segments/isr/__PAGE__.segment.rsc", "page");
  }

  Result<std::shared_ptr<const PrerenderedEntry>> Load(PrerenderedRoute route,
                                                       const std::string& pathname) {
    build_ = builder_.Build();
    return LoadPrerenderedEntry(files_, build_, route,
                                build_.outputs[build_.output_by_pathname.at(pathname)]);
  }
  Result<std::shared_ptr<const PrerenderedEntry>> LoadIsr() {
    PrerenderedRoute route;
    route.path = route.source_route = "/isr";
    route.lifetime = {60, 31536000};
    return Load(route, "/isr");
  }

  BuildOutputBuilder builder_;
  BuildOutput build_;
  MemoryFileSystem files_;
};

TEST_F(PrerenderedEntryTest, ReadsAnAppPageOfTheBuild) {
  AddIsrSeed();
  const auto entry = LoadIsr();
  ASSERT_TRUE(entry) << entry.error().message;
  EXPECT_EQ((*entry)->kind, PrerenderedKind::kAppPage);
  EXPECT_EQ(*(*entry)->html, "<p>/app/isr");
  EXPECT_EQ(*(*entry)->rsc, "rsc /app/isr");
  EXPECT_EQ((*entry)->segments.size(), 2u);
  EXPECT_EQ(*(*entry)->segments.at("/isr/__PAGE__"), "page");
  EXPECT_TRUE((*entry)->has_segments);
  EXPECT_EQ((*entry)->tags, (std::vector<std::string>{"_N_T_/layout", "_N_T_/isr"}));
  ASSERT_EQ((*entry)->headers.size(), 2u);
  EXPECT_EQ((*entry)->headers[0].name, "x-nextjs-stale-time");
  EXPECT_EQ((*entry)->headers[1].name, "x-nextjs-prerender");
  EXPECT_EQ((*entry)->last_modified_ms, 1000);
  EXPECT_EQ((*entry)->lifetime.revalidate, 60);
  EXPECT_EQ((*entry)->status, std::nullopt);
  EXPECT_FALSE((*entry)->is_partial);
  EXPECT_FALSE((*entry)->html_entity_tag.empty());
  EXPECT_GT((*entry)->ByteSize(), (*entry)->html->size() + (*entry)->rsc->size());
}

TEST_F(PrerenderedEntryTest, FilesOfARunningServerComeFirst) {
  AddIsrSeed();
  AddAppPage(kIsrKey, R"({"status":404,"headers":{"x-a":["1","2"]},"routeCacheLastModified":77,)"
                      R"("cacheControl":{"revalidate":5,"expire":9}})");
  auto entry = LoadIsr();
  ASSERT_TRUE(entry) << entry.error().message;
  EXPECT_EQ(*(*entry)->html, std::string("<p>") + kIsrKey);
  EXPECT_EQ((*entry)->status, 404);
  EXPECT_EQ((*entry)->last_modified_ms, 77);
  EXPECT_EQ((*entry)->lifetime.revalidate, 5);
  EXPECT_EQ((*entry)->lifetime.expire, 9);
  EXPECT_EQ((*entry)->headers.size(), 2u);
  EXPECT_FALSE((*entry)->has_segments);

  AddAppPage(kIsrKey, R"({"cacheControl":{"revalidate":false}})");
  entry = LoadIsr();
  ASSERT_TRUE(entry) << entry.error().message;
  EXPECT_EQ((*entry)->lifetime.revalidate, std::nullopt);

  // An incomplete entry is a miss. The seed does not replace it.
  files_.Remove(std::string(kServer) + kIsrKey + ".meta");
  entry = LoadIsr();
  ASSERT_FALSE(entry);
  EXPECT_EQ(entry.error().code, ErrorCode::kNotFound);
}

TEST_F(PrerenderedEntryTest, LeavesOddEntriesToTheEntrypoint) {
  struct Case {
    const char* why;
    std::string meta;
    ErrorCode code;
  };
  const std::string route = RouteCache(kIsrKey, "APP_PAGE", "/isr/page");
  const Case cases[] = {
      {"a seed without owner", "{}", ErrorCode::kNotFound},
      {"a seed of another key", "{" + RouteCache("/x", "APP_PAGE", "/isr/page") + "}",
       ErrorCode::kNotFound},
      {"a seed of another owner", "{" + RouteCache(kIsrKey, "APP_PAGE", "/(a)/isr/page") + "}",
       ErrorCode::kNotFound},
      {"a fallback shell", "{" + RouteCache(kIsrKey, "APP_PAGE", "/isr/page", "true") + "}",
       ErrorCode::kNotFound},
      {"not JSON", "{", ErrorCode::kInvalidManifest},
      {"status is text", R"({"status":"x",)" + route + "}", ErrorCode::kInvalidManifest},
      {"a header is a number", R"({"headers":{"a":1},)" + route + "}", ErrorCode::kInvalidManifest},
      {"a path is a number", R"({"segmentPaths":[1],)" + route + "}", ErrorCode::kInvalidManifest},
      {"never cached", R"({"cacheControl":{"revalidate":0},)" + route + "}", ErrorCode::kNotFound},
  };
  for (const Case& c : cases) {
    AddIsrSeed(c.meta);
    const auto entry = LoadIsr();
    ASSERT_FALSE(entry) << c.why;
    EXPECT_EQ(entry.error().code, c.code) << c.why << ": " << entry.error().message;
  }

  for (const char* lost : {".html", ".rsc", ".meta"}) {
    AddIsrSeed();
    files_.Remove(kServer + std::string("/app/isr") + lost);
    const auto entry = LoadIsr();
    ASSERT_FALSE(entry) << lost;
    EXPECT_EQ(entry.error().code, ErrorCode::kNotFound) << lost;
  }
  AddIsrSeed();
  files_.Add(kServer + std::string("/app/isr.html"), "\xff");
  EXPECT_EQ(LoadIsr().error().code, ErrorCode::kInvalidManifest);
}

TEST_F(PrerenderedEntryTest, FlagsPartialEntries) {
  AddIsrSeed(IsrMeta(R"(,"postponed":"state")"));
  files_.Remove(kServer + std::string("/app/isr.rsc"));
  const auto entry = LoadIsr();
  ASSERT_TRUE(entry) << entry.error().message;
  EXPECT_TRUE((*entry)->is_partial);
}

TEST_F(PrerenderedEntryTest, ReadsPagesWithTheLifetimeOfTheManifest) {
  const std::string base = kServer + std::string("/pages/p/1");
  files_.Add(base + ".html", "<p>1", 5).Add(base + ".json", R"({"pageProps":{}})");
  files_.Add(base + ".meta",
             "{" + RouteCache(kIdKey, "PAGES", "/p/[id]") + R"(,"cacheControl":{"revalidate":5}})");
  PrerenderedRoute route;
  route.path = "/p/1";
  route.source_route = "/p/[id]";
  const auto entry = Load(route, "/p/[id]");
  ASSERT_TRUE(entry) << entry.error().message;
  EXPECT_EQ((*entry)->kind, PrerenderedKind::kPage);
  EXPECT_EQ(*(*entry)->data, R"({"pageProps":{}})");
  EXPECT_EQ((*entry)->page_pathname, "/p/[id]");
  EXPECT_EQ((*entry)->lifetime.revalidate, std::nullopt);
  EXPECT_NE((*entry)->data_entity_tag, (*entry)->html_entity_tag);
}

TEST_F(PrerenderedEntryTest, ReadsRouteHandlers) {
  const std::string base = kServer + std::string("/app/api/static");
  files_.Add(base + ".body", std::string("\0\xff", 2), 5);
  files_.Add(base + ".meta", R"({"status":200,"headers":{"content-type":"application/json"},)" +
                                 RouteCache(kApiKey, "APP_ROUTE", "/api/static/route") + "}");
  PrerenderedRoute route;
  route.path = route.source_route = "/api/static";
  const auto entry = Load(route, "/api/static");
  ASSERT_TRUE(entry) << entry.error().message;
  EXPECT_EQ((*entry)->kind, PrerenderedKind::kAppRoute);
  EXPECT_EQ((*entry)->body->size(), 2u);
  EXPECT_EQ((*entry)->html, nullptr);
}

TEST_F(PrerenderedEntryTest, RefusesPathsThatLeaveTheFolder) {
  AddIsrSeed();
  for (const char* path : {"/../isr", "/a/../isr", "/./isr", "//isr", "isr", "/isr/", ""}) {
    PrerenderedRoute route;
    route.path = path;
    const auto entry = Load(route, "/isr");
    ASSERT_FALSE(entry) << path;
    EXPECT_EQ(entry.error().code, ErrorCode::kNotFound) << path;
  }
}

TEST_F(PrerenderedEntryTest, ReadsPagesWithoutAHandler) {
  build_ = builder_.Build();
  const Output& about = build_.outputs[build_.output_by_pathname.at("/about")];
  EXPECT_EQ(LoadStaticPage(files_, build_, about).error().code, ErrorCode::kNotFound);
  files_.Add(kServer + std::string("/pages/about.html"), "<p>about");
  const auto entry = LoadStaticPage(files_, build_, about);
  ASSERT_TRUE(entry);
  EXPECT_EQ((*entry)->kind, PrerenderedKind::kStaticPage);
  EXPECT_EQ(*(*entry)->html, "<p>about");
  EXPECT_EQ((*entry)->lifetime.revalidate, std::nullopt);
}

TEST(StoredResponseTest, OnlyCompleteResponsesAnswerRequests) {
  const SharedBytes text = std::make_shared<const std::string>("x");
  PrerenderedEntry page;
  page.html = page.rsc = text;
  EXPECT_TRUE(IsComplete(page));
  PrerenderedEntry partial = page;
  partial.is_partial = true;
  EXPECT_FALSE(IsComplete(partial));
  PrerenderedEntry shell = page;
  shell.is_fallback = true;
  EXPECT_FALSE(IsComplete(shell));
  PrerenderedEntry without_rsc = page;
  without_rsc.rsc = nullptr;
  EXPECT_FALSE(IsComplete(without_rsc));
  PrerenderedEntry redirect;
  redirect.kind = PrerenderedKind::kPage;
  redirect.redirect = {"/caf\u00e9", 307};
  EXPECT_TRUE(IsComplete(redirect));
  redirect.redirect->location = "/a\nb";
  EXPECT_FALSE(IsComplete(redirect)) << "Node.js refuses it";
}

TEST(StoredResponseTest, NextWritesNoFilesOfRedirectsAndMissingPages) {
  PrerenderedEntry page;
  EXPECT_TRUE(HasFiles(page));
  PrerenderedEntry missing;
  missing.is_not_found = true;
  EXPECT_FALSE(HasFiles(missing));
  PrerenderedEntry redirect;
  redirect.redirect = {"/a", 307};
  EXPECT_FALSE(HasFiles(redirect));
}

}  // namespace
}  // namespace next_native

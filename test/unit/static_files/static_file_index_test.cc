#include "static_files/static_file_index.h"

#include <gtest/gtest.h>

#include <string>

#include "support/build_output_builder.h"
#include "support/memory_file_system.h"

namespace next_native {
namespace {

class StaticFileIndexTest : public testing::Test {
 protected:
  StaticFileIndexTest() {
    files_.AddDirectory("/app/.next/static").AddDirectory("/app/public/empty");
    for (const char* path :
         {"/app/public/h.txt", "/app/public/img/sp ace.txt", "/app/public/[a].txt",
          "/app/public/100%.txt", "/app/public/caff\xc3\xa8.txt", "/app/public/.hidden",
          "/app/public/.well-known/x.json", "/app/public/static/twice.txt",
          "/app/public/_next/static/twice.txt", "/app/static/twice.txt", "/app/static/sub/l.css",
          "/app/.next/static/twice.txt", "/app/.next/static/chunks/[slug]-d4.js",
          "/app/public/noext", "/app/public/a%41.txt", "/app/public/back\\slash.txt"}) {
      files_.Add(path, "content", 1234);
    }
  }
  StaticFileIndex Build() {
    Result<StaticFileIndex> index = StaticFileIndex::Build(files_, BuildOutputBuilder().Build());
    EXPECT_TRUE(index);
    return std::move(*index);
  }

  MemoryFileSystem files_;
};

TEST_F(StaticFileIndexTest, FindsFilesAsGetItem) {
  struct Case {
    const char* path;
    const char* file;  // null: not found; "": bad request
  };
  const Case cases[] = {
      {"/h.txt", "/app/public/h.txt"},
      {"/h.txt/", "/app/public/h.txt"},
      {"/h.txt//", nullptr},
      {"/H.txt", nullptr},
      {"/", nullptr},
      {"/img", nullptr},
      {"/empty", nullptr},
      {"/img/sp%20ace.txt", "/app/public/img/sp ace.txt"},
      {"/img/sp ace.txt", "/app/public/img/sp ace.txt"},
      {"/img/sp%2520ace.txt", "/app/public/img/sp ace.txt"},
      {"/img%2Fsp%20ace.txt", nullptr},
      {"/img%2Fsp%2520ace.txt", "/app/public/img/sp ace.txt"},
      {"/%5Ba%5D.txt", "/app/public/[a].txt"},
      {"/[a].txt", "/app/public/[a].txt"},
      {"/100%25.txt", "/app/public/100%.txt"},
      {"/100%.txt", ""},
      {"/a%41.txt", ""},
      {"/caff%C3%A8.txt", "/app/public/caff\xc3\xa8.txt"},
      {"/caff%c3%a8.txt", nullptr},  // escapes are compared in the given spelling
      {"/caff\xc3\xa8.txt", "/app/public/caff\xc3\xa8.txt"},
      {"/back\\slash.txt", nullptr},
      {"/.well-known/x.json", "/app/public/.well-known/x.json"},
      {"/.hidden", "/app/public/.hidden"},
      {"/noext", "/app/public/noext"},
      {"/_next/static/chunks/%5Bslug%5D-d4.js", "/app/.next/static/chunks/[slug]-d4.js"},
      {"/_next/static/chunks/[slug]-d4.js", "/app/.next/static/chunks/[slug]-d4.js"},
      {"/_next/static/twice.txt", "/app/.next/static/twice.txt"},
      {"/_next/static/none", nullptr},
      {"/_next/staticx/twice.txt", nullptr},
      {"/static/twice.txt", "/app/static/twice.txt"},
      {"/static/sub/l.css", "/app/static/sub/l.css"},
      {"/sub/l.css", nullptr},
      {"/static", nullptr},
      {"/../app/public/h.txt", nullptr},
      {"/%2e%2e/h.txt", nullptr},
      {"/h.txt%00", nullptr},
      {"/%", nullptr},
  };
  const StaticFileIndex index = Build();
  for (const Case& c : cases) {
    const StaticMatch match = index.Find(c.path);
    if (c.file == nullptr) {
      EXPECT_EQ(match.lookup, StaticLookup::kNone) << c.path;
    } else if (*c.file == '\0') {
      EXPECT_EQ(match.lookup, StaticLookup::kBadRequest) << c.path;
    } else {
      ASSERT_EQ(match.lookup, StaticLookup::kFound) << c.path;
      EXPECT_EQ(match.file->file_path, c.file) << c.path;
    }
  }
}

TEST_F(StaticFileIndexTest, DescribesFiles) {
  const StaticFileIndex index = Build();
  const StaticFile* file = index.Find("/h.txt").file;
  ASSERT_NE(file, nullptr);
  EXPECT_EQ(file->folder, StaticFolder::kPublic);
  EXPECT_EQ(file->path, "/h.txt");
  EXPECT_EQ(file->media_type, "text/plain; charset=UTF-8");
  EXPECT_EQ(file->info.size, 7u);
  EXPECT_EQ(file->info.mtime_ms, 1234);
  EXPECT_TRUE(file->is_servable);
  EXPECT_EQ(&index.files()[file->id], file);
  EXPECT_EQ(index.Find("/noext").file->media_type, "application/octet-stream");
  EXPECT_FALSE(index.Find("/.hidden").file->is_servable);
  EXPECT_TRUE(index.Find("/.well-known/x.json").file->is_servable);
  EXPECT_EQ(index.Find("/static/sub/l.css").file->folder, StaticFolder::kLegacyStatic);
  EXPECT_EQ(index.Find("/_next/static/twice.txt").file->folder, StaticFolder::kNextStatic);
}

TEST_F(StaticFileIndexTest, HashedFilesOfEarlierBuildsComeSecond) {
  for (const char* path :
       {"/old/1/static/twice.txt", "/old/1/static/chunks/a.js", "/old/1/static/chunks/b.js",
        "/old/2/static/chunks/a.js", "/old/2/static/chunks/c.js", "/old/2/server/d.js"}) {
    files_.Add(path, "content", 1234);
  }
  BuildOutputBuilder builder;
  builder.Value().config.older_dist_dirs = {"/old/1", "/old/2", "/old/gone"};
  const Result<StaticFileIndex> index = StaticFileIndex::Build(files_, builder.Build());
  ASSERT_TRUE(index);
  const auto file_at = [&](const char* path) {
    const StaticMatch match = index->Find(path);
    return match.file == nullptr ? "" : match.file->file_path;
  };
  EXPECT_EQ(file_at("/_next/static/twice.txt"), "/app/.next/static/twice.txt");
  EXPECT_EQ(file_at("/_next/static/chunks/a.js"), "/old/1/static/chunks/a.js");
  EXPECT_EQ(file_at("/_next/static/chunks/b.js"), "/old/1/static/chunks/b.js");
  EXPECT_EQ(file_at("/_next/static/chunks/c.js"), "/old/2/static/chunks/c.js");
  EXPECT_EQ(file_at("/_next/static/chunks/d.js"), "");
  EXPECT_EQ(index->Find("/_next/static/chunks/b.js").file->folder, StaticFolder::kNextStatic);
  for (size_t id = 0; id < index->files().size(); ++id) EXPECT_EQ(index->files()[id].id, id);
}

TEST_F(StaticFileIndexTest, MissingFoldersAreEmptyAndUnreadableOnesAnError) {
  const Result<StaticFileIndex> none =
      StaticFileIndex::Build(MemoryFileSystem(), BuildOutputBuilder().Build());
  ASSERT_TRUE(none);
  EXPECT_TRUE(none->files().empty());
  files_.Fail("/app/public/img");
  const Result<StaticFileIndex> failed =
      StaticFileIndex::Build(files_, BuildOutputBuilder().Build());
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, ErrorCode::kIoError);
}

}  // namespace
}  // namespace next_native

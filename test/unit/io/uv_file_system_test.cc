#include "io/uv_file_system.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace next_native {
namespace {

class UvFileSystemTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "uv-file-system-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  std::string Write(const std::string& name, const std::string& content) {
    const std::string path = root_ + "/" + name;
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  std::string root_;
  const UvFileSystem files_{};
};

TEST_F(UvFileSystemTest, ReadsFilesOfEverySize) {
  for (const size_t size : {size_t{0}, size_t{1}, size_t{65536}, size_t{65537}, size_t{1000000}}) {
    std::string content(size, '\0');
    for (size_t i = 0; i < size; ++i) content[i] = static_cast<char>(i * 31 % 251);
    const Result<std::string> read = files_.ReadFile(Write("file", content));
    ASSERT_TRUE(read) << size;
    EXPECT_EQ(*read, content) << size;
    EXPECT_LE(read->capacity(), size + 64) << "kept in memory, it takes what it is charged";
  }
}

TEST_F(UvFileSystemTest, ReadsFilesWhoseSizeIsUnknown) {
  const Result<std::string> read = files_.ReadFile("/proc/self/status");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->rfind("Name:", 0), 0u);
}

TEST_F(UvFileSystemTest, ReportsFilesThatCannotBeRead) {
  const std::string file = Write("file", "x");
  struct Case {
    const char* why;
    std::string path;
    ErrorCode code;
  };
  const Case cases[] = {
      {"no such file", root_ + "/none", ErrorCode::kNotFound},
      {"a file is not a folder", file + "/below", ErrorCode::kNotFound},
      {"longer than any name", root_ + "/" + std::string(5000, 'a'), ErrorCode::kNotFound},
      {"NUL must not cut the path short", file + std::string("\0x", 2), ErrorCode::kNotFound},
      {"a folder", root_, ErrorCode::kIoError},
  };
  for (const Case& c : cases) {
    const Result<std::string> read = files_.ReadFile(c.path);
    ASSERT_FALSE(read) << c.why;
    EXPECT_EQ(read.error().code, c.code) << c.why;
    EXPECT_EQ(read.error().file, c.path) << c.why;
  }
  EXPECT_EQ(files_.Stat(root_ + "/none").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(files_.List(root_ + "/none").error().code, ErrorCode::kNotFound);
  EXPECT_EQ(files_.List(file).error().code, ErrorCode::kNotFound);
}

TEST_F(UvFileSystemTest, RoundsDatesAsNode) {
  struct Case {
    timespec time;
    int64_t ms;
  };
  const Case cases[] = {
      {{1795174542, 49581078}, 1795174542050},
      {{1795174542, 49400000}, 1795174542049},
      {{1795174542, 500000}, 1795174542001},
      {{0, 0}, 0},
  };
  const std::string path = Write("dated", "12345");
  for (const Case& c : cases) {
    const timespec times[2] = {c.time, c.time};
    ASSERT_EQ(utimensat(AT_FDCWD, path.c_str(), times, 0), 0);
    const Result<FileInfo> info = files_.Stat(path);
    ASSERT_TRUE(info);
    EXPECT_EQ(info->mtime_ms, c.ms);
    EXPECT_EQ(info->size, 5u);
    EXPECT_EQ(info->kind, FileKind::kFile);
  }
}

TEST_F(UvFileSystemTest, ListsFoldersAndFollowsLinks) {
  const std::string file = Write("a.txt", "a");
  std::filesystem::create_directory(root_ + "/folder");
  std::filesystem::create_symlink(file, root_ + "/link");
  std::filesystem::create_directory_symlink(root_ + "/folder", root_ + "/linked-folder");
  std::filesystem::create_symlink(root_ + "/none", root_ + "/broken");
  ASSERT_EQ(mkfifo((root_ + "/pipe").c_str(), 0600), 0);

  Result<std::vector<DirectoryEntry>> entries = files_.List(root_);
  ASSERT_TRUE(entries);
  std::sort(entries->begin(), entries->end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  const std::vector<std::pair<std::string, FileKind>> expected = {
      {"a.txt", FileKind::kFile},
      {"broken", FileKind::kOther},
      {"folder", FileKind::kDirectory},
      {"link", FileKind::kFile},
      {"linked-folder", FileKind::kDirectory},
      {"pipe", FileKind::kOther},
  };
  ASSERT_EQ(entries->size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ((*entries)[i].name, expected[i].first);
    EXPECT_EQ((*entries)[i].kind, expected[i].second) << expected[i].first;
  }
}

}  // namespace
}  // namespace next_native

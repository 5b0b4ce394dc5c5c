// A FileSystem in memory, for tests.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace next_native {

class MemoryFileSystem : public FileSystem {
 public:
  // Adds or replaces a file and adds the folders above it. Paths are absolute.
  MemoryFileSystem& Add(std::string path, std::string content, int64_t mtime_ms = 0);
  // Adds an empty folder.
  MemoryFileSystem& AddDirectory(std::string path);
  // Removes a file if it exists.
  MemoryFileSystem& Remove(const std::string& path);
  // From now on, ReadFile, List and Stat of `path` fail with kIoError.
  MemoryFileSystem& Fail(std::string path);

  [[nodiscard]] Result<std::string> ReadFile(const std::string& path) const override;
  [[nodiscard]] Result<FileInfo> Stat(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<DirectoryEntry>> List(const std::string& path) const override;

 private:
  struct Entry {
    FileKind kind = FileKind::kFile;
    std::string content;
    int64_t mtime_ms = 0;
    bool fails = false;
  };
  std::map<std::string, Entry> entries_;
};

}  // namespace next_native

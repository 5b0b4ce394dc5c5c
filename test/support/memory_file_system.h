// A FileSystem in memory, for tests.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/file_system.h"

namespace next_native {

class MemoryFileSystem : public FileSystem {
 public:
  // Adds or replaces a file; the folders above it come into being. Paths are absolute.
  MemoryFileSystem& Add(std::string path, std::string content, int64_t mtime_ms = 0);
  // Adds an empty folder.
  MemoryFileSystem& AddDirectory(std::string path);
  // Removes a file, if there.
  MemoryFileSystem& Remove(const std::string& path);
  // Reading, listing or asking for `path` fails with kIoError from now on.
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

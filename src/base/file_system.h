// The file system as the core sees it. It is handed in, so tests need no disk.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace next_native {

enum class FileKind : uint8_t { kFile, kDirectory, kOther };

struct FileInfo {
  FileKind kind = FileKind::kFile;
  uint64_t size = 0;     // bytes
  int64_t mtime_ms = 0;  // milliseconds since the epoch, rounded as JavaScript's Stats.mtime is
};

struct DirectoryEntry {
  std::string name;  // the bytes that the file system stores
  FileKind kind = FileKind::kFile;
};

// Blocking and thread-safe: used while a build is loaded and by jobs on the worker pool, never on
// the event loop. Follows links. A missing path is ErrorCode::kNotFound.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  [[nodiscard]] virtual Result<std::string> ReadFile(const std::string& path) const = 0;
  [[nodiscard]] virtual Result<FileInfo> Stat(const std::string& path) const = 0;
  [[nodiscard]] virtual Result<std::vector<DirectoryEntry>> List(const std::string& path) const = 0;
};

}  // namespace next_native

// The real file system, through libuv's blocking calls.
#pragma once

#include "base/file_system.h"

namespace next_native {

// Stateless and thread-safe; needs no event loop. In the addon, Node.js provides libuv's symbols.
class UvFileSystem final : public FileSystem {
 public:
  [[nodiscard]] Result<std::string> ReadFile(const std::string& path) const override;
  [[nodiscard]] Result<FileInfo> Stat(const std::string& path) const override;
  [[nodiscard]] Result<std::vector<DirectoryEntry>> List(const std::string& path) const override;
};

}  // namespace next_native

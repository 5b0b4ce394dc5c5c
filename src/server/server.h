// One app's server: holds the site requests are answered from.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "server/exchange.h"
#include "server/site.h"

namespace next_native {

// Thread-safe. Exchanges hold the site they started with, so it may be replaced at any time.
class Server {
 public:
  explicit Server(std::shared_ptr<const FileSystem> files) : files_(std::move(files)) {}

  // Reads the build below `dir` and makes it the current site; on an error the one before stays.
  // Blocking. `config_json` is what ParseServerConfig reads.
  [[nodiscard]] Result<bool> Load(std::string dir, std::string_view config_json);

  // Null before the first Load.
  [[nodiscard]] std::shared_ptr<const Site> site() const;

  // What Next's cache in JavaScript does; see PrerenderedStore.
  void BeginUpdate(std::string_view key, std::shared_ptr<PrerenderedEntry> entry, int64_t now_ms);
  void EndUpdate(std::string_view key, bool is_on_disk, int64_t now_ms);
  void ExpireTags(const std::vector<std::string>& tags, int64_t now_ms);
  void MarkTagsStale(const std::vector<std::string>& tags, int64_t now_ms,
                     std::optional<int64_t> expire);

 private:
  const std::shared_ptr<const FileSystem> files_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Site> site_;
};

}  // namespace next_native

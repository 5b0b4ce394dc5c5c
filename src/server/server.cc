#include "server/server.h"

#include <utility>

#include "manifest/server_config.h"

namespace next_native {

Result<bool> Server::Load(std::string dir, std::string_view config_json) {
  Result<ServerConfig> config = ParseServerConfig(config_json);
  if (!config) return tl::unexpected<Error>(std::move(config.error()));
  Result<std::shared_ptr<const Site>> site = LoadSite(*files_, std::move(dir), std::move(*config));
  if (!site) return tl::unexpected<Error>(std::move(site.error()));
  const std::lock_guard lock(mutex_);
  site_.swap(*site);
  return true;
}

std::shared_ptr<const Site> Server::site() const {
  const std::lock_guard lock(mutex_);
  return site_;
}

void Server::BeginUpdate(std::string_view key, std::shared_ptr<PrerenderedEntry> entry,
                         int64_t now_ms) {
  if (const std::shared_ptr<const Site> current = site()) {
    current->prerendered->BeginUpdate(key, std::move(entry), now_ms);
  }
}

void Server::EndUpdate(std::string_view key, bool is_on_disk, int64_t now_ms) {
  if (const std::shared_ptr<const Site> current = site()) {
    current->prerendered->EndUpdate(key, is_on_disk, now_ms);
  }
}

void Server::ExpireTags(const std::vector<std::string>& tags, int64_t now_ms) {
  if (const std::shared_ptr<const Site> current = site()) {
    current->prerendered->ExpireTags(tags, now_ms);
  }
}

void Server::MarkTagsStale(const std::vector<std::string>& tags, int64_t now_ms,
                           std::optional<int64_t> expire) {
  if (const std::shared_ptr<const Site> current = site()) {
    current->prerendered->MarkTagsStale(tags, now_ms, expire);
  }
}

}  // namespace next_native

// The prerendered responses that may be sent from memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cache/load_job.h"
#include "cache/prerendered_reply.h"
#include "manifest/build_output.h"

namespace next_native {

// At most one of the two is set; neither: the entrypoint answers.
struct PrerenderedLookup {
  std::shared_ptr<PrerenderedReplies> replies;
  SharedLoadJob job;  // run it, then ask again
};

// What the store holds, and what it dropped to make room.
struct PrerenderedUsage {
  size_t entries = 0;
  size_t bytes = 0;
  size_t capacity = 0;  // in bytes
  uint64_t evictions = 0;
};

// Entries are read from the files of the build, or from those Next's own cache writes at run time,
// when first asked for, and kept within `cacheMaxMemorySize`. A response that is stale, or that
// somebody revalidated, is Next's to make anew; once its cache has written it, the store reads it
// again. Thread-safe.
class PrerenderedStore {
 public:
  explicit PrerenderedStore(std::shared_ptr<const BuildOutput> build);
  ~PrerenderedStore();
  PrerenderedStore(const PrerenderedStore&) = delete;
  PrerenderedStore& operator=(const PrerenderedStore&) = delete;

  // `path` is decoded and without base path, as the prerender manifest spells it; `output` is what
  // it was routed to. Stale and expired entries are not handed out.
  [[nodiscard]] PrerenderedLookup Find(std::string_view path, const Output& output, int64_t now_ms);
  // The HTML of a pages/ output that has no entrypoint.
  [[nodiscard]] PrerenderedLookup FindStaticPage(const Output& output);
  // To be called after encoded forms of an entry were made: its charge has grown.
  void Recharge(const std::shared_ptr<PrerenderedReplies>& replies);

  // Next's cache is about to store a response under `key` (see RouteCacheKey).
  void BeginUpdate(std::string_view key, int64_t now_ms);
  // It is done. `stored` is the lifetime of what is on disk now; nullopt where nothing is: the path
  // stays with Next.
  void EndUpdate(std::string_view key, std::optional<CacheLifetime> stored);
  // Responses made before `now_ms` that carry one of the tags are Next's to judge; so are, when
  // `expire` seconds have passed, those made before that moment (dist/server/lib/
  // incremental-cache/tags-manifest.external.js). nullopt: an earlier such moment stays.
  void InvalidateTags(const std::vector<std::string>& tags, int64_t now_ms,
                      std::optional<int64_t> expire = 0);

  [[nodiscard]] PrerenderedUsage usage() const;

 private:
  struct State;
  class EntryJob;
  class StaticPageJob;
  PrerenderedLookup FindOnDisk(std::string_view path, const Output& output);

  std::shared_ptr<State> state_;  // shared with the jobs, which may outlive this
};

}  // namespace next_native

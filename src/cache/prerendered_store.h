// The prerendered responses in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/load_job.h"
#include "cache/cache_usage.h"
#include "cache/prerendered_reply.h"
#include "manifest/build_output.h"

namespace next_native {

// At most one of `replies` and `job` is set. If neither is, the entrypoint answers.
struct PrerenderedLookup {
  std::shared_ptr<PrerenderedReplies> replies;
  SharedLoadJob job;      // run it, then ask again
  bool is_stale = false;  // send `replies`, and re-render the entry; see Renew()
};

// Stands for a re-render in flight. Releasing the last reference ends it.
using Renewal = std::shared_ptr<void>;

// Entries come from the files of the build, which are read at the first request, and from Next's
// own cache, which passes on what it stores at run time. They are kept within `cacheMaxMemorySize`.
// The store answers with fresh and stale entries; the entrypoint renders expired and unknown paths.
// The rules are those of Next's cache (dist/server/lib/incremental-cache: index.js,
// file-system-cache.js), so both give the same answer. Thread-safe.
class PrerenderedStore {
 public:
  explicit PrerenderedStore(std::shared_ptr<const BuildOutput> build);
  ~PrerenderedStore();
  PrerenderedStore(const PrerenderedStore&) = delete;
  PrerenderedStore& operator=(const PrerenderedStore&) = delete;

  // `path` is decoded and has no base path, as in the prerender manifest. `output` is the output
  // that it was routed to.
  [[nodiscard]] PrerenderedLookup Find(std::string_view path, const Output& output, int64_t now_ms);
  // For a stale entry. Null if a re-render is in flight; otherwise the caller re-renders the entry
  // and holds the result meanwhile.
  [[nodiscard]] Renewal Renew(const std::shared_ptr<PrerenderedReplies>& replies);
  // The HTML of a pages/ output that has no entrypoint.
  [[nodiscard]] PrerenderedLookup FindStaticPage(const Output& output);
  // Call it after encoded forms of an entry were made, because its charge has grown.
  void Recharge(const std::shared_ptr<PrerenderedReplies>& replies);

  // Next's cache is about to store a response under `key` (see cache/cache_key.h). `entry` has its
  // bodies, header fields, status, tags and lifetime, complete or not; null: of a kind that the
  // core does not know.
  void BeginUpdate(std::string_view key, std::shared_ptr<PrerenderedEntry> entry, int64_t now_ms);
  // Next's cache has stored it. `did_write`: in files, too, which can replace the entry when it is
  // evicted.
  void EndUpdate(std::string_view key, bool did_write, int64_t now_ms);

  // See TagTable.
  void ExpireTags(const std::vector<std::string>& tags, int64_t now_ms);
  void MarkTagsStale(const std::vector<std::string>& tags, int64_t now_ms,
                     std::optional<int64_t> expire);

  // Excludes static pages, which have a budget of their own.
  [[nodiscard]] CacheUsage usage() const;

 private:
  struct State;
  class EntryJob;
  class StaticPageJob;
  PrerenderedLookup FindOnDisk(std::string_view path, const Output& output, int64_t now_ms);

  std::shared_ptr<State> state_;  // shared with the jobs, which may outlive the store
};

}  // namespace next_native

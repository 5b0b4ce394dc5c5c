// The prerendered responses that may be sent from memory.
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

// At most one of `replies` and `job` is set; neither: the entrypoint answers.
struct PrerenderedLookup {
  std::shared_ptr<PrerenderedReplies> replies;
  SharedLoadJob job;      // run it, then ask again
  bool is_stale = false;  // `replies` may be sent, but are to be made anew: see Renew()
};

// An entry that is being made anew; when the last owner lets go of it, that is over.
using Renewal = std::shared_ptr<void>;

// Entries come from the files of the build, read when first asked for, and from Next's own cache,
// which hands over what it stores at run time; they are kept within `cacheMaxMemorySize`. Fresh and
// stale ones are handed out; what has expired, and what never was rendered, is Next's to make. The
// rules are those of its cache (dist/server/lib/incremental-cache: index.js, file-system-cache.js),
// so that either answers the same. Thread-safe.
class PrerenderedStore {
 public:
  explicit PrerenderedStore(std::shared_ptr<const BuildOutput> build);
  ~PrerenderedStore();
  PrerenderedStore(const PrerenderedStore&) = delete;
  PrerenderedStore& operator=(const PrerenderedStore&) = delete;

  // `path` is decoded and without base path, as the prerender manifest spells it; `output` is what
  // it was routed to.
  [[nodiscard]] PrerenderedLookup Find(std::string_view path, const Output& output, int64_t now_ms);
  // Of a stale entry: null if somebody has begun to make it anew, else the caller is to do it.
  [[nodiscard]] Renewal Renew(const std::shared_ptr<PrerenderedReplies>& replies);
  // The HTML of a pages/ output that has no entrypoint.
  [[nodiscard]] PrerenderedLookup FindStaticPage(const Output& output);
  // To be called after encoded forms of an entry were made: its charge has grown.
  void Recharge(const std::shared_ptr<PrerenderedReplies>& replies);

  // Next's cache is about to store a response under `key` (see cache/cache_key.h). `entry` has its
  // bodies, header fields, status, tags and lifetime; null: nothing the core could answer with.
  void BeginUpdate(std::string_view key, std::shared_ptr<PrerenderedEntry> entry, int64_t now_ms);
  // It is done. `is_on_disk`: an entry that is dropped from memory is found again in the files.
  void EndUpdate(std::string_view key, bool is_on_disk, int64_t now_ms);

  // See TagTable.
  void ExpireTags(const std::vector<std::string>& tags, int64_t now_ms);
  void MarkTagsStale(const std::vector<std::string>& tags, int64_t now_ms,
                     std::optional<int64_t> expire);

  // Without static pages, which have room of their own.
  [[nodiscard]] CacheUsage usage() const;

 private:
  struct State;
  class EntryJob;
  class StaticPageJob;
  PrerenderedLookup FindOnDisk(std::string_view path, const Output& output, int64_t now_ms);

  std::shared_ptr<State> state_;  // shared with the jobs, which may outlive this
};

}  // namespace next_native

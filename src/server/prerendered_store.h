// The prerendered responses of a build that may be sent from memory.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_map.h"
#include "cache/load_job.h"
#include "cache/lru_cache.h"
#include "cache/prerendered_reply.h"
#include "manifest/build_output.h"

namespace next_native {

// At most one of the two is set; neither: the entrypoint answers.
struct PrerenderedLookup {
  std::shared_ptr<PrerenderedReplies> replies;
  SharedLoadJob job;  // run it, then ask again
};

// Entries are read from the build's files when first asked for and kept within
// `cacheMaxMemorySize`. A response that was rendered anew or revalidated by JavaScript belongs to
// Next's own cache from then on: the store never hands it out again. Thread-safe.
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

  // `page_path` as cache keys have it: decoded, "/index" for "/".
  void Invalidate(std::string_view page_path);
  void InvalidateTags(const std::vector<std::string>& tags);

 private:
  struct State;
  class EntryJob;
  PrerenderedLookup Load(std::string_view key, const PrerenderedRoute* route, const Output& output);

  std::shared_ptr<State> state_;  // shared with the jobs, which may outlive this
};

}  // namespace next_native

#include "server/prerendered_store.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <mutex>
#include <utility>

#include "base/text_map.h"
#include "cache/freshness.h"
#include "cache/lru_cache.h"

namespace next_native {
namespace {

// Revalidated tags remembered for entries made before. Past this many, every entry made before is
// left to Next instead, so that a flood of tags cannot fill the memory.
constexpr size_t kMaxRememberedTags = 10000;

// Keys of paths that the build did not render but a request did, such as new posts of a blog.
// Clients choose these paths, so what is known of them is bounded in bytes.
constexpr size_t kMaxRuntimeKeyBytes = 8 * 1024 * 1024;
constexpr size_t kRuntimeKeyOverhead = 256;

// Pages without an entrypoint are kept apart: with `cacheMaxMemorySize: 0` they still come from
// here, as there is nowhere else.
constexpr size_t kStaticPageCapacity = 16 * 1024 * 1024;

// The path of a cache key: "/route-cache/APP_PAGE/<hash>/$/index" is that of "/"
// (next's lib/route-cache-key.js, shared/lib/page-path/denormalize-page-path.js).
std::string_view PathOfKey(std::string_view key) {
  constexpr std::string_view kOwnerEnd = "/$";
  constexpr std::string_view kIndex = "/index";
  if (const size_t end = key.find(kOwnerEnd); end != std::string_view::npos) {
    key.remove_prefix(end + kOwnerEnd.size());
  }
  if (key == kIndex) return "/";
  if (key.starts_with("/index/")) key.remove_prefix(kIndex.size());
  return key;
}

constexpr int64_t kLongAgo = std::numeric_limits<int64_t>::min();
constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

struct CachedEntry {
  std::shared_ptr<PrerenderedReplies> replies;
  // The tag version at which no tag of the entry had been revalidated, and when the next of them
  // expires, in milliseconds since the epoch.
  std::atomic<uint64_t> checked_version = 0;
  std::atomic<int64_t> next_expiry_ms = kLongAgo;
};

// When a tag was last revalidated, and the moment from which on everything made before that moment
// counts as expired. It may lie ahead, and then strikes what was made since the revalidation, too.
struct TagState {
  int64_t revalidated_ms = kLongAgo;
  int64_t expired_ms = kLongAgo;
};

// What is known of a path, as one output renders it, besides its entry.
struct PathState {
  int updates = 0;           // writes in progress
  bool is_given_up = false;  // Next answers until it has written the path again
  bool did_overlap = false;  // two writes at once: which of them is on disk is unknown
  uint64_t generation = 0;   // goes up with every write: an older read is void
  // Of what was written last: the files alone do not tell it as Next's memory does.
  int64_t made_at_ms = 0;
  std::optional<CacheLifetime> lifetime;
};

// The entry as Next has it in memory, if it was written by this process.
std::shared_ptr<const PrerenderedEntry> AsWritten(std::shared_ptr<const PrerenderedEntry> entry,
                                                  const PathState& path) {
  if (!path.lifetime) return entry;
  auto copy = std::make_shared<PrerenderedEntry>(*entry);
  copy->last_modified_ms = path.made_at_ms;
  copy->lifetime = *path.lifetime;
  return copy;
}

}  // namespace

struct PrerenderedStore::State {
  State(std::shared_ptr<const BuildOutput> output, size_t bytes)
      : build(std::move(output)),
        capacity(bytes),
        entries(bytes),
        static_pages(kStaticPageCapacity) {}

  // By cache key. Requires `mutex`. Null where one more path would be too many.
  PathState* StateOf(std::string_view key) {
    if (auto found = paths.find(key); found != paths.end()) return &found->second;
    if (!build->prerendered.contains(PathOfKey(key))) {
      const size_t bytes = key.size() + kRuntimeKeyOverhead;
      if (runtime_key_bytes + bytes > kMaxRuntimeKeyBytes) ForgetGivenUp();
      if (runtime_key_bytes + bytes > kMaxRuntimeKeyBytes) return nullptr;
      runtime_key_bytes += bytes;
    }
    return &paths[std::string(key)];
  }
  // A path nobody knows is Next's to answer, just as one that was given up. Requires `mutex`.
  void ForgetGivenUp() {
    std::erase_if(paths, [this](const auto& path) {
      const auto& [key, state] = path;
      if (!state.is_given_up || state.updates > 0) return false;
      if (build->prerendered.contains(PathOfKey(key))) return false;
      runtime_key_bytes -= key.size() + kRuntimeKeyOverhead;
      return true;
    });
  }
  // When tags make the entry Next's to judge: kLongAgo if they have, kNever if none does. Requires
  // `mutex`.
  int64_t TagExpiryOf(const PrerenderedEntry& entry) const {
    const int64_t made_at = entry.last_modified_ms;
    if (made_at < everything_before_ms) return kLongAgo;
    int64_t expiry = kNever;
    for (const std::string& tag : entry.tags) {
      const auto found = revalidated_tags.find(tag);
      if (found == revalidated_tags.end()) continue;
      if (made_at < found->second.revalidated_ms) return kLongAgo;
      if (made_at < found->second.expired_ms) expiry = std::min(expiry, found->second.expired_ms);
    }
    return expiry;
  }

  const std::shared_ptr<const BuildOutput> build;
  const size_t capacity;                      // of `entries`, in bytes
  LruCache<CachedEntry> entries;              // by path
  LruCache<PrerenderedReplies> static_pages;  // by file
  std::atomic<uint64_t> tag_version = 0;      // goes up with every revalidation

  std::mutex mutex;          // guards what follows
  TextMap<PathState> paths;  // by cache key
  size_t runtime_key_bytes = 0;
  TextMap<bool> missing_pages;  // files of static pages that cannot be read
  TextMap<TagState> revalidated_tags;
  int64_t everything_before_ms = kLongAgo;
  TextMap<std::weak_ptr<LoadJob>> running;  // by cache key, or by file of a static page
};

// Reads one entry from disk. Whatever goes wrong, the path is given up: the entrypoint answers.
class PrerenderedStore::EntryJob : public LoadJob {
 public:
  EntryJob(std::shared_ptr<State> state, std::string key, PrerenderedRoute route,
           const Output& output, uint64_t generation)
      : state_(std::move(state)),
        key_(std::move(key)),
        route_(std::move(route)),
        output_(output),
        generation_(generation) {}

  void Run(const FileSystem& files) override {
    const uint64_t version = state_->tag_version;
    Result<std::shared_ptr<const PrerenderedEntry>> entry =
        LoadPrerenderedEntry(files, *state_->build, route_, output_);
    const std::lock_guard lock(state_->mutex);
    state_->running.erase(key_);
    PathState* path = state_->StateOf(key_);
    // Read while it was being written: whoever asks next reads it again.
    if (path == nullptr || path->generation != generation_) return;
    if (entry) entry = AsWritten(std::move(*entry), *path);
    if (!entry || (*entry)->is_partial || state_->TagExpiryOf(**entry) == kLongAgo) {
      path->is_given_up = true;
      return;
    }
    auto cached = std::make_shared<CachedEntry>();
    cached->replies = PrerenderedReplies::Make(std::move(*entry), state_->build->config);
    cached->checked_version = version;
    const size_t charge = cached->replies->ByteSize();
    // With its encoded forms it would not stay, and every request would read it again.
    if (charge * 2 > state_->capacity) {
      path->is_given_up = true;
      return;
    }
    state_->entries.Put(route_.path, std::move(cached), charge);
  }

 private:
  const std::shared_ptr<State> state_;
  const std::string key_;
  const PrerenderedRoute route_;
  const Output& output_;  // of state_->build
  const uint64_t generation_;
};

class PrerenderedStore::StaticPageJob : public LoadJob {
 public:
  StaticPageJob(std::shared_ptr<State> state, const Output& output)
      : state_(std::move(state)), output_(output) {}

  void Run(const FileSystem& files) override {
    Result<std::shared_ptr<const PrerenderedEntry>> entry =
        LoadStaticPage(files, *state_->build, output_);
    const std::lock_guard lock(state_->mutex);
    state_->running.erase(output_.file);
    if (!entry) {
      state_->missing_pages.emplace(output_.file, true);
      return;
    }
    auto replies = PrerenderedReplies::Make(std::move(*entry), state_->build->config);
    // Charged with the encoded forms to come, and kept whatever its size: nothing else has it.
    const size_t charge = std::min(replies->ByteSize() * 2, kStaticPageCapacity);
    state_->static_pages.Put(output_.file, std::move(replies), charge);
  }

 private:
  const std::shared_ptr<State> state_;
  const Output& output_;  // of state_->build
};

PrerenderedStore::PrerenderedStore(std::shared_ptr<const BuildOutput> build) {
  const int64_t capacity = std::max<int64_t>(build->config.cache_max_memory_size, 0);
  state_ = std::make_shared<State>(std::move(build), static_cast<size_t>(capacity));
}

PrerenderedStore::~PrerenderedStore() = default;

PrerenderedLookup PrerenderedStore::Find(std::string_view path, const Output& output,
                                         int64_t now_ms) {
  const std::shared_ptr<CachedEntry> cached = state_->entries.Get(path);
  // Two outputs can render one path, under different spellings of it.
  if (!cached || cached->replies->entry().page_pathname != output.pathname) {
    return FindOnDisk(path, output);
  }
  const PrerenderedEntry& entry = cached->replies->entry();
  const uint64_t version = state_->tag_version;
  if (cached->checked_version != version || cached->next_expiry_ms <= now_ms) {
    const std::lock_guard lock(state_->mutex);
    const int64_t expiry_ms = state_->TagExpiryOf(entry);
    if (expiry_ms <= now_ms) {
      if (PathState* known = state_->StateOf(RouteCacheKey(output, path))) {
        known->is_given_up = true;
      }
      state_->entries.Erase(path);
      return {};
    }
    cached->next_expiry_ms = expiry_ms;
    cached->checked_version = version;
  }
  if (FreshnessOf(entry.last_modified_ms, entry.lifetime, now_ms) != Freshness::kFresh) return {};
  return {cached->replies, nullptr};
}

PrerenderedLookup PrerenderedStore::FindOnDisk(std::string_view path, const Output& output) {
  const BuildOutput& build = *state_->build;
  PrerenderedRoute route;
  const auto built = build.prerendered.find(path);
  const bool is_built = built != build.prerendered.end();
  if (is_built) {
    route = built->second;
    // A path another page prerendered is none of this page's business.
    const std::string& owner = route.source_route.empty() ? route.path : route.source_route;
    if (route.is_partial || owner != output.pathname) return {};
  } else {
    route.path = path;
    route.source_route = output.pathname;
  }

  std::string key = RouteCacheKey(output, path);
  const std::lock_guard lock(state_->mutex);
  const auto known = state_->paths.find(key);
  const bool is_known = known != state_->paths.end();
  if (key.empty() || (!is_built && !is_known)) return {};  // never rendered
  if (is_known && known->second.is_given_up) return {};
  if (auto running = state_->running.find(key); running != state_->running.end()) {
    if (SharedLoadJob job = running->second.lock()) return {nullptr, std::move(job)};
  }
  auto job = std::make_shared<EntryJob>(state_, key, std::move(route), output,
                                        is_known ? known->second.generation : 0);
  state_->running.insert_or_assign(std::move(key), job);
  return {nullptr, std::move(job)};
}

PrerenderedLookup PrerenderedStore::FindStaticPage(const Output& output) {
  // A file does not begin with a slash, so its key cannot meet that of a path.
  const std::string& key = output.file;
  if (std::shared_ptr<PrerenderedReplies> replies = state_->static_pages.Get(key)) {
    return {std::move(replies), nullptr};
  }
  const std::lock_guard lock(state_->mutex);
  if (state_->missing_pages.contains(key)) return {};
  if (auto running = state_->running.find(key); running != state_->running.end()) {
    if (SharedLoadJob job = running->second.lock()) return {nullptr, std::move(job)};
  }
  auto job = std::make_shared<StaticPageJob>(state_, output);
  state_->running.insert_or_assign(key, job);
  return {nullptr, std::move(job)};
}

void PrerenderedStore::Recharge(const std::shared_ptr<PrerenderedReplies>& replies) {
  const std::string& path = replies->entry().path;
  const std::shared_ptr<CachedEntry> cached = state_->entries.Get(path);
  if (!cached || cached->replies != replies) return;
  state_->entries.Recharge(path, cached, replies->ByteSize());
}

void PrerenderedStore::BeginUpdate(std::string_view key, int64_t now_ms) {
  const std::lock_guard lock(state_->mutex);
  state_->entries.Erase(PathOfKey(key));
  PathState* known = state_->StateOf(key);
  if (known == nullptr) return;
  ++known->updates;
  ++known->generation;
  known->is_given_up = true;
  known->did_overlap = known->updates > 1;
  known->made_at_ms = now_ms;
}

void PrerenderedStore::EndUpdate(std::string_view key, std::optional<CacheLifetime> stored) {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->paths.find(key);
  if (found == state_->paths.end() || found->second.updates == 0) return;
  PathState& known = found->second;
  --known.updates;
  known.lifetime = stored;
  known.is_given_up = known.updates > 0 || known.did_overlap || !stored;
}

void PrerenderedStore::InvalidateTags(const std::vector<std::string>& tags, int64_t now_ms,
                                      std::optional<int64_t> expire) {
  const std::lock_guard lock(state_->mutex);
  for (const std::string& tag : tags) {
    TagState& state = state_->revalidated_tags[tag];
    state.revalidated_ms = now_ms;
    if (expire) state.expired_ms = now_ms + *expire * 1000;
  }
  if (state_->revalidated_tags.size() > kMaxRememberedTags) {
    state_->everything_before_ms = now_ms;
    state_->revalidated_tags.clear();
  }
  ++state_->tag_version;
}

PrerenderedUsage PrerenderedStore::usage() const {
  const LruCache<CachedEntry>& entries = state_->entries;
  return {entries.size(), entries.charge(), state_->capacity, entries.evictions()};
}

}  // namespace next_native

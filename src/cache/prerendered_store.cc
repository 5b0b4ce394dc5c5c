#include "cache/prerendered_store.h"

#include <algorithm>
#include <atomic>
#include <limits>
#include <unordered_map>
#include <utility>

#include "base/mutex.h"
#include "base/text_map.h"
#include "cache/cache_key.h"
#include "cache/freshness.h"
#include "cache/lru_cache.h"
#include "cache/tag_table.h"

namespace next_native {
namespace {

// The budget for paths that the build did not render, such as new posts of a blog. Clients choose
// these paths, so the state kept for them is bounded.
constexpr size_t kMaxRuntimeKeyBytes = 8 * 1024 * 1024;
constexpr size_t kRuntimeKeyOverhead = 256;

// The budget for pages without an entrypoint. It is a separate one because these pages come from
// memory even with `cacheMaxMemorySize: 0`: no entrypoint could answer instead.
constexpr size_t kStaticPageCapacity = 16 * 1024 * 1024;

// How long the entrypoint answers for a path without usable files before they are read again:
// another process may write some.
constexpr int64_t kRetryMs = 1000;

constexpr int64_t kLongAgo = std::numeric_limits<int64_t>::min();
constexpr int64_t kNever = std::numeric_limits<int64_t>::max();

struct CachedEntry {
  std::shared_ptr<PrerenderedReplies> replies;
  const Output* output = nullptr;
  std::atomic<bool> is_renewing = false;
  // The last verdict of the tags, the version of their table, and how long it holds.
  std::atomic<uint64_t> judged_version = std::numeric_limits<uint64_t>::max();
  std::atomic<int64_t> judged_until_ms = kLongAgo;
  std::atomic<bool> has_stale_tag = false;
};

// The state of a path as one output renders it, apart from its entry in memory.
struct PathState {
  int updates = 0;           // writes in progress
  bool did_overlap = false;  // writes overlapped: it is unknown which one is on disk
  uint64_t generation = 0;   // grows with every write, which voids reads in flight
  // The files are unusable: the entrypoint answers until it has written the path again, or until
  // `given_up_until_ms`.
  bool is_given_up = false;
  int64_t given_up_until_ms = kNever;
  // About the last write of this process. The files alone do not say what Next's memory does.
  int64_t made_at_ms = 0;
  int64_t written_at_ms = kLongAgo;
  std::optional<CacheLifetime> lifetime;
  bool has_files = false;  // see HasFiles()
  // The date of the last entry whose re-render stored nothing.
  int64_t fruitless_ms = kLongAgo;
};

std::optional<PrerenderedKind> KindOf(const Output& output) {
  switch (output.kind) {
    case OutputKind::kAppPage:
      return PrerenderedKind::kAppPage;
    case OutputKind::kAppRoute:
      return PrerenderedKind::kAppRoute;
    case OutputKind::kPage:
      return PrerenderedKind::kPage;
    case OutputKind::kPagesApi:
    case OutputKind::kStaticPage:
      return std::nullopt;
  }
  return std::nullopt;
}

// The key including its owner.
std::string ScopedKey(std::string_view key, const CacheKeyParts& parts, const Output& owner) {
  return parts.owner.empty() ? RouteCacheKey(owner, parts.path) : std::string(key);
}

void GiveUp(PathState* path, int64_t until_ms) {
  path->is_given_up = true;
  path->given_up_until_ms = until_ms;
}

// The entry as Next.js has it in memory, if this process wrote it last.
std::shared_ptr<const PrerenderedEntry> AsWritten(std::shared_ptr<const PrerenderedEntry> entry,
                                                  const PathState& path) {
  if (!path.lifetime) return entry;
  const bool is_newer = entry->last_modified_ms > path.written_at_ms;
  if (is_newer && entry->has_stored_lifetime) return entry;
  auto copy = std::make_shared<PrerenderedEntry>(*entry);
  copy->lifetime = *path.lifetime;
  if (!is_newer) copy->last_modified_ms = path.made_at_ms;
  return copy;
}

}  // namespace

struct PrerenderedStore::State {
  State(std::shared_ptr<const BuildOutput> output, size_t bytes)
      : build(std::move(output)),
        capacity(bytes),
        entries(bytes),
        static_pages(kStaticPageCapacity) {
    for (const Output& owner : build->outputs) {
      std::string name = RouteCacheNamespace(owner);
      if (name.empty()) continue;
      owners.emplace(name, &owner);
      namespaces.emplace(&owner, std::move(name));
    }
  }

  // RouteCacheKey(), without hashing the name of the output for each request.
  std::string KeyOf(const Output& output, std::string_view path) const {
    const auto found = namespaces.find(&output);
    return found == namespaces.end() ? std::string() : RouteCacheKey(found->second, path);
  }

  // The output that the key belongs to; null if the build has none.
  const Output* OwnerOf(const CacheKeyParts& key) const {
    if (!key.owner.empty()) {
      const auto found = owners.find(key.owner);
      return found == owners.end() ? nullptr : found->second;
    }
    const auto built = build->prerendered.find(key.path);
    const std::string_view pathname =
        built != build->prerendered.end() && !built->second.source_route.empty()
            ? std::string_view(built->second.source_route)
            : key.path;
    const auto found = build->output_by_pathname.find(pathname);
    return found == build->output_by_pathname.end() ? nullptr : &build->outputs[found->second];
  }

  // The state for a cache key. Null if it is new and the budget is used up.
  PathState* StateOf(std::string_view key) REQUIRES(mutex) {
    if (auto found = paths.find(key); found != paths.end()) return &found->second;
    if (!build->prerendered.contains(SplitCacheKey(key).path)) {
      const size_t bytes = key.size() + kRuntimeKeyOverhead;
      if (runtime_key_bytes + bytes > kMaxRuntimeKeyBytes) ForgetGivenUp();
      if (runtime_key_bytes + bytes > kMaxRuntimeKeyBytes) return nullptr;
      runtime_key_bytes += bytes;
    }
    return &paths[std::string(key)];
  }
  // Makes room. Unknown and given up paths are both looked up on disk, so the latter can be
  // forgotten.
  void ForgetGivenUp() REQUIRES(mutex) {
    std::erase_if(paths, [this](const auto& path) REQUIRES(mutex) {
      const auto& [key, state] = path;
      if (!state.is_given_up || state.updates > 0 || state.lifetime) return false;
      if (build->prerendered.contains(SplitCacheKey(key).path)) return false;
      runtime_key_bytes -= key.size() + kRuntimeKeyOverhead;
      return true;
    });
  }

  // For a path that the build did not render: whether this or an earlier process may have.
  bool MayHaveFiles(std::string_view key, const Output& output) const REQUIRES(mutex) {
    if (const auto known = paths.find(key); known != paths.end()) return true;
    const auto pattern = build->prerendered_dynamic.find(output.pathname);
    return pattern != build->prerendered_dynamic.end() &&
           pattern->second.fallback != FallbackMode::kNotFound;
  }

  // Puts the entry into memory. Returns false if it is too large: it must fit with its encoded
  // forms.
  bool Keep(std::shared_ptr<const PrerenderedEntry> entry, const Output& output) {
    auto cached = std::make_shared<CachedEntry>();
    cached->replies = PrerenderedReplies::Make(std::move(entry), build->config);
    cached->output = &output;
    const size_t charge = cached->replies->ByteSize();
    const std::string& path = cached->replies->entry().path;
    if (charge * 2 > capacity) {
      entries.Erase(path);
      return false;
    }
    entries.Put(path, std::move(cached), charge);
    return true;
  }

  // The re-render of the entry is over. If the entry is still there, it stored nothing.
  void EndRenewal(const std::shared_ptr<CachedEntry>& cached) EXCLUDES(mutex) {
    const PrerenderedEntry& entry = cached->replies->entry();
    cached->is_renewing = false;
    const MutexLock lock(mutex);
    if (!entries.EraseIf(entry.path, cached)) return;
    if (PathState* path = StateOf(KeyOf(*cached->output, entry.path))) {
      path->fruitless_ms = entry.last_modified_ms;
    }
  }

  const std::shared_ptr<const BuildOutput> build;
  const size_t capacity;          // of `entries`, in bytes
  TextMap<const Output*> owners;  // by RouteCacheNamespace()
  std::unordered_map<const Output*, std::string> namespaces;
  LruCache<CachedEntry> entries;              // by path
  LruCache<PrerenderedReplies> static_pages;  // by file
  TagTable tags;

  Mutex mutex;
  TextMap<PathState> paths GUARDED_BY(mutex);  // by cache key
  size_t runtime_key_bytes GUARDED_BY(mutex) = 0;
  TextMap<bool> missing_pages GUARDED_BY(mutex);  // files of static pages that cannot be read
  // By cache key, or by file of a static page.
  TextMap<std::weak_ptr<LoadJob>> running GUARDED_BY(mutex);
};

// Reads one entry from disk. After any failure the path is given up: the entrypoint answers.
class PrerenderedStore::EntryJob : public LoadJob {
 public:
  EntryJob(std::shared_ptr<State> state, std::string key, PrerenderedRoute route,
           const Output& output, uint64_t generation, int64_t now_ms)
      : state_(std::move(state)),
        key_(std::move(key)),
        route_(std::move(route)),
        output_(output),
        generation_(generation),
        now_ms_(now_ms) {}

  void Run(const FileSystem& files) override {
    Result<std::shared_ptr<const PrerenderedEntry>> entry =
        LoadPrerenderedEntry(files, *state_->build, route_, output_);
    const MutexLock lock(state_->mutex);
    state_->running.erase(key_);
    PathState* path = state_->StateOf(key_);
    // A write overtook the read. The next request reads the files again.
    if (path == nullptr || path->generation != generation_) return;
    if (!entry) return GiveUp(path, now_ms_ + kRetryMs);
    entry = AsWritten(std::move(*entry), *path);
    const bool is_built = state_->build->prerendered.contains(route_.path);
    const bool has_lifetime = is_built || path->lifetime || (*entry)->has_stored_lifetime;
    if ((*entry)->is_partial || !has_lifetime) return GiveUp(path, kNever);
    if ((*entry)->last_modified_ms == path->fruitless_ms) return GiveUp(path, now_ms_ + kRetryMs);
    path->is_given_up = false;
    if (!state_->Keep(std::move(*entry), output_)) GiveUp(path, kNever);
  }

 private:
  const std::shared_ptr<State> state_;
  const std::string key_;
  const PrerenderedRoute route_;
  const Output& output_;  // of state_->build
  const uint64_t generation_;
  const int64_t now_ms_;
};

class PrerenderedStore::StaticPageJob : public LoadJob {
 public:
  StaticPageJob(std::shared_ptr<State> state, const Output& output)
      : state_(std::move(state)), output_(output) {}

  void Run(const FileSystem& files) override {
    Result<std::shared_ptr<const PrerenderedEntry>> entry =
        LoadStaticPage(files, *state_->build, output_);
    const MutexLock lock(state_->mutex);
    state_->running.erase(output_.file);
    if (!entry) {
      state_->missing_pages.emplace(output_.file, true);
      return;
    }
    auto replies = PrerenderedReplies::Make(std::move(*entry), state_->build->config);
    // The charge includes encoded forms to come. The page is kept whatever its size, because
    // nothing else can answer.
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
  // Two outputs can render one path, in different spellings.
  if (!cached || cached->output->pathname != output.pathname) {
    return FindOnDisk(path, output, now_ms);
  }
  const PrerenderedEntry& entry = cached->replies->entry();
  const uint64_t version = state_->tags.version();
  if (cached->judged_version != version || cached->judged_until_ms <= now_ms) {
    const TagVerdict verdict = state_->tags.Judge(entry.tags, entry.last_modified_ms, now_ms);
    // The entry stays: the re-render replaces it.
    if (verdict.is_expired) return {};
    cached->has_stale_tag = verdict.is_stale;
    cached->judged_until_ms = verdict.next_expiry_ms;
    cached->judged_version = version;
  }
  const Freshness freshness = FreshnessOf(entry.last_modified_ms, entry.lifetime, now_ms);
  if (freshness == Freshness::kExpired) return {};
  const bool is_stale = freshness == Freshness::kStale || cached->has_stale_tag;
  return {cached->replies, nullptr, is_stale};
}

Renewal PrerenderedStore::Renew(const std::shared_ptr<PrerenderedReplies>& replies) {
  const std::shared_ptr<CachedEntry> cached = state_->entries.Get(replies->entry().path);
  if (!cached || cached->replies != replies || cached->is_renewing.exchange(true)) return nullptr;
  return {cached.get(), [state = state_, cached](void*) { state->EndRenewal(cached); }};
}

PrerenderedLookup PrerenderedStore::FindOnDisk(std::string_view path, const Output& output,
                                               int64_t now_ms) {
  const BuildOutput& build = *state_->build;
  PrerenderedRoute route;
  const auto built = build.prerendered.find(path);
  if (built != build.prerendered.end()) {
    route = built->second;
    // Another page prerendered this path.
    const std::string& owner = route.source_route.empty() ? route.path : route.source_route;
    if (route.is_partial || owner != output.pathname) return {};
  } else {
    route.path = path;
    route.source_route = output.pathname;
  }

  std::string key = state_->KeyOf(output, path);
  if (key.empty() || state_->capacity == 0) return {};
  const MutexLock lock(state_->mutex);
  if (built == build.prerendered.end() && !state_->MayHaveFiles(key, output)) return {};
  const PathState* known = state_->StateOf(key);
  if (known == nullptr || known->updates > 0) return {};
  if (known->is_given_up && now_ms < known->given_up_until_ms) return {};
  if (auto running = state_->running.find(key); running != state_->running.end()) {
    if (SharedLoadJob job = running->second.lock()) return {nullptr, std::move(job)};
  }
  auto job =
      std::make_shared<EntryJob>(state_, key, std::move(route), output, known->generation, now_ms);
  state_->running.insert_or_assign(std::move(key), job);
  return {nullptr, std::move(job)};
}

PrerenderedLookup PrerenderedStore::FindStaticPage(const Output& output) {
  // The name of a file does not begin with a slash, so it never equals the key of a path.
  const std::string& key = output.file;
  if (std::shared_ptr<PrerenderedReplies> replies = state_->static_pages.Get(key)) {
    return {std::move(replies), nullptr};
  }
  const MutexLock lock(state_->mutex);
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
  state_->entries.Recharge(path, cached, replies->ByteSize(), replies->VariantCount());
}

void PrerenderedStore::BeginUpdate(std::string_view key, std::shared_ptr<PrerenderedEntry> entry,
                                   int64_t now_ms) {
  const CacheKeyParts parts = SplitCacheKey(key);
  const Output* output = state_->OwnerOf(parts);
  const std::string own_key = output ? ScopedKey(key, parts, *output) : std::string();
  const bool is_kept =
      entry && output && entry->kind == KindOf(*output) && IsComplete(*entry) && IsServable(*entry);
  if (is_kept) {
    entry->path = parts.path;
    entry->page_pathname = output->pathname;
    entry->last_modified_ms = now_ms;
    entry->TagBodies();
  }
  const MutexLock lock(state_->mutex);
  PathState* known = own_key.empty() ? nullptr : state_->StateOf(own_key);
  if (known == nullptr) return state_->entries.Erase(parts.path);
  ++known->updates;
  ++known->generation;
  known->did_overlap = known->updates > 1;
  GiveUp(known, kNever);
  known->made_at_ms = now_ms;
  known->fruitless_ms = kLongAgo;
  known->lifetime.reset();
  if (!is_kept) return state_->entries.Erase(parts.path);
  known->lifetime = entry->lifetime;
  known->has_files = HasFiles(*entry);
  (void)state_->Keep(std::move(entry), *output);
}

void PrerenderedStore::EndUpdate(std::string_view key, bool did_write, int64_t now_ms) {
  const CacheKeyParts parts = SplitCacheKey(key);
  const Output* output = state_->OwnerOf(parts);
  if (output == nullptr) return;
  const MutexLock lock(state_->mutex);
  const auto found = state_->paths.find(ScopedKey(key, parts, *output));
  if (found == state_->paths.end() || found->second.updates == 0) return;
  PathState& known = found->second;
  --known.updates;
  known.written_at_ms = now_ms;
  const bool is_readable = did_write && known.lifetime && known.has_files;
  known.is_given_up = known.updates > 0 || known.did_overlap || !is_readable;
}

void PrerenderedStore::ExpireTags(const std::vector<std::string>& tags, int64_t now_ms) {
  state_->tags.Expire(tags, now_ms);
}

void PrerenderedStore::MarkTagsStale(const std::vector<std::string>& tags, int64_t now_ms,
                                     std::optional<int64_t> expire) {
  state_->tags.MarkStale(tags, now_ms, expire);
}

CacheUsage PrerenderedStore::usage() const { return state_->entries.usage(); }

}  // namespace next_native

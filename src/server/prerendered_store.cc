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

// Paths that the build did not render but a request did, such as new posts of a blog.
constexpr size_t kMaxRuntimePaths = 50000;

// Pages without an entrypoint are kept apart: with `cacheMaxMemorySize: 0` they still come from
// here, as there is nowhere else.
constexpr size_t kStaticPageCapacity = 16 * 1024 * 1024;

// denormalizePagePath: "/index" is "/", "/index/index" is "/index"
// (next's shared/lib/page-path/denormalize-page-path.js).
std::string_view PathOf(std::string_view page_path) {
  constexpr std::string_view kIndex = "/index";
  if (page_path == kIndex) return "/";
  if (page_path.starts_with("/index/")) page_path.remove_prefix(kIndex.size());
  return page_path;
}

struct CachedEntry {
  std::shared_ptr<PrerenderedReplies> replies;
  // The tag version at which no tag of the entry had been revalidated.
  std::atomic<uint64_t> checked_version = 0;
};

// What is known of a path besides its entry.
struct PathState {
  int updates = 0;           // writes in progress
  bool is_given_up = false;  // Next answers until it has written the path again
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
  State(std::shared_ptr<const BuildOutput> output, size_t capacity)
      : build(std::move(output)), entries(capacity), static_pages(kStaticPageCapacity) {}

  // Requires `mutex`. Null where one more path would be too many.
  PathState* StateOf(std::string_view path) {
    if (auto found = paths.find(path); found != paths.end()) return &found->second;
    if (!build->prerendered.contains(path) &&
        paths.size() >= build->prerendered.size() + kMaxRuntimePaths) {
      return nullptr;
    }
    return &paths[std::string(path)];
  }
  // Requires `mutex`.
  bool HasRevalidatedTag(const PrerenderedEntry& entry) const {
    const int64_t made_at = entry.last_modified_ms;
    if (made_at < everything_before_ms) return true;
    return std::any_of(entry.tags.begin(), entry.tags.end(), [&](const std::string& tag) {
      const auto found = revalidated_tags.find(tag);
      return found != revalidated_tags.end() && made_at < found->second;
    });
  }

  const std::shared_ptr<const BuildOutput> build;
  LruCache<CachedEntry> entries;              // by path
  LruCache<PrerenderedReplies> static_pages;  // by file
  std::atomic<uint64_t> tag_version = 0;      // goes up with every revalidation

  std::mutex mutex;  // guards what follows
  TextMap<PathState> paths;
  TextMap<int64_t> revalidated_tags;  // when, in milliseconds since the epoch
  int64_t everything_before_ms = std::numeric_limits<int64_t>::min();
  TextMap<std::weak_ptr<LoadJob>> running;  // by path, or by file of a static page
};

// Reads one entry from disk. Whatever goes wrong, the path is given up: the entrypoint answers.
class PrerenderedStore::EntryJob : public LoadJob {
 public:
  EntryJob(std::shared_ptr<State> state, PrerenderedRoute route, const Output& output,
           uint64_t generation)
      : state_(std::move(state)),
        route_(std::move(route)),
        output_(output),
        generation_(generation) {}

  void Run(const FileSystem& files) override {
    const uint64_t version = state_->tag_version;
    Result<std::shared_ptr<const PrerenderedEntry>> entry =
        LoadPrerenderedEntry(files, *state_->build, route_, output_);
    const std::lock_guard lock(state_->mutex);
    state_->running.erase(route_.path);
    PathState* path = state_->StateOf(route_.path);
    // Read while it was being written: whoever asks next reads it again.
    if (path == nullptr || path->generation != generation_) return;
    if (entry) entry = AsWritten(std::move(*entry), *path);
    if (!entry || (*entry)->is_partial || state_->HasRevalidatedTag(**entry)) {
      path->is_given_up = true;
      return;
    }
    auto cached = std::make_shared<CachedEntry>();
    cached->replies = PrerenderedReplies::Make(std::move(*entry), state_->build->config);
    cached->checked_version = version;
    const size_t charge = cached->replies->ByteSize();
    state_->entries.Put(route_.path, std::move(cached), charge);
  }

 private:
  const std::shared_ptr<State> state_;
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
      state_->paths[output_.file].is_given_up = true;
      return;
    }
    auto replies = PrerenderedReplies::Make(std::move(*entry), state_->build->config);
    const size_t charge = replies->ByteSize();
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
  if (const std::shared_ptr<CachedEntry> cached = state_->entries.Get(path)) {
    const PrerenderedEntry& entry = cached->replies->entry();
    const uint64_t version = state_->tag_version;
    if (cached->checked_version != version) {
      const std::lock_guard lock(state_->mutex);
      if (state_->HasRevalidatedTag(entry)) {
        if (PathState* known = state_->StateOf(path)) known->is_given_up = true;
        state_->entries.Erase(path);
        return {};
      }
      cached->checked_version = version;
    }
    if (FreshnessOf(entry.last_modified_ms, entry.lifetime, now_ms) != Freshness::kFresh) return {};
    return {cached->replies, nullptr};
  }

  const BuildOutput& build = *state_->build;
  PrerenderedRoute route;
  const auto built = build.prerendered.find(path);
  if (built != build.prerendered.end()) {
    route = built->second;
    // A path another page prerendered is none of this page's business.
    const std::string& owner = route.source_route.empty() ? route.path : route.source_route;
    if (route.is_partial || owner != output.pathname) return {};
  }
  const std::lock_guard lock(state_->mutex);
  const auto known = state_->paths.find(path);
  if (known != state_->paths.end() && known->second.is_given_up) return {};
  if (built == build.prerendered.end()) {
    if (known == state_->paths.end()) return {};  // never rendered
    route.path = path;
    route.source_route = output.pathname;
  }
  if (auto running = state_->running.find(path); running != state_->running.end()) {
    if (SharedLoadJob job = running->second.lock()) return {nullptr, std::move(job)};
  }
  const uint64_t generation = known == state_->paths.end() ? 0 : known->second.generation;
  auto job = std::make_shared<EntryJob>(state_, std::move(route), output, generation);
  state_->running.insert_or_assign(std::string(path), job);
  return {nullptr, std::move(job)};
}

PrerenderedLookup PrerenderedStore::FindStaticPage(const Output& output) {
  // A file does not begin with a slash, so its key cannot meet that of a path.
  const std::string& key = output.file;
  if (std::shared_ptr<PrerenderedReplies> replies = state_->static_pages.Get(key)) {
    return {std::move(replies), nullptr};
  }
  const std::lock_guard lock(state_->mutex);
  if (const auto known = state_->paths.find(key); known != state_->paths.end()) return {};
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

void PrerenderedStore::BeginUpdate(std::string_view page_path, int64_t now_ms) {
  const std::string_view path = PathOf(page_path);
  const std::lock_guard lock(state_->mutex);
  PathState* known = state_->StateOf(path);
  if (known == nullptr) return;
  ++known->updates;
  ++known->generation;
  known->is_given_up = true;
  known->made_at_ms = now_ms;
  state_->entries.Erase(path);
}

void PrerenderedStore::EndUpdate(std::string_view page_path, std::optional<CacheLifetime> stored) {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->paths.find(PathOf(page_path));
  if (found == state_->paths.end() || found->second.updates == 0) return;
  PathState& known = found->second;
  --known.updates;
  known.lifetime = stored;
  known.is_given_up = known.updates > 0 || !stored;
}

void PrerenderedStore::InvalidateTags(const std::vector<std::string>& tags, int64_t now_ms) {
  const std::lock_guard lock(state_->mutex);
  for (const std::string& tag : tags) state_->revalidated_tags[tag] = now_ms;
  if (state_->revalidated_tags.size() > kMaxRememberedTags) {
    state_->everything_before_ms = now_ms;
    state_->revalidated_tags.clear();
  }
  ++state_->tag_version;
}

}  // namespace next_native

#include "server/prerendered_store.h"

#include <algorithm>
#include <utility>

#include "cache/freshness.h"

namespace next_native {
namespace {

// Tags revalidated so far are remembered for entries not read yet. Past this many, every entry is
// given up instead, so that a flood of tags cannot fill the memory.
constexpr size_t kMaxRememberedTags = 10000;

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

}  // namespace

struct PrerenderedStore::State {
  State(std::shared_ptr<const BuildOutput> output, size_t capacity)
      : build(std::move(output)), entries(capacity), static_pages(kStaticPageCapacity) {}

  // Whether JavaScript has taken the path over. Requires `mutex`.
  bool IsGivenUp(std::string_view path) const {
    return everything_given_up || given_up.contains(path);
  }
  bool HasRevalidatedTag(const PrerenderedEntry& entry) const {
    return std::any_of(entry.tags.begin(), entry.tags.end(),
                       [this](const std::string& tag) { return revalidated_tags.contains(tag); });
  }

  const std::shared_ptr<const BuildOutput> build;
  LruCache<PrerenderedReplies> entries;       // by path
  LruCache<PrerenderedReplies> static_pages;  // by file
  std::mutex mutex;
  TextMap<bool> given_up;          // paths; bounded by the prerender manifest and what it renders
  TextMap<bool> revalidated_tags;  // bounded by kMaxRememberedTags
  bool everything_given_up = false;
  TextMap<std::weak_ptr<LoadJob>> running;
};

// Reads one entry from disk. Whatever goes wrong, the path is given up: the entrypoint answers.
class PrerenderedStore::EntryJob : public LoadJob {
 public:
  EntryJob(std::shared_ptr<State> state, std::string key, const PrerenderedRoute* route,
           const Output& output)
      : state_(std::move(state)), key_(std::move(key)), route_(route), output_(output) {}

  void Run(const FileSystem& files) override {
    Result<std::shared_ptr<const PrerenderedEntry>> entry =
        route_ ? LoadPrerenderedEntry(files, *state_->build, *route_, output_)
               : LoadStaticPage(files, *state_->build, output_);
    const std::lock_guard lock(state_->mutex);
    state_->running.erase(key_);
    if (!entry || (*entry)->is_partial || state_->HasRevalidatedTag(**entry)) {
      state_->given_up.emplace(key_, true);
      return;
    }
    if (route_ && state_->IsGivenUp(key_)) return;
    std::shared_ptr<PrerenderedReplies> replies =
        PrerenderedReplies::Make(std::move(*entry), state_->build->config);
    const size_t charge = replies->ByteSize();
    (route_ ? state_->entries : state_->static_pages).Put(key_, std::move(replies), charge);
  }

 private:
  const std::shared_ptr<State> state_;
  const std::string key_;
  const PrerenderedRoute* const route_;  // null: a static page
  const Output& output_;                 // of state_->build
};

PrerenderedStore::PrerenderedStore(std::shared_ptr<const BuildOutput> build) {
  const int64_t capacity = std::max<int64_t>(build->config.cache_max_memory_size, 0);
  state_ = std::make_shared<State>(std::move(build), static_cast<size_t>(capacity));
}

PrerenderedStore::~PrerenderedStore() = default;

PrerenderedLookup PrerenderedStore::Load(std::string_view key, const PrerenderedRoute* route,
                                         const Output& output) {
  const std::lock_guard lock(state_->mutex);
  if (route ? state_->IsGivenUp(key) : state_->given_up.contains(key)) return {};
  auto running = state_->running.find(key);
  if (running != state_->running.end()) {
    if (SharedLoadJob job = running->second.lock()) return {nullptr, std::move(job)};
  }
  auto job = std::make_shared<EntryJob>(state_, std::string(key), route, output);
  state_->running.insert_or_assign(std::string(key), job);
  return {nullptr, std::move(job)};
}

PrerenderedLookup PrerenderedStore::Find(std::string_view path, const Output& output,
                                         int64_t now_ms) {
  if (std::shared_ptr<PrerenderedReplies> replies = state_->entries.Get(path)) {
    const PrerenderedEntry& entry = replies->entry();
    if (FreshnessOf(entry.last_modified_ms, entry.lifetime, now_ms) != Freshness::kFresh) return {};
    return {std::move(replies), nullptr};
  }
  const BuildOutput& build = *state_->build;
  const auto route = build.prerendered.find(path);
  if (route == build.prerendered.end() || route->second.is_partial) return {};
  // A path another page prerendered is none of this page's business.
  const std::string& owner =
      route->second.source_route.empty() ? route->second.path : route->second.source_route;
  if (owner != output.pathname) return {};
  return Load(path, &route->second, output);
}

PrerenderedLookup PrerenderedStore::FindStaticPage(const Output& output) {
  // A file is not a path, so its key cannot meet that of a prerendered one.
  const std::string& key = output.file;
  if (std::shared_ptr<PrerenderedReplies> replies = state_->static_pages.Get(key)) {
    return {std::move(replies), nullptr};
  }
  return Load(key, nullptr, output);
}

void PrerenderedStore::Recharge(const std::shared_ptr<PrerenderedReplies>& replies) {
  const size_t charge = replies->ByteSize();
  state_->entries.Recharge(replies->entry().path, replies, charge);
}

void PrerenderedStore::Invalidate(std::string_view page_path) {
  const std::string_view path = PathOf(page_path);
  const std::lock_guard lock(state_->mutex);
  // Paths the build did not prerender were never ours; remembering them would have no bound.
  if (!state_->build->prerendered.contains(path)) return;
  state_->given_up.insert_or_assign(std::string(path), true);
  state_->entries.Erase(path);
}

void PrerenderedStore::InvalidateTags(const std::vector<std::string>& tags) {
  const std::lock_guard lock(state_->mutex);
  for (const std::string& tag : tags) state_->revalidated_tags.emplace(tag, true);
  if (state_->revalidated_tags.size() > kMaxRememberedTags) {
    state_->everything_given_up = true;
    state_->revalidated_tags.clear();
    state_->entries.Clear();
    return;
  }
  for (const auto& [path, route] : state_->build->prerendered) {
    const std::shared_ptr<PrerenderedReplies> replies = state_->entries.Get(path);
    if (!replies || !state_->HasRevalidatedTag(replies->entry())) continue;
    state_->given_up.insert_or_assign(path, true);
    state_->entries.Erase(path);
  }
}

}  // namespace next_native

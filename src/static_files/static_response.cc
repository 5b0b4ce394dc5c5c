#include "static_files/static_response.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <deque>
#include <optional>
#include <utility>

#include "base/mutex.h"
#include "cache/lru_cache.h"
#include "http/content_encoder.h"

namespace next_native {
namespace {

// How long the result of a check is valid for the request that asked for it, in ms.
constexpr int64_t kClaimMs = 10'000;
// Longer ranges of a file in memory are streamed from disk instead of copied.
constexpr uint64_t kCopiedRangeBytes = 256 * 1024;

constexpr auto kBrotli = static_cast<size_t>(ContentCoding::kBrotli);
constexpr int kBestBrotliLevel = 11;

// The bodies of one file in memory and the replies made from them.
struct FileContent {
  std::shared_ptr<const FileSnapshot> snapshot;  // the state of the file that has these bytes
  std::array<SharedBytes, kContentCodingCount> bodies;
  std::array<SharedReply, kContentCodingCount> replies;  // to GET, without preset fields
  std::array<bool, kContentCodingCount> failed{};        // encoding failed
  uint32_t brotli_answers = 0;

  [[nodiscard]] bool Has(ContentCoding coding) const {
    return bodies[static_cast<size_t>(coding)] || failed[static_cast<size_t>(coding)];
  }
  [[nodiscard]] size_t Charge() const {
    size_t charge = sizeof(FileContent);
    for (const SharedBytes& body : bodies) charge += body ? body->size() : 0;
    return charge;
  }
  [[nodiscard]] size_t VariantCount() const {
    size_t count = 0;
    for (size_t coding = 0; coding < bodies.size(); ++coding) {
      if (coding != static_cast<size_t>(ContentCoding::kIdentity) && bodies[coding]) ++count;
    }
    return count;
  }
};

}  // namespace

// The current state of one file. `mutex` also guards the FileContent of the file.
struct StaticResponder::Slot {
  Mutex mutex;
  // Null: the file is gone or cannot be read.
  std::shared_ptr<const FileSnapshot> snapshot GUARDED_BY(mutex);
  // When a request last claimed the result of a check.
  std::optional<int64_t> checked_ms GUARDED_BY(mutex);
  // When the check was requested whose result is unclaimed.
  std::optional<int64_t> unclaimed_check_ms GUARDED_BY(mutex);
  // Jobs in flight by coding; the last one only checks the file.
  std::array<std::weak_ptr<LoadJob>, kContentCodingCount + 1> running GUARDED_BY(mutex);
  SharedReply head GUARDED_BY(mutex);  // for `snapshot`, like the next one
  SharedReply not_modified GUARDED_BY(mutex);

  std::weak_ptr<LoadJob>& RunningFor(std::optional<ContentCoding> coding) REQUIRES(mutex) {
    return running[coding ? static_cast<size_t>(*coding) : kContentCodingCount];
  }
  void Become(std::shared_ptr<const FileSnapshot> now) REQUIRES(mutex) {
    snapshot = std::move(now);
    head = nullptr;
    not_modified = nullptr;
  }
};

struct StaticResponder::State {
  State(std::shared_ptr<const StaticFileIndex> files, const ServerConfig& config,
        const StaticLimits& bounds)
      : index(std::move(files)),
        rules(config),
        limits(bounds),
        may_improve(config.worker_threads > 1),
        contents(bounds.cache_bytes),
        slots(index->files().size()) {
    for (const StaticFile& file : index->files()) {
      slots[file.id].snapshot = std::make_shared<const FileSnapshot>(file.info);
    }
  }

  // The coding in which the body of a planned 200 is kept in memory; nullopt: it is streamed.
  [[nodiscard]] std::optional<ContentCoding> Kept(const StaticPlan& plan) const {
    if (plan.length * 2 + sizeof(FileContent) > limits.cache_bytes) return std::nullopt;
    if (plan.coding != ContentCoding::kIdentity && plan.length <= limits.encode_bytes) {
      return plan.coding;
    }
    if (plan.length <= limits.identity_bytes) return ContentCoding::kIdentity;
    return std::nullopt;
  }

  // The content in memory; null if it does not belong to the current snapshot.
  [[nodiscard]] std::shared_ptr<FileContent> ContentOf(const StaticFile& file, const Slot& slot)
      REQUIRES(slot.mutex) {
    std::shared_ptr<FileContent> content = contents.Get(file.file_path);
    return content && content->snapshot == slot.snapshot ? content : nullptr;
  }

  // Returns true if a request at `now_ms` may rely on the last check.
  [[nodiscard]] bool IsChecked(const StaticFile& file, Slot& slot, int64_t now_ms) const
      REQUIRES(slot.mutex) {
    if (file.folder == StaticFolder::kNextStatic && slot.snapshot) return true;
    if (slot.unclaimed_check_ms) {
      const int64_t asked_ms = *std::exchange(slot.unclaimed_check_ms, std::nullopt);
      if (now_ms - asked_ms <= kClaimMs) slot.checked_ms = std::max(now_ms, asked_ms);
    }
    return slot.checked_ms && now_ms - *slot.checked_ms <= limits.recheck_ms;
  }

  // The caller holds the mutex of the file's slot, which guards `content`.
  void CountBrotliAnswer(const StaticFile& file, FileContent& content) {
    if (content.brotli_answers >= limits.answers_before_improving) return;
    if (++content.brotli_answers < limits.answers_before_improving) return;
    if (file.folder != StaticFolder::kNextStatic) return;
    if (content.snapshot->info.size > limits.improved_bytes) return;
    if (!may_improve) return;
    const MutexLock lock(improvements_mutex);
    improvements.push_back(&file);
    has_improvements = !is_improving;
  }

  // The job that was handed out is over: the next one may follow.
  void EndImprovement() {
    const MutexLock lock(improvements_mutex);
    is_improving = false;
    has_improvements = !improvements.empty();
  }

  // The job that loads the file in `coding`; without a coding it only checks the file. `state` owns
  // the slot.
  [[nodiscard]] static SharedLoadJob JobFor(const std::shared_ptr<State>& state,
                                            const StaticFile& file, Slot& slot,
                                            std::optional<ContentCoding> coding, int64_t now_ms)
      REQUIRES(slot.mutex);

  const std::shared_ptr<const StaticFileIndex> index;
  const StaticRules rules;
  const StaticLimits limits;
  const bool may_improve;          // one thread would be missing for work that a request waits for
  LruCache<FileContent> contents;  // by file_path
  std::deque<Slot> slots;          // by StaticFile::id
  Mutex improvements_mutex;
  // Files of the index.
  std::deque<const StaticFile*> improvements GUARDED_BY(improvements_mutex);
  bool is_improving GUARDED_BY(improvements_mutex) = false;  // a job was handed out
  std::atomic<bool> has_improvements = false;
};

// Checks a file and, if there is a coding, loads it in that coding.
class StaticResponder::FileJob : public LoadJob {
 public:
  FileJob(std::shared_ptr<State> state, const StaticFile& file, std::optional<ContentCoding> coding,
          int64_t asked_ms)
      : state_(std::move(state)), file_(file), coding_(coding), asked_ms_(asked_ms) {}

  void Run(const FileSystem& files) override {
    std::shared_ptr<const FileSnapshot> snapshot = Check(files);
    if (snapshot && coding_) Load(files, std::move(snapshot));
    // From here on, a request gets a new job.
    const MutexLock lock(slot().mutex);
    slot().RunningFor(coding_).reset();
  }

 private:
  Slot& slot() { return state_->slots[file_.id]; }

  // Null: the file no longer exists.
  std::shared_ptr<const FileSnapshot> Check(const FileSystem& files) {
    const Result<FileInfo> info = files.Stat(file_.file_path);
    const MutexLock lock(slot().mutex);
    slot().unclaimed_check_ms = asked_ms_;
    if (!info || info->kind == FileKind::kDirectory) {
      slot().Become(nullptr);
    } else if (!slot().snapshot || slot().snapshot->info.size != info->size ||
               slot().snapshot->info.mtime_ms != info->mtime_ms) {
      slot().Become(std::make_shared<const FileSnapshot>(*info));
    }
    return slot().snapshot;
  }

  void Load(const FileSystem& files, std::shared_ptr<const FileSnapshot> snapshot) {
    SharedBytes identity;
    {
      const MutexLock lock(slot().mutex);
      const std::shared_ptr<FileContent> content = state_->ContentOf(file_, slot());
      if (content && content->Has(*coding_)) return;
      if (content) identity = content->bodies[static_cast<size_t>(ContentCoding::kIdentity)];
    }
    if (!identity) {
      Result<std::string> bytes = files.ReadFile(file_.file_path);
      if (!bytes) {
        const MutexLock lock(slot().mutex);
        slot().Become(nullptr);
        return;
      }
      identity = std::make_shared<const std::string>(std::move(*bytes));
    }
    SharedBytes encoded = identity;
    if (*coding_ != ContentCoding::kIdentity) {
      Result<std::string> bytes = Encode(*identity, *coding_);
      encoded = bytes ? std::make_shared<const std::string>(std::move(*bytes)) : nullptr;
    }
    Keep(std::move(snapshot), std::move(identity), std::move(encoded));
  }

  void Keep(std::shared_ptr<const FileSnapshot> snapshot, SharedBytes identity,
            SharedBytes encoded) {
    const MutexLock lock(slot().mutex);
    if (slot().snapshot != snapshot) return;  // changed since; the next request reads it again
    if (identity->size() != snapshot->info.size) {
      // The file changed between check and read. The fields must match the bytes we have.
      FileInfo info = snapshot->info;
      info.size = identity->size();
      slot().Become(std::make_shared<const FileSnapshot>(info));
    }
    std::shared_ptr<FileContent> content = state_->ContentOf(file_, slot());
    if (!content) {
      content = std::make_shared<FileContent>();
      content->snapshot = slot().snapshot;
    }
    const auto coding = static_cast<size_t>(*coding_);
    content->failed[coding] = !encoded;
    content->bodies[coding] = std::move(encoded);
    if (identity->size() <= state_->limits.identity_bytes) {
      content->bodies[static_cast<size_t>(ContentCoding::kIdentity)] = std::move(identity);
    }
    state_->contents.Put(file_.file_path, content, content->Charge(), content->VariantCount());
  }

  const std::shared_ptr<State> state_;
  const StaticFile& file_;  // of state_->index
  const std::optional<ContentCoding> coding_;
  const int64_t asked_ms_;
};

// Makes the brotli form of a file in memory as small as possible.
class StaticResponder::ImproveJob : public LoadJob {
 public:
  ImproveJob(std::shared_ptr<State> state, const StaticFile& file)
      : state_(std::move(state)), file_(file) {}
  ImproveJob(const ImproveJob&) = delete;
  ImproveJob& operator=(const ImproveJob&) = delete;
  ~ImproveJob() override { state_->EndImprovement(); }

  void Run(const FileSystem& /*files*/) override {
    std::shared_ptr<FileContent> content;
    SharedBytes identity;
    {
      const MutexLock lock(slot().mutex);
      content = state_->ContentOf(file_, slot());
      if (content) identity = content->bodies[static_cast<size_t>(ContentCoding::kIdentity)];
    }
    if (!identity) return;
    Result<std::string> encoded = Encode(*identity, ContentCoding::kBrotli, kBestBrotliLevel);
    const MutexLock lock(slot().mutex);
    SharedBytes& body = content->bodies[kBrotli];
    if (!encoded || !body || encoded->size() >= body->size()) return;
    body = std::make_shared<const std::string>(std::move(*encoded));
    content->replies[kBrotli] = nullptr;
    state_->contents.Recharge(file_.file_path, content, content->Charge(), content->VariantCount());
  }

 private:
  Slot& slot() { return state_->slots[file_.id]; }

  const std::shared_ptr<State> state_;
  const StaticFile& file_;  // of state_->index
};

StaticResponder::StaticResponder(std::shared_ptr<const StaticFileIndex> index,
                                 const ServerConfig& config, const StaticLimits& limits)
    : state_(std::make_shared<State>(std::move(index), config, limits)) {}

StaticResponder::~StaticResponder() = default;

const StaticFileIndex& StaticResponder::index() const { return *state_->index; }

SharedLoadJob StaticResponder::TakeImprovement() {
  const MutexLock lock(state_->improvements_mutex);
  if (state_->improvements.empty() || state_->is_improving) return nullptr;
  const StaticFile& file = *state_->improvements.front();
  state_->improvements.pop_front();
  state_->is_improving = true;
  state_->has_improvements = false;
  return std::make_shared<ImproveJob>(state_, file);
}

bool StaticResponder::has_improvements() const {
  return state_->has_improvements.load(std::memory_order_relaxed);
}

CacheUsage StaticResponder::usage() const { return state_->contents.usage(); }

SharedLoadJob StaticResponder::State::JobFor(const std::shared_ptr<State>& state,
                                             const StaticFile& file, Slot& slot,
                                             std::optional<ContentCoding> coding, int64_t now_ms) {
  std::weak_ptr<LoadJob>& running = slot.RunningFor(coding);
  SharedLoadJob job = running.lock();
  if (!job) {
    job = std::make_shared<FileJob>(state, file, coding, now_ms);
    running = job;
  }
  return job;
}

StaticAnswer StaticResponder::Answer(const StaticFile& file, const StaticRequest& request,
                                     int64_t now_ms) {
  Slot& slot = state_->slots[file.id];
  const MutexLock lock(slot.mutex);
  const bool is_checked = state_->IsChecked(file, slot, now_ms);
  if (!slot.snapshot) {
    if (!is_checked) return State::JobFor(state_, file, slot, std::nullopt, now_ms);
    // A file that is gone gets the answer of one with an invalid name (router-server.js).
    const FileSnapshot former(file.info);
    StaticPlan plan = PlanStaticAnswer(file, former, state_->rules, request);
    if (plan.status != 405) plan.status = 400;
    return StaticError{plan.status,
                       StaticFields(file, former, state_->rules, plan, request.preset, 0)};
  }

  const FileSnapshot& snapshot = *slot.snapshot;
  StaticPlan plan = PlanStaticAnswer(file, snapshot, state_->rules, request);
  const auto fields = [&](uint64_t body_length) {
    return StaticFields(file, snapshot, state_->rules, plan, request.preset, body_length);
  };
  if (plan.status == 400 || plan.status == 405) return StaticError{plan.status, fields(0)};
  const bool has_body = request.method == "GET" && plan.status != 304;
  std::optional<ContentCoding> kept;
  if (has_body && plan.status == 200) kept = state_->Kept(plan);
  if (!is_checked) return State::JobFor(state_, file, slot, kept, now_ms);
  if (plan.IsError()) return StaticError{plan.status, fields(0)};

  const bool is_shared = !IsAnyPreset(request.preset);
  const auto make_reply = [&](SharedBytes body, uint64_t body_length) {
    auto reply = std::make_shared<Reply>();
    reply->status = plan.status;
    reply->headers = fields(body_length);
    if (plan.status == 304) reply->removed = NotModifiedRemovals();
    reply->body = std::move(body);
    return SharedReply(std::move(reply));
  };
  if (!has_body) {
    if (!is_shared || plan.status == 206) return make_reply(nullptr, plan.length);
    SharedReply& reply = plan.status == 304 ? slot.not_modified : slot.head;
    if (!reply) reply = make_reply(nullptr, plan.length);
    return reply;
  }

  const std::shared_ptr<FileContent> content = state_->ContentOf(file, slot);
  if (kept && content && content->failed[static_cast<size_t>(*kept)]) {
    plan.coding = ContentCoding::kIdentity;
    kept = state_->Kept(plan);
  }
  plan.coding = kept.value_or(ContentCoding::kIdentity);
  const auto coding = static_cast<size_t>(plan.coding);
  if (plan.status == 206 && plan.length <= kCopiedRangeBytes && content &&
      content->bodies[coding]) {
    return make_reply(std::make_shared<const std::string>(content->bodies[coding]->substr(
                          static_cast<size_t>(plan.offset), static_cast<size_t>(plan.length))),
                      plan.length);
  }
  if (!kept) {
    return StaticStream{plan.status, fields(plan.length), file.file_path, plan.offset, plan.length};
  }
  if (!content || !content->bodies[coding]) return State::JobFor(state_, file, slot, kept, now_ms);
  if (coding == kBrotli) state_->CountBrotliAnswer(file, *content);
  const SharedBytes& body = content->bodies[coding];
  if (!is_shared) return make_reply(body, body->size());
  SharedReply& reply = content->replies[coding];
  if (!reply) reply = make_reply(body, body->size());
  return reply;
}

}  // namespace next_native

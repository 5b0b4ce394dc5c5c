// How a static file is answered: preconditions, ranges, fields and their order as Next.js has them
// from `send` (dist/compiled/send), its router (dist/server/lib/router-server.js) and its
// compression middleware (dist/compiled/compression).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/load_job.h"
#include "cache/cache_usage.h"
#include "http/reply.h"
#include "manifest/server_config.h"
#include "static_files/static_fields.h"
#include "static_files/static_file_index.h"

namespace next_native {

// Send a part of the file from disk.
struct StaticStream {
  int status = 200;
  std::vector<HeaderField> headers;
  std::string path;     // absolute
  uint64_t offset = 0;  // bytes
  uint64_t length = 0;
};

// Set these fields on the response, then answer with the error page of `status`. The fields include
// the Cache-Control of an error, in its place.
struct StaticError {
  int status = 400;  // 400, 405, 412 or 416
  std::vector<HeaderField> headers;
};

using StaticAnswer = std::variant<SharedReply, StaticStream, StaticError, SharedLoadJob>;

struct StaticLimits {
  size_t cache_bytes = 64 * 1024 * 1024;  // for all bodies in memory
  // Larger files are streamed. One body in memory serves any number of slow clients; a stream takes
  // a buffer for each of them.
  uint64_t identity_bytes = 8 * 1024 * 1024;
  uint64_t encode_bytes = 8 * 1024 * 1024;  // larger files are not compressed
  int64_t recheck_ms = 1000;                // maximum age of the last check of a file's date
  // The best compression of brotli takes seconds for each MB. So only immutable files up to this
  // size get it, after this many answers in brotli.
  uint64_t improved_bytes = 512 * 1024;
  uint32_t answers_before_improving = 16;
};

// Answers requests for the files of one index, and keeps their bodies in memory. Thread-safe.
class StaticResponder {
 public:
  StaticResponder(std::shared_ptr<const StaticFileIndex> index, const ServerConfig& config,
                  const StaticLimits& limits = {});
  ~StaticResponder();
  StaticResponder(const StaticResponder&) = delete;
  StaticResponder& operator=(const StaticResponder&) = delete;

  [[nodiscard]] const StaticFileIndex& index() const;

  // `file` belongs to the index. If the answer is a SharedLoadJob, run it and ask again with the
  // same `now_ms` or a later one. Requests without preset fields share replies. Hashed files below
  // /_next/static are assumed never to change.
  [[nodiscard]] StaticAnswer Answer(const StaticFile& file, const StaticRequest& request,
                                    int64_t now_ms);

  // A job that no request waits for: it makes the brotli form of a file smaller. Null: there is
  // none, or the last one has not been released yet. One at a time leaves the other threads of the
  // pool to jobs that requests wait for; a pool of one thread gets none.
  [[nodiscard]] SharedLoadJob TakeImprovement();
  // True if TakeImprovement() would return a job. Costs one relaxed load.
  [[nodiscard]] bool has_improvements() const;

  // Counts the files whose bodies are in memory.
  [[nodiscard]] CacheUsage usage() const;

 private:
  struct State;
  struct Slot;
  class FileJob;
  class ImproveJob;

  const std::shared_ptr<State> state_;  // shared with the jobs, which may outlive the responder
};

}  // namespace next_native

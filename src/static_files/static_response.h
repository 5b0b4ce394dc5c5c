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

// Send part of the file from disk.
struct StaticStream {
  int status = 200;
  std::vector<HeaderField> headers;
  std::string path;     // absolute
  uint64_t offset = 0;  // bytes
  uint64_t length = 0;
};

// Answer with the error page of `status`, these fields set on the response before. They hold the
// Cache-Control of an error already, in its place.
struct StaticError {
  int status = 400;  // 400, 405, 412 or 416
  std::vector<HeaderField> headers;
};

using StaticAnswer = std::variant<SharedReply, StaticStream, StaticError, SharedLoadJob>;

struct StaticLimits {
  size_t cache_bytes = 64 * 1024 * 1024;  // all bodies kept in memory
  // Larger files are streamed. A body in memory serves any number of slow clients, where each of
  // them would have a buffer of its own.
  uint64_t identity_bytes = 8 * 1024 * 1024;
  uint64_t encode_bytes = 8 * 1024 * 1024;  // larger files are not compressed
  int64_t recheck_ms = 1000;                // how old the last look at a file's date may be
  // Compressing as well as brotli can takes seconds for each MB: only of files that do not change,
  // that are not larger, and that were asked for in brotli so many times.
  uint64_t improved_bytes = 512 * 1024;
  uint32_t answers_before_improving = 16;
};

// The files of one index with what is known and kept of each. Thread-safe.
class StaticResponder {
 public:
  StaticResponder(std::shared_ptr<const StaticFileIndex> index, const ServerConfig& config,
                  const StaticLimits& limits = {});
  ~StaticResponder();
  StaticResponder(const StaticResponder&) = delete;
  StaticResponder& operator=(const StaticResponder&) = delete;

  [[nodiscard]] const StaticFileIndex& index() const;

  // `file` is one of the index. A SharedLoadJob answer: run it, then ask again with the same
  // `now_ms` or a later one. Without preset fields, replies are shared between requests. Hashed
  // files below /_next/static are trusted not to change.
  [[nodiscard]] StaticAnswer Answer(const StaticFile& file, const StaticRequest& request,
                                    int64_t now_ms);

  // Work that nobody waits for: makes the brotli form of a file smaller. Null: there is none.
  // Whoever runs these runs one at a time.
  [[nodiscard]] SharedLoadJob TakeImprovement();
  [[nodiscard]] bool has_improvements() const;

  // Of the files whose bodies are kept in memory.
  [[nodiscard]] CacheUsage usage() const;

 private:
  struct State;
  struct Slot;
  class FileJob;
  class ImproveJob;

  const std::shared_ptr<State> state_;  // shared with the jobs, which may outlive this
};

}  // namespace next_native

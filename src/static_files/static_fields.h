// Plans the answer to a request for a static file, and makes its header fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cache/request_fields.h"
#include "http/content_coding.h"
#include "http/reply.h"
#include "manifest/server_config.h"
#include "static_files/static_file_index.h"

namespace next_native {

struct StaticRequest {
  std::string_view method;
  const RequestFields& fields;
  const PresetFields& preset;
};

// A file as it was at the last check, and the field values that follow.
struct FileSnapshot {
  explicit FileSnapshot(const FileInfo& file_info);

  FileInfo info;
  std::string entity_tag;                   // weak, made of size and date
  std::string last_modified;                // the field value
  std::optional<int64_t> last_modified_ms;  // the time in that value, in whole seconds
};

// The part of the config that the answers depend on.
struct StaticRules {
  explicit StaticRules(const ServerConfig& config);

  bool compress;
  bool generate_etags;
  std::string service_worker_scope;
};

// The answer as planned before any byte is read.
struct StaticPlan {
  int status = 200;     // 200, 206 or 304; or 400, 405, 412 or 416 with an error page
  uint64_t offset = 0;  // of the body in the file, in bytes
  uint64_t length = 0;
  ContentCoding coding = ContentCoding::kIdentity;  // only for a 200 to GET
  bool adds_vary = false;

  [[nodiscard]] bool IsError() const { return status >= 400; }
};

[[nodiscard]] StaticPlan PlanStaticAnswer(const StaticFile& file, const FileSnapshot& snapshot,
                                          const StaticRules& rules, const StaticRequest& request);

// The fields that a 304 removes from the response (removeContentHeaderFields of `send`).
[[nodiscard]] std::vector<std::string_view> NotModifiedRemovals();

// The fields of the planned answer in Next's order. `body_length` is in bytes, as encoded. Leaves
// out fields for which the value that the user's server has set wins.
[[nodiscard]] std::vector<HeaderField> StaticFields(
    const StaticFile& file, const FileSnapshot& snapshot, const StaticRules& rules,
    const StaticPlan& plan, const PresetFields& preset, uint64_t body_length);

}  // namespace next_native

// What is answered to a request for a static file, and the header fields of that answer.
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

// A file as the last look at it found it, and what follows from that.
struct FileSnapshot {
  explicit FileSnapshot(const FileInfo& file_info);

  FileInfo info;
  std::string entity_tag;                   // weak, of size and date
  std::string last_modified;                // the field value
  std::optional<int64_t> last_modified_ms;  // what that value says, in whole seconds
};

// The part of the config these answers depend on.
struct StaticRules {
  explicit StaticRules(const ServerConfig& config);

  bool compress;
  bool generate_etags;
  std::string service_worker_scope;
};

// What to answer, before any byte is looked at.
struct StaticPlan {
  int status = 200;     // 200, 206, 304; 400, 405, 412 and 416 end in an error page
  uint64_t offset = 0;  // bytes, of the body in the file
  uint64_t length = 0;
  ContentCoding coding = ContentCoding::kIdentity;  // only for a 200 to GET
  bool adds_vary = false;

  [[nodiscard]] bool IsError() const { return status >= 400; }
};

[[nodiscard]] StaticPlan PlanStaticAnswer(const StaticFile& file, const FileSnapshot& snapshot,
                                          const StaticRules& rules, const StaticRequest& request);

// What a 304 takes off the response (removeContentHeaderFields of `send`).
[[nodiscard]] std::vector<std::string_view> NotModifiedRemovals();

// The fields of the planned answer in Next's order. `body_length`: bytes, as encoded. Fields the
// user's server has set are left out where they win.
[[nodiscard]] std::vector<HeaderField> StaticFields(
    const StaticFile& file, const FileSnapshot& snapshot, const StaticRules& rules,
    const StaticPlan& plan, const PresetFields& preset, uint64_t body_length);

}  // namespace next_native

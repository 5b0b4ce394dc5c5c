// The replies a fresh prerendered entry gives, with the status, fields and order Next.js sends for
// `x-nextjs-cache: HIT`. Sources in next: dist/server/send-payload.js, the app-page, app-route and
// pages templates in dist/build/templates, dist/compiled/compression.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "cache/load_job.h"
#include "cache/prerendered_entry.h"
#include "cache/request_fields.h"
#include "http/content_coding.h"
#include "http/reply.h"
#include "manifest/server_config.h"

namespace next_native {

enum class Representation : uint8_t {
  kAppHtml,
  kAppRsc,
  kAppSegment,   // next-router-segment-prefetch
  kAppNotFound,  // the HTML of /_not-found as the answer to another path
  kPagesHtml,
  kPagesData,      // /_next/data/…json
  kPagesNotFound,  // the HTML of pages /404 as the answer to another path
  kRouteBody,      // app route handler
};

struct PrerenderedRequest {
  Representation representation = Representation::kAppHtml;
  std::string_view method = "GET";  // GET or HEAD
  std::string_view segment;         // kAppSegment: the field value, "/_tree"
  bool has_data_header = false;     // x-nextjs-data was sent: x-nextjs-matched-path answers it
  const RequestFields& fields;
  const PresetFields& preset;
};

// Exactly one of the two is set.
struct PrerenderedAnswer {
  SharedReply reply;
  SharedLoadJob job;  // the encoded form is still to be made: run it, ask again
};

// An entry with every reply made from it so far. Thread-safe.
class PrerenderedReplies : public std::enable_shared_from_this<PrerenderedReplies> {
 public:
  // Copies what it needs of `config`.
  [[nodiscard]] static std::shared_ptr<PrerenderedReplies> Make(
      std::shared_ptr<const PrerenderedEntry> entry, const ServerConfig& config);

  [[nodiscard]] const PrerenderedEntry& entry() const { return *entry_; }

  // Whether the entry has this representation at all. An unknown segment has one: an empty 404.
  [[nodiscard]] bool Has(Representation representation) const;

  // Requires Has(). Answers conditional requests and chooses the content coding. No allocation when
  // the reply was made before and nothing is preset on the response. Without a preset field the
  // reply is shared between requests; with one it is made for this request.
  [[nodiscard]] PrerenderedAnswer Answer(const PrerenderedRequest& request);

  // Of the entry and the encoded bodies made so far.
  [[nodiscard]] size_t ByteSize() const;

 private:
  PrerenderedReplies(std::shared_ptr<const PrerenderedEntry> entry, const ServerConfig& config);

  std::shared_ptr<const PrerenderedEntry> entry_;
};

}  // namespace next_native

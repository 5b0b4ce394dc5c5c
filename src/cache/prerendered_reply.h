// The replies from a prerendered entry: which body answers a request, in which coding, and whether
// the answer is a 304. Sources in next: dist/server/send-payload.js, dist/compiled/compression.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/load_job.h"
#include "base/mutex.h"
#include "cache/prerendered_entry.h"
#include "cache/prerendered_fields.h"
#include "cache/representation.h"
#include "cache/request_fields.h"
#include "http/content_coding.h"
#include "http/reply.h"
#include "manifest/server_config.h"

namespace next_native {

struct PrerenderedRequest {
  Representation representation = Representation::kAppHtml;
  std::string_view method = "GET";  // GET or HEAD
  std::string_view segment;         // kAppSegment: the field value, "/_tree"
  bool has_data_header = false;     // x-nextjs-data was sent; the reply has x-nextjs-matched-path
  std::optional<int> status;        // set before the page is asked, as 404 for /_not-found
  // True if the response passes Next's compression middleware.
  bool compress = true;
  bool no_store = false;  // an error page: Cache-Control forbids storing
  bool is_stale = false;  // the entry is stale; the reply says so
  const RequestFields& fields;
  const PresetFields& preset;
};

// Exactly one of the two is set.
struct PrerenderedAnswer {
  SharedReply reply;
  SharedLoadJob job;  // makes the encoded form: run it, then ask again
};

// An entry and the replies made from it so far. Thread-safe.
class PrerenderedReplies : public std::enable_shared_from_this<PrerenderedReplies> {
 public:
  // `config` is copied as needed.
  [[nodiscard]] static std::shared_ptr<PrerenderedReplies> Make(
      std::shared_ptr<const PrerenderedEntry> entry, const ServerConfig& config);

  [[nodiscard]] const PrerenderedEntry& entry() const { return *entry_; }

  // Returns true if the entry has this representation. An unknown segment has one too: an empty
  // 404.
  [[nodiscard]] bool Has(Representation representation) const;

  // Requires Has(). Answers conditional requests and chooses the content coding. Without preset
  // fields, requests share the reply, and a reply that exists costs no allocation. With a preset
  // field, the reply is made for this request alone.
  [[nodiscard]] PrerenderedAnswer Answer(const PrerenderedRequest& request);

  // Size of the entry and its encoded bodies so far.
  [[nodiscard]] size_t ByteSize() const;
  // The number of encoded bodies so far.
  [[nodiscard]] size_t VariantCount() const;

 private:
  class EncodeJob;
  using EncodingKey = std::pair<const SharedBytes*, ContentCoding>;

  PrerenderedReplies(std::shared_ptr<const PrerenderedEntry> entry, const ServerConfig& config);

  [[nodiscard]] const SharedBytes* FindBody(Representation representation,
                                            std::string_view segment) const;
  [[nodiscard]] ReplyVariant ChooseVariant(const PrerenderedRequest& request) const;

  [[nodiscard]] SharedReply MakeReply(const ReplyVariant& variant, const PresetFields& preset,
                                      SharedBytes body) const;
  [[nodiscard]] SharedLoadJob JobFor(const EncodingKey& key) REQUIRES(mutex_);

  const std::shared_ptr<const PrerenderedEntry> entry_;
  const PrerenderedFields fields_;  // refers to `entry_`
  const bool compress_;

  mutable Mutex mutex_;
  std::unordered_map<ReplyVariant, SharedReply, ReplyVariantHash> replies_ GUARDED_BY(mutex_);
  // Null: encoding failed, identity is sent.
  std::map<EncodingKey, SharedBytes> encoded_ GUARDED_BY(mutex_);
  std::map<EncodingKey, std::weak_ptr<LoadJob>> running_ GUARDED_BY(mutex_);
  size_t encoded_bytes_ GUARDED_BY(mutex_) = 0;
};

}  // namespace next_native

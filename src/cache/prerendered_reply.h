// The replies a prerendered entry gives: which body answers a request, in which coding, and
// whether it is a 304. Sources in next: dist/server/send-payload.js, dist/compiled/compression.
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
  bool has_data_header = false;     // x-nextjs-data was sent: x-nextjs-matched-path answers it
  std::optional<int> status;        // set before the page is asked, as 404 is for /_not-found
  // Whether the response passes Next's compression middleware.
  bool compress = true;
  bool no_store = false;  // the page answers for an error: Cache-Control is set before it
  bool is_stale = false;  // the entry is being made anew
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
  // How many encoded bodies that is.
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
  const PrerenderedFields fields_;  // of `entry_`
  const bool compress_;

  mutable Mutex mutex_;
  std::unordered_map<ReplyVariant, SharedReply, ReplyVariantHash> replies_ GUARDED_BY(mutex_);
  // Null: encoding failed, identity is sent.
  std::map<EncodingKey, SharedBytes> encoded_ GUARDED_BY(mutex_);
  std::map<EncodingKey, std::weak_ptr<LoadJob>> running_ GUARDED_BY(mutex_);
  size_t encoded_bytes_ GUARDED_BY(mutex_) = 0;
};

}  // namespace next_native

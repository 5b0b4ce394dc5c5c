// The replies a fresh prerendered entry gives, with the status, fields and order Next.js sends for
// `x-nextjs-cache: HIT`. Sources in next: dist/server/send-payload.js, the app-page, app-route and
// pages templates in dist/build/templates, dist/compiled/compression.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "cache/header_builder.h"
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
  kAppSegment,  // next-router-segment-prefetch
  kPagesHtml,
  kPagesData,   // /_next/data/…json
  kRouteBody,   // app route handler
  kStaticHtml,  // pages/ output without a handler
};

struct PrerenderedRequest {
  Representation representation = Representation::kAppHtml;
  std::string_view method = "GET";  // GET or HEAD
  std::string_view segment;         // kAppSegment: the field value, "/_tree"
  bool has_data_header = false;     // x-nextjs-data was sent: x-nextjs-matched-path answers it
  std::optional<int> status;        // set before the page is asked, as 404 is for /_not-found
  // Whether the response passes Next's compression middleware.
  bool compress = true;
  bool no_store = false;  // the page answers for an error: Cache-Control is set before it
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
  // What tells one shared reply from another.
  struct Variant {
    Representation representation;
    const SharedBytes* body;  // in `entry_`; null: an unknown segment
    ContentCoding coding;
    bool adds_vary;
    bool is_not_modified;
    bool has_data_header;
    bool no_store;
    int status;  // asked for; 0: none

    bool operator==(const Variant&) const = default;
  };
  struct VariantHash {
    size_t operator()(const Variant& variant) const noexcept;
  };
  class EncodeJob;
  using EncodingKey = std::pair<const SharedBytes*, ContentCoding>;

  PrerenderedReplies(std::shared_ptr<const PrerenderedEntry> entry, const ServerConfig& config);

  [[nodiscard]] const SharedBytes* FindBody(Representation representation,
                                            std::string_view segment) const;
  [[nodiscard]] std::string_view EntityTagOf(Representation representation) const;
  // Of the stored fields; empty: none.
  [[nodiscard]] std::string_view StoredField(std::string_view name) const;
  [[nodiscard]] std::string_view ContentTypeOf(const Variant& variant) const;
  [[nodiscard]] std::string CacheControlText() const;
  [[nodiscard]] int StatusOf(const Variant& variant) const;
  [[nodiscard]] Variant ChooseVariant(const PrerenderedRequest& request) const;

  [[nodiscard]] SharedReply MakeReply(const Variant& variant, const PresetFields& preset,
                                      SharedBytes body) const;
  void AddPageFields(const Variant& variant, const PresetFields& preset,
                     HeaderBuilder& headers) const;
  void AddRouteFields(const Variant& variant, const PresetFields& preset,
                      HeaderBuilder& headers) const;
  [[nodiscard]] SharedLoadJob JobFor(const EncodingKey& key);  // requires mutex_

  const std::shared_ptr<const PrerenderedEntry> entry_;
  const bool compress_;
  const bool powered_by_header_;
  const bool generate_etags_;

  mutable std::mutex mutex_;  // guards what follows
  std::unordered_map<Variant, SharedReply, VariantHash> replies_;
  std::map<EncodingKey, SharedBytes> encoded_;  // null: encoding failed, identity is sent
  std::map<EncodingKey, std::weak_ptr<LoadJob>> running_;
  size_t encoded_bytes_ = 0;
};

}  // namespace next_native

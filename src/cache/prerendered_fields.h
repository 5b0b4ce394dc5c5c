// Status and header fields of a reply from a prerendered entry, in the order in which Next.js sends
// them with `x-nextjs-cache: HIT` or `STALE`. Sources in next: dist/server/send-payload.js,
// send-response.js, the app-page, app-route and pages templates in dist/build/templates.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cache/header_builder.h"
#include "cache/prerendered_entry.h"
#include "cache/representation.h"
#include "cache/request_fields.h"
#include "http/content_coding.h"
#include "http/reply.h"
#include "manifest/server_config.h"

namespace next_native {

// Everything that distinguishes the replies of one entry, except the preset fields.
struct ReplyVariant {
  Representation representation;
  const SharedBytes* body;  // in the entry; null: an unknown segment
  ContentCoding coding;
  bool adds_vary;
  bool is_not_modified;
  bool has_data_header;
  bool no_store;
  bool is_stale;
  bool omits_length;
  int status;  // set before the page is asked; 0: none

  bool operator==(const ReplyVariant&) const = default;
};

struct ReplyVariantHash {
  [[nodiscard]] size_t operator()(const ReplyVariant& variant) const noexcept;
};

// Immutable; refers to the entry.
class PrerenderedFields {
 public:
  // `entry` must outlive this object; `config` is copied as needed.
  PrerenderedFields(const PrerenderedEntry& entry, const ServerConfig& config);

  [[nodiscard]] int StatusOf(const ReplyVariant& variant) const;

  // Both return an empty text for none.
  [[nodiscard]] std::string_view EntityTagOf(Representation representation) const;
  [[nodiscard]] std::string_view ContentTypeOf(const ReplyVariant& variant) const;

  // The value of a stored field; empty: none.
  [[nodiscard]] std::string_view StoredField(std::string_view name) const;

  // `body_length` is in bytes, as encoded. A field that the user's server has set is left out where
  // its value wins.
  [[nodiscard]] std::vector<HeaderField> Make(const ReplyVariant& variant,
                                              const PresetFields& preset,
                                              uint64_t body_length) const;

 private:
  [[nodiscard]] std::string CacheControlText() const;
  void AddPageFields(const ReplyVariant& variant, const PresetFields& preset,
                     HeaderBuilder& headers) const;
  void AddRouteFields(const ReplyVariant& variant, const PresetFields& preset,
                      HeaderBuilder& headers) const;

  const PrerenderedEntry& entry_;
  const bool powered_by_header_;
  const bool generate_etags_;
};

}  // namespace next_native

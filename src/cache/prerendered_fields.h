// Status and header fields of a reply made from a prerendered entry, in the order Next.js sends
// them for `x-nextjs-cache: HIT` or `STALE`. Sources in next: dist/server/send-payload.js,
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

// What tells one reply from another, apart from the preset fields.
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
  int status;  // asked for; 0: none

  bool operator==(const ReplyVariant&) const = default;
};

struct ReplyVariantHash {
  [[nodiscard]] size_t operator()(const ReplyVariant& variant) const noexcept;
};

// Immutable; refers to the entry.
class PrerenderedFields {
 public:
  // `entry` must outlive this. Copies what it needs of `config`.
  PrerenderedFields(const PrerenderedEntry& entry, const ServerConfig& config);

  [[nodiscard]] int StatusOf(const ReplyVariant& variant) const;

  // Empty: none.
  [[nodiscard]] std::string_view EntityTagOf(Representation representation) const;
  [[nodiscard]] std::string_view ContentTypeOf(const ReplyVariant& variant) const;

  // Of the stored fields; empty: none.
  [[nodiscard]] std::string_view StoredField(std::string_view name) const;

  // `body_length`: bytes, as encoded. Fields the user's server has set are left out where they win.
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

#include "cache/prerendered_fields.h"

#include <functional>
#include <map>

#include "base/ascii.h"
#include "http/cache_control.h"
#include "http/content_negotiation.h"
#include "http/next_headers.h"

namespace next_native {
namespace {

constexpr std::string_view kHtmlType = "text/html; charset=utf-8";
constexpr std::string_view kRscType = "text/x-component";
constexpr std::string_view kJsonType = "application/json; charset=utf-8";

// RedirectStatusCode in next's client/components/redirect-status-code.js.
bool IsRedirect(int status) { return status == 303 || status == 307 || status == 308; }

std::string_view CacheState(const ReplyVariant& variant) {
  return variant.is_stale ? "STALE" : "HIT";
}

void AddFirstFields(bool no_store, HeaderBuilder& headers) {
  if (no_store) headers.Set("Cache-Control", kPrivateNoStore);
}

}  // namespace

size_t ReplyVariantHash::operator()(const ReplyVariant& variant) const noexcept {
  size_t hash = std::hash<const void*>{}(variant.body);
  for (const size_t part :
       {static_cast<size_t>(variant.representation), static_cast<size_t>(variant.coding),
        static_cast<size_t>(variant.adds_vary), static_cast<size_t>(variant.is_not_modified),
        static_cast<size_t>(variant.has_data_header), static_cast<size_t>(variant.no_store),
        static_cast<size_t>(variant.is_stale), static_cast<size_t>(variant.omits_length),
        static_cast<size_t>(variant.status)}) {
    hash = hash * 31 + part;
  }
  return hash;
}

PrerenderedFields::PrerenderedFields(const PrerenderedEntry& entry, const ServerConfig& config)
    : entry_(entry),
      powered_by_header_(config.powered_by_header),
      generate_etags_(config.generate_etags) {}

std::string_view PrerenderedFields::EntityTagOf(Representation representation) const {
  if (!generate_etags_) return {};
  if (representation == Representation::kPagesData) return entry_.data_entity_tag;
  return IsHtml(representation) ? std::string_view(entry_.html_entity_tag) : std::string_view();
}

std::string_view PrerenderedFields::StoredField(std::string_view name) const {
  for (const HeaderField& field : entry_.headers) {
    if (EqualsIgnoreCase(field.name, name)) return field.value;
  }
  return {};
}

std::string_view PrerenderedFields::ContentTypeOf(const ReplyVariant& variant) const {
  if (variant.representation == Representation::kRouteBody) return StoredField("content-type");
  if (!variant.body || entry_.is_not_found) return {};
  if (entry_.redirect && variant.representation == Representation::kPagesHtml) return {};
  if (IsApp(variant.representation)) {
    const std::string_view stored = variant.representation == Representation::kAppSegment
                                        ? std::string_view()
                                        : StoredField("content-type");
    if (!stored.empty()) return stored;
  }
  if (IsHtml(variant.representation)) return kHtmlType;
  return variant.representation == Representation::kPagesData ? kJsonType : kRscType;
}

std::string PrerenderedFields::CacheControlText() const {
  // The error pages of pages/ must not be stored when they are requested directly
  // (pages-handler.js).
  if (entry_.kind == PrerenderedKind::kPage &&
      (entry_.page_pathname == "/404" || entry_.page_pathname == "/500")) {
    return std::string(kPrivateNoStore);
  }
  return PageCacheControl(entry_.lifetime.revalidate, entry_.lifetime.expire);
}

int PrerenderedFields::StatusOf(const ReplyVariant& variant) const {
  const int asked = variant.status != 0 ? variant.status : 200;
  switch (variant.representation) {
    case Representation::kAppHtml:
      return entry_.status.value_or(asked);
    case Representation::kAppRsc: {
      // The client router reads the redirect from the payload.
      const int status = entry_.status.value_or(asked);
      return IsRedirect(status) ? 200 : status;
    }
    case Representation::kAppSegment:
      return variant.body ? asked : 404;
    case Representation::kRouteBody:
      return entry_.status.value_or(200);
    case Representation::kPagesHtml:
      return entry_.redirect ? entry_.redirect->status : asked;
    case Representation::kPagesData:
      return entry_.is_not_found ? 404 : asked;
    case Representation::kStaticHtml:
      return asked;
  }
  return asked;
}

void PrerenderedFields::AddPageFields(const ReplyVariant& variant, const PresetFields& preset,
                                      HeaderBuilder& headers) const {
  const Representation representation = variant.representation;
  const bool is_pages =
      representation == Representation::kPagesHtml || representation == Representation::kPagesData;
  AddFirstFields(variant.no_store, headers);
  // The handler of the page overwrites the Vary of the user's server.
  if (IsApp(representation)) headers.Set("Vary", kAppVary);
  if (variant.has_data_header) headers.Set(kMatchedPathHeader, entry_.page_pathname);
  if (IsApp(representation) || is_pages) headers.Set("x-nextjs-cache", CacheState(variant));
  if (IsApp(representation)) headers.Set("x-nextjs-prerender", "1");
  if (representation == Representation::kAppSegment) {
    headers.Set("x-nextjs-postponed", "2");
  } else if (IsApp(representation)) {
    for (const HeaderField& field : entry_.headers) {
      headers.Append(field.name, field.value, FieldMerge::kAppend);
    }
  }
  const auto add_cache_control = [&] {
    if (representation != Representation::kStaticHtml && !headers.Has("Cache-Control") &&
        Preset(preset, ResponseHeader::kCacheControl).empty()) {
      headers.Set("Cache-Control", CacheControlText());
    }
  };
  if (is_pages) add_cache_control();
  if (entry_.redirect && IsHtml(representation)) {
    headers.Set("Location", entry_.redirect->location);
    if (entry_.redirect->status == 308) {
      headers.Set("Refresh", "0;url=" + entry_.redirect->location);
    }
  }
  if (powered_by_header_ && IsHtml(representation) && !entry_.redirect)
    headers.Set("X-Powered-By", "Next.js");
  add_cache_control();
  if (const std::string_view tag = EntityTagOf(representation); !tag.empty()) {
    headers.Set("ETag", tag);
  }
  if (variant.is_not_modified) return;
  const std::string_view type = ContentTypeOf(variant);
  if (Preset(preset, ResponseHeader::kContentType).empty() && !headers.Has("Content-Type") &&
      !type.empty()) {
    headers.Set("Content-Type", type);
  }
  if (HasLength(representation) && variant.coding == ContentCoding::kIdentity &&
      !variant.omits_length && !(*variant.body)->empty()) {
    headers.Set("Content-Length", std::to_string((*variant.body)->size()));
  }
}

// The response of a route handler passes through a web Headers object, which sorts the names and
// puts them in lower case (dist/server/send-response.js).
void PrerenderedFields::AddRouteFields(const ReplyVariant& variant, const PresetFields& preset,
                                       HeaderBuilder& headers) const {
  AddFirstFields(variant.no_store, headers);
  if (const std::string_view vary = Preset(preset, ResponseHeader::kVary); !vary.empty()) {
    headers.Append("Vary", vary);
  }
  headers.Append("vary", kAppVary);
  if (variant.has_data_header) headers.Set(kMatchedPathHeader, entry_.page_pathname);
  headers.Set("x-nextjs-cache", CacheState(variant));

  std::map<std::string, std::vector<std::string_view>> sorted;
  for (const HeaderField& field : entry_.headers) {
    sorted[ToLower(field.name)].push_back(field.value);
  }
  for (const char* forbidden :
       {"content-length", "content-encoding", "transfer-encoding", "x-middleware-set-cookie"}) {
    sorted.erase(forbidden);
  }
  const std::string cache_control = CacheControlText();
  sorted.try_emplace("cache-control", 1, cache_control);
  if (!Preset(preset, ResponseHeader::kCacheControl).empty() || variant.no_store) {
    sorted.erase("cache-control");
  }
  if (!Preset(preset, ResponseHeader::kContentType).empty()) sorted.erase("content-type");
  if (!Preset(preset, ResponseHeader::kEntityTag).empty()) sorted.erase("etag");
  if (!Preset(preset, ResponseHeader::kLastModified).empty()) sorted.erase("last-modified");
  if (!Preset(preset, ResponseHeader::kAcceptRanges).empty()) sorted.erase("accept-ranges");

  for (const auto& [name, values] : sorted) {
    if (name == "set-cookie") {
      for (const std::string_view value : values) headers.Append(name, value, FieldMerge::kAppend);
      continue;
    }
    std::string joined(values.front());
    for (size_t i = 1; i < values.size(); ++i) joined.append(", ").append(values[i]);
    // Only cookies are added to a field that is already set (dist/server/send-response.js).
    headers.Append(name, joined, FieldMerge::kYield);
  }
}

std::vector<HeaderField> PrerenderedFields::Make(const ReplyVariant& variant,
                                                 const PresetFields& preset,
                                                 uint64_t body_length) const {
  HeaderBuilder headers;
  if (variant.representation == Representation::kRouteBody) {
    AddRouteFields(variant, preset, headers);
  } else {
    AddPageFields(variant, preset, headers);
  }
  if (variant.adds_vary) {
    std::string vary = headers.Joined("Vary");
    if (vary.empty()) vary = Preset(preset, ResponseHeader::kVary);
    headers.Set("Vary", WithVaryAcceptEncoding(vary));
  }
  if (variant.coding != ContentCoding::kIdentity) {
    headers.Set("Content-Encoding", ContentCodingName(variant.coding));
    // Next.js sends encoded bodies in chunks. We know the length.
    headers.Set("Content-Length", std::to_string(body_length));
  }
  return headers.Take();
}

}  // namespace next_native

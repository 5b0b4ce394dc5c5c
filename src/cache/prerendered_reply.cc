#include "cache/prerendered_reply.h"

#include <algorithm>

#include "base/ascii.h"
#include "cache/compression.h"
#include "http/cache_control.h"
#include "http/conditional_request.h"
#include "http/content_encoder.h"
#include "http/content_negotiation.h"

namespace next_native {
namespace {

// `Vary` of everything under app/ in a build without intercepting routes.
constexpr std::string_view kAppVary =
    "rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch";
constexpr std::string_view kHtmlType = "text/html; charset=utf-8";
constexpr std::string_view kRscType = "text/x-component";
constexpr std::string_view kJsonType = "application/json; charset=utf-8";

PrerenderedKind KindOf(Representation representation) {
  switch (representation) {
    case Representation::kAppHtml:
    case Representation::kAppRsc:
    case Representation::kAppSegment:
      return PrerenderedKind::kAppPage;
    case Representation::kPagesHtml:
    case Representation::kPagesData:
      return PrerenderedKind::kPage;
    case Representation::kRouteBody:
      return PrerenderedKind::kAppRoute;
    case Representation::kStaticHtml:
      return PrerenderedKind::kStaticPage;
  }
  return PrerenderedKind::kStaticPage;
}

bool IsApp(Representation representation) {
  return KindOf(representation) == PrerenderedKind::kAppPage;
}

bool IsHtml(Representation representation) {
  return representation == Representation::kAppHtml ||
         representation == Representation::kPagesHtml ||
         representation == Representation::kStaticHtml;
}

// Bodies Next.js holds as strings have a length and an entity tag; the others are streamed.
bool HasLength(Representation representation) {
  return IsHtml(representation) || representation == Representation::kPagesData;
}

std::string_view Preset(const PresetFields& preset, ResponseHeader name) {
  return Field(preset, name).value_or(std::string_view());
}

bool IsAnyPreset(const PresetFields& preset) {
  return std::any_of(preset.begin(), preset.end(),
                     [](const auto& field) { return field.has_value(); });
}

// RedirectStatusCode of next's client/components/redirect-status-code.js.
bool IsRedirect(int status) { return status == 303 || status == 307 || status == 308; }

void AddFirstFields(bool no_store, HeaderBuilder& headers) {
  if (no_store) headers.Set("Cache-Control", kPrivateNoStore);
}

}  // namespace

// Compresses one body; what it makes stays with the replies.
class PrerenderedReplies::EncodeJob : public LoadJob {
 public:
  EncodeJob(std::shared_ptr<PrerenderedReplies> owner, EncodingKey key)
      : owner_(std::move(owner)), key_(key) {}

  void Run(const FileSystem&) override {
    {
      const std::lock_guard lock(owner_->mutex_);
      if (owner_->encoded_.contains(key_)) return;
    }
    Result<std::string> encoded = Encode(**key_.first, key_.second);
    SharedBytes bytes =
        encoded ? std::make_shared<const std::string>(std::move(*encoded)) : SharedBytes();
    const std::lock_guard lock(owner_->mutex_);
    if (bytes) owner_->encoded_bytes_ += bytes->size();
    owner_->encoded_.emplace(key_, std::move(bytes));
    owner_->running_.erase(key_);
  }

 private:
  const std::shared_ptr<PrerenderedReplies> owner_;
  const EncodingKey key_;
};

size_t PrerenderedReplies::VariantHash::operator()(const Variant& variant) const noexcept {
  size_t hash = std::hash<const void*>{}(variant.body);
  for (const size_t part :
       {static_cast<size_t>(variant.representation), static_cast<size_t>(variant.coding),
        static_cast<size_t>(variant.adds_vary), static_cast<size_t>(variant.is_not_modified),
        static_cast<size_t>(variant.has_data_header), static_cast<size_t>(variant.no_store),
        static_cast<size_t>(variant.status)}) {
    hash = hash * 31 + part;
  }
  return hash;
}

PrerenderedReplies::PrerenderedReplies(std::shared_ptr<const PrerenderedEntry> entry,
                                       const ServerConfig& config)
    : entry_(std::move(entry)),
      compress_(config.compress),
      powered_by_header_(config.powered_by_header),
      generate_etags_(config.generate_etags) {}

std::shared_ptr<PrerenderedReplies> PrerenderedReplies::Make(
    std::shared_ptr<const PrerenderedEntry> entry, const ServerConfig& config) {
  return std::shared_ptr<PrerenderedReplies>(new PrerenderedReplies(std::move(entry), config));
}

bool PrerenderedReplies::Has(Representation representation) const {
  if (entry_->is_partial || entry_->kind != KindOf(representation)) return false;
  return representation != Representation::kAppSegment || entry_->has_segments;
}

const SharedBytes* PrerenderedReplies::FindBody(Representation representation,
                                                std::string_view segment) const {
  switch (representation) {
    case Representation::kAppHtml:
    case Representation::kPagesHtml:
    case Representation::kStaticHtml:
      return &entry_->html;
    case Representation::kAppRsc:
      return &entry_->rsc;
    case Representation::kPagesData:
      return &entry_->data;
    case Representation::kRouteBody:
      return &entry_->body;
    case Representation::kAppSegment: {
      const auto found = entry_->segments.find(segment);
      return found == entry_->segments.end() ? nullptr : &found->second;
    }
  }
  return nullptr;
}

std::string_view PrerenderedReplies::EntityTagOf(Representation representation) const {
  if (!generate_etags_) return {};
  if (representation == Representation::kPagesData) return entry_->data_entity_tag;
  return IsHtml(representation) ? std::string_view(entry_->html_entity_tag) : std::string_view();
}

std::string_view PrerenderedReplies::StoredField(std::string_view name) const {
  for (const HeaderField& field : entry_->headers) {
    if (EqualsIgnoreCase(field.name, name)) return field.value;
  }
  return {};
}

std::string_view PrerenderedReplies::ContentTypeOf(const Variant& variant) const {
  if (variant.representation == Representation::kRouteBody) return StoredField("content-type");
  if (!variant.body) return {};
  if (IsApp(variant.representation)) {
    const std::string_view stored = variant.representation == Representation::kAppSegment
                                        ? std::string_view()
                                        : StoredField("content-type");
    if (!stored.empty()) return stored;
  }
  if (IsHtml(variant.representation)) return kHtmlType;
  return variant.representation == Representation::kPagesData ? kJsonType : kRscType;
}

std::string PrerenderedReplies::CacheControlText() const {
  // Asked for directly, the error pages of pages/ are never stored (pages-handler.js).
  if (entry_->kind == PrerenderedKind::kPage &&
      (entry_->page_pathname == "/404" || entry_->page_pathname == "/500")) {
    return std::string(kPrivateNoStore);
  }
  return PageCacheControl(entry_->lifetime.revalidate, entry_->lifetime.expire);
}

int PrerenderedReplies::StatusOf(const Variant& variant) const {
  const int asked = variant.status != 0 ? variant.status : 200;
  switch (variant.representation) {
    case Representation::kAppHtml:
      return entry_->status.value_or(asked);
    case Representation::kAppRsc: {
      // The client router reads a redirect from the payload.
      const int status = entry_->status.value_or(asked);
      return IsRedirect(status) ? 200 : status;
    }
    case Representation::kAppSegment:
      return variant.body ? asked : 404;
    case Representation::kRouteBody:
      return entry_->status.value_or(200);
    case Representation::kPagesHtml:
    case Representation::kPagesData:
    case Representation::kStaticHtml:
      return asked;
  }
  return asked;
}

PrerenderedReplies::Variant PrerenderedReplies::ChooseVariant(
    const PrerenderedRequest& request) const {
  const RequestFields& fields = request.fields;
  Variant variant{request.representation,
                  FindBody(request.representation, request.segment),
                  ContentCoding::kIdentity,
                  false,
                  false,
                  request.has_data_header && request.status.value_or(200) == 200,
                  request.no_store,
                  request.status.value_or(0)};
  const std::string_view entity_tag = EntityTagOf(request.representation);
  if (!entity_tag.empty()) {
    ConditionalHeaders condition;
    condition.if_none_match = Field(fields, RequestHeader::kIfNoneMatch);
    condition.if_modified_since = Field(fields, RequestHeader::kIfModifiedSince);
    condition.cache_control = Field(fields, RequestHeader::kCacheControl);
    if (IsFresh(condition, Validators{entity_tag, std::nullopt})) {
      variant.is_not_modified = true;
    }
  }

  CompressionFacts facts;
  facts.enabled = compress_ && request.compress;
  facts.method = request.method;
  facts.accept_encoding = Field(fields, RequestHeader::kAcceptEncoding);
  facts.content_type = Preset(request.preset, ResponseHeader::kContentType);
  // A 304 ends before the page's own type is set.
  if (facts.content_type.empty() && !variant.is_not_modified) {
    facts.content_type = ContentTypeOf(variant);
  }
  facts.cache_control = Preset(request.preset, ResponseHeader::kCacheControl);
  if (request.no_store) facts.cache_control = {};
  if (facts.cache_control.empty()) facts.cache_control = StoredField("cache-control");
  facts.content_encoding = Preset(request.preset, ResponseHeader::kContentEncoding);
  if (variant.is_not_modified) {
    facts.content_length = 0;
  } else if (HasLength(request.representation)) {
    facts.content_length = (*variant.body)->size();
  }
  const CompressionDecision decision = DecideCompression(facts);
  variant.adds_vary = decision.adds_vary;
  if (variant.body) variant.coding = decision.coding;
  return variant;
}

PrerenderedAnswer PrerenderedReplies::Answer(const PrerenderedRequest& request) {
  Variant variant = ChooseVariant(request);
  SharedBytes body = variant.body && !variant.is_not_modified ? *variant.body : SharedBytes();

  const std::lock_guard lock(mutex_);
  if (variant.coding != ContentCoding::kIdentity) {
    const EncodingKey key(variant.body, variant.coding);
    const auto encoded = encoded_.find(key);
    if (encoded == encoded_.end()) return {nullptr, JobFor(key)};
    if (encoded->second) {
      body = encoded->second;
    } else {
      variant.coding = ContentCoding::kIdentity;
    }
  }
  if (IsAnyPreset(request.preset)) return {MakeReply(variant, request.preset, std::move(body)), {}};
  SharedReply& shared = replies_[variant];
  if (!shared) shared = MakeReply(variant, request.preset, std::move(body));
  return {shared, {}};
}

SharedLoadJob PrerenderedReplies::JobFor(const EncodingKey& key) {
  std::weak_ptr<LoadJob>& running = running_[key];
  SharedLoadJob job = running.lock();
  if (!job) {
    job = std::make_shared<EncodeJob>(shared_from_this(), key);
    running = job;
  }
  return job;
}

void PrerenderedReplies::AddPageFields(const Variant& variant, const PresetFields& preset,
                                       HeaderBuilder& headers) const {
  const Representation representation = variant.representation;
  const bool is_pages =
      representation == Representation::kPagesHtml || representation == Representation::kPagesData;
  AddFirstFields(variant.no_store, headers);
  // What the user's server put into Vary is lost there: the page's handler sets it anew.
  if (IsApp(representation)) headers.Set("Vary", kAppVary);
  if (variant.has_data_header) headers.Set("x-nextjs-matched-path", entry_->page_pathname);
  if (IsApp(representation) || is_pages) headers.Set("x-nextjs-cache", "HIT");
  if (IsApp(representation)) headers.Set("x-nextjs-prerender", "1");
  if (representation == Representation::kAppSegment) {
    headers.Set("x-nextjs-postponed", "2");
  } else if (IsApp(representation)) {
    for (const HeaderField& field : entry_->headers) headers.Append(field.name, field.value);
  }
  const auto add_cache_control = [&] {
    if (representation != Representation::kStaticHtml && !headers.Has("Cache-Control") &&
        Preset(preset, ResponseHeader::kCacheControl).empty()) {
      headers.Set("Cache-Control", CacheControlText());
    }
  };
  if (is_pages) add_cache_control();
  if (powered_by_header_ && IsHtml(representation)) headers.Set("X-Powered-By", "Next.js");
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
      !(*variant.body)->empty()) {
    headers.Set("Content-Length", std::to_string((*variant.body)->size()));
  }
}

// A route handler's response passes through a web Headers object: names in lower case and sorted
// (dist/server/send-response.js).
void PrerenderedReplies::AddRouteFields(const Variant& variant, const PresetFields& preset,
                                        HeaderBuilder& headers) const {
  AddFirstFields(variant.no_store, headers);
  if (const std::string_view vary = Preset(preset, ResponseHeader::kVary); !vary.empty()) {
    headers.Append("Vary", vary);
  }
  headers.Append("vary", kAppVary);
  if (variant.has_data_header) headers.Set("x-nextjs-matched-path", entry_->page_pathname);
  headers.Set("x-nextjs-cache", "HIT");

  std::map<std::string, std::vector<std::string_view>> sorted;
  for (const HeaderField& field : entry_->headers) {
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
      for (const std::string_view value : values) headers.Append(name, value);
      continue;
    }
    std::string joined(values.front());
    for (size_t i = 1; i < values.size(); ++i) joined.append(", ").append(values[i]);
    headers.Append(name, joined);
  }
}

SharedReply PrerenderedReplies::MakeReply(const Variant& variant, const PresetFields& preset,
                                          SharedBytes body) const {
  HeaderBuilder headers;
  const bool is_route = variant.representation == Representation::kRouteBody;
  if (is_route) {
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
    // Next.js streams these in chunks; we know the length and say so.
    headers.Set("Content-Length", std::to_string(body->size()));
  }
  auto reply = std::make_shared<Reply>();
  reply->status = variant.is_not_modified ? 304 : StatusOf(variant);
  reply->headers = headers.Take();
  reply->body = std::move(body);
  reply->kind = variant.no_store ? ReplyKind::kError : ReplyKind::kPrerendered;
  return reply;
}

size_t PrerenderedReplies::ByteSize() const {
  const std::lock_guard lock(mutex_);
  return entry_->ByteSize() + encoded_bytes_;
}

}  // namespace next_native

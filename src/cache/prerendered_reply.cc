#include "cache/prerendered_reply.h"

#include <algorithm>
#include <utility>

#include "http/compression.h"
#include "http/conditional_request.h"
#include "http/content_encoder.h"

namespace next_native {
namespace {

// Bytes that an entry takes beside its bodies: header fields, replies, nodes of the cache.
constexpr size_t kOverhead = 1024;

}  // namespace

// Compresses one body and stores the result with the replies.
class PrerenderedReplies::EncodeJob : public LoadJob {
 public:
  EncodeJob(std::shared_ptr<PrerenderedReplies> owner, const SharedBytes* body,
            ContentCoding coding)
      : owner_(std::move(owner)), key_(body, coding) {}

  void Run(const FileSystem&) override {
    {
      const MutexLock lock(owner_->mutex_);
      if (owner_->encoded_.contains(key_)) return;
    }
    Result<std::string> encoded = Encode(**key_.first, key_.second);
    SharedBytes bytes =
        encoded ? std::make_shared<const std::string>(std::move(*encoded)) : SharedBytes();
    const MutexLock lock(owner_->mutex_);
    if (bytes) owner_->encoded_bytes_ += bytes->size();
    owner_->encoded_.emplace(key_, std::move(bytes));
    owner_->running_.erase(key_);
  }

 private:
  const std::shared_ptr<PrerenderedReplies> owner_;
  const EncodingKey key_;
};

PrerenderedReplies::PrerenderedReplies(std::shared_ptr<const PrerenderedEntry> entry,
                                       const ServerConfig& config)
    : entry_(std::move(entry)), fields_(*entry_, config), compress_(config.compress) {}

std::shared_ptr<PrerenderedReplies> PrerenderedReplies::Make(
    std::shared_ptr<const PrerenderedEntry> entry, const ServerConfig& config) {
  return std::shared_ptr<PrerenderedReplies>(new PrerenderedReplies(std::move(entry), config));
}

bool PrerenderedReplies::Has(Representation representation) const {
  if (entry_->is_partial || entry_->kind != KindOf(representation)) return false;
  if (entry_->is_not_found) return representation == Representation::kPagesData;
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

ReplyVariant PrerenderedReplies::ChooseVariant(const PrerenderedRequest& request) const {
  const RequestFields& fields = request.fields;
  ReplyVariant variant{request.representation, FindBody(request.representation, request.segment),
                       ContentCoding::kIdentity, false, false,
                       request.has_data_header && request.status.value_or(200) == 200,
                       request.no_store, request.is_stale,
                       // pages-handler.js sets no length here; Node.js adds one if there is a body.
                       request.method == "HEAD" && (entry_->redirect || entry_->is_not_found),
                       request.status.value_or(0)};
  const std::string_view entity_tag = fields_.EntityTagOf(request.representation);
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
  // Next.js ends a 304 before it sets the type of the page.
  if (facts.content_type.empty() && !variant.is_not_modified) {
    facts.content_type = fields_.ContentTypeOf(variant);
  }
  facts.cache_control = Preset(request.preset, ResponseHeader::kCacheControl);
  if (request.no_store) facts.cache_control = {};
  if (facts.cache_control.empty()) facts.cache_control = fields_.StoredField("cache-control");
  facts.content_encoding = Preset(request.preset, ResponseHeader::kContentEncoding);
  if (variant.is_not_modified) {
    facts.content_length = 0;
  } else if (HasLength(request.representation)) {
    facts.content_length = (*variant.body)->size();
  }
  const CompressionDecision decision = DecideCompression(facts);
  variant.adds_vary = decision.adds_vary;
  if (variant.body && !(*variant.body)->empty()) variant.coding = decision.coding;
  return variant;
}

PrerenderedAnswer PrerenderedReplies::Answer(const PrerenderedRequest& request) {
  ReplyVariant variant = ChooseVariant(request);
  SharedBytes body = variant.body && !variant.is_not_modified ? *variant.body : SharedBytes();

  const MutexLock lock(mutex_);
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
    job = std::make_shared<EncodeJob>(shared_from_this(), key.first, key.second);
    running = job;
  }
  return job;
}

SharedReply PrerenderedReplies::MakeReply(const ReplyVariant& variant, const PresetFields& preset,
                                          SharedBytes body) const {
  auto reply = std::make_shared<Reply>();
  reply->status = variant.is_not_modified ? 304 : fields_.StatusOf(variant);
  reply->headers = fields_.Make(variant, preset, body ? body->size() : 0);
  reply->body = std::move(body);
  reply->kind = variant.no_store ? ReplyKind::kError : ReplyKind::kPrerendered;
  reply->route = variant.no_store ? "" : entry_->page_pathname;
  return reply;
}

size_t PrerenderedReplies::ByteSize() const {
  const MutexLock lock(mutex_);
  return kOverhead + entry_->ByteSize() + encoded_bytes_;
}

size_t PrerenderedReplies::VariantCount() const {
  const MutexLock lock(mutex_);
  return static_cast<size_t>(std::ranges::count_if(
      encoded_, [](const auto& encoded) { return encoded.second != nullptr; }));
}

}  // namespace next_native

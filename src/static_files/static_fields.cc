#include "static_files/static_fields.h"

#include <optional>

#include "cache/header_builder.h"
#include "http/cache_control.h"
#include "http/compression.h"
#include "http/conditional_request.h"
#include "http/content_negotiation.h"
#include "http/date.h"
#include "http/entity_tag.h"
#include "http/range.h"

namespace next_native {
namespace {

constexpr std::string_view kImmutable = "public, max-age=31536000, immutable";
constexpr std::string_view kRevalidate = "public, max-age=0, must-revalidate";
constexpr std::string_view kDefault = "public, max-age=0";

bool IsPreset(const PresetFields& preset, ResponseHeader name) {
  return !Preset(preset, name).empty();
}

// The validators of the response. Fields that the user's server has set come first.
Validators ValidatorsOf(const FileSnapshot& snapshot, const StaticRules& rules,
                        const PresetFields& preset) {
  Validators validators;
  validators.entity_tag = Preset(preset, ResponseHeader::kEntityTag);
  if (validators.entity_tag.empty() && rules.generate_etags) {
    validators.entity_tag = snapshot.entity_tag;
  }
  const std::string_view date = Preset(preset, ResponseHeader::kLastModified);
  validators.last_modified_ms = date.empty() ? snapshot.last_modified_ms : ParseHttpDate(date);
  return validators;
}

ConditionalHeaders ConditionsOf(const RequestFields& fields) {
  ConditionalHeaders conditions;
  conditions.if_match = Field(fields, RequestHeader::kIfMatch);
  conditions.if_unmodified_since = Field(fields, RequestHeader::kIfUnmodifiedSince);
  conditions.if_none_match = Field(fields, RequestHeader::kIfNoneMatch);
  conditions.if_modified_since = Field(fields, RequestHeader::kIfModifiedSince);
  conditions.cache_control = Field(fields, RequestHeader::kCacheControl);
  return conditions;
}

// 200, 206, 304, 412 or 416 (`send`, SendStream.prototype.send).
StaticPlan PlanSend(const FileSnapshot& snapshot, const StaticRules& rules,
                    const StaticRequest& request) {
  const uint64_t size = snapshot.info.size;
  const Validators validators = ValidatorsOf(snapshot, rules, request.preset);
  switch (EvaluatePrecondition(ConditionsOf(request.fields), validators)) {
    case Precondition::kFailed:
      return {.status = 412};
    case Precondition::kNotModified:
      return {.status = 304};
    case Precondition::kProceed:
      break;
  }
  RangeHeaders headers;
  headers.range = Field(request.fields, RequestHeader::kRange);
  headers.if_range = Field(request.fields, RequestHeader::kIfRange);
  const RangeDecision range = ResolveRange(headers, validators, size);
  switch (range.outcome) {
    case RangeOutcome::kUnsatisfiable:
      return {.status = 416};
    case RangeOutcome::kPartial:
      return {.status = 206, .offset = range.offset, .length = range.length};
    case RangeOutcome::kWhole:
      break;
  }
  return {.status = 200, .length = size};
}

}  // namespace

FileSnapshot::FileSnapshot(const FileInfo& file_info)
    : info(file_info),
      entity_tag(FileEntityTag(file_info.size, file_info.mtime_ms)),
      last_modified(FormatHttpDate(file_info.mtime_ms)),
      last_modified_ms(ParseHttpDate(last_modified)) {}

StaticRules::StaticRules(const ServerConfig& config)
    : compress(config.compress),
      generate_etags(config.generate_etags),
      service_worker_scope(config.base_path.empty() ? "/" : config.base_path) {}

StaticPlan PlanStaticAnswer(const StaticFile& file, const FileSnapshot& snapshot,
                            const StaticRules& rules, const StaticRequest& request) {
  if (request.method != "GET" && request.method != "HEAD") return {.status = 405};
  if (!file.is_servable) return {.status = 400};
  StaticPlan plan = PlanSend(snapshot, rules, request);
  if (plan.status != 200 && plan.status != 206) return plan;

  CompressionFacts facts;
  facts.enabled = rules.compress;
  facts.method = request.method;
  facts.accept_encoding = Field(request.fields, RequestHeader::kAcceptEncoding);
  facts.content_type = Preset(request.preset, ResponseHeader::kContentType);
  if (facts.content_type.empty()) facts.content_type = file.media_type;
  facts.cache_control = Preset(request.preset, ResponseHeader::kCacheControl);
  facts.content_encoding = Preset(request.preset, ResponseHeader::kContentEncoding);
  facts.content_length = plan.length;
  const CompressionDecision decision = DecideCompression(facts);
  plan.adds_vary = decision.adds_vary;
  // Next.js compresses a 206 too. Content-Range then counts bytes of the encoded form (RFC 9110
  // section 14.4), and no client can join such parts. We never compress a part.
  if (plan.status == 200) plan.coding = decision.coding;
  return plan;
}

std::vector<std::string_view> NotModifiedRemovals() {
  return {"Content-Encoding", "Content-Language", "Content-Length", "Content-Range",
          "Content-Type"};
}

std::vector<HeaderField> StaticFields(const StaticFile& file, const FileSnapshot& snapshot,
                                      const StaticRules& rules, const StaticPlan& plan,
                                      const PresetFields& preset, uint64_t body_length) {
  HeaderBuilder headers;
  const bool has_cache_control = IsPreset(preset, ResponseHeader::kCacheControl);
  // Fields that the router sets (router-server.js).
  if (file.folder == StaticFolder::kNextStatic && !has_cache_control) {
    if (file.path.starts_with("/service-worker/")) {
      headers.Set("Cache-Control", kRevalidate);
      headers.Set("Service-Worker-Allowed", rules.service_worker_scope);
    } else {
      headers.Set("Cache-Control", kImmutable);
    }
  }
  if (plan.status == 405) {
    headers.Append("Allow", "GET");
    headers.Append("Allow", "HEAD");
  } else if (plan.status != 400) {
    // Fields that `send` sets.
    if (!IsPreset(preset, ResponseHeader::kAcceptRanges)) headers.Set("Accept-Ranges", "bytes");
    if (!has_cache_control && !headers.Has("Cache-Control")) headers.Set("Cache-Control", kDefault);
    if (!IsPreset(preset, ResponseHeader::kLastModified)) {
      headers.Set("Last-Modified", snapshot.last_modified);
    }
    if (rules.generate_etags && !IsPreset(preset, ResponseHeader::kEntityTag)) {
      headers.Set("ETag", snapshot.entity_tag);
    }
    if (plan.status != 304 && !IsPreset(preset, ResponseHeader::kContentType)) {
      headers.Set("Content-Type", file.media_type);
    }
  }
  if (plan.status == 416) {
    headers.Set("Content-Range", UnsatisfiedContentRange(snapshot.info.size));
  }
  if (plan.IsError()) {
    // The error page replaces the value of the file.
    headers.Set("Cache-Control", kPrivateNoStore);
    return headers.Take();
  }
  if (plan.status == 304) return headers.Take();
  if (plan.status == 206) {
    headers.Set("Content-Range", ContentRange(plan.offset, plan.length, snapshot.info.size));
  }
  const std::string length = std::to_string(body_length);
  if (plan.coding == ContentCoding::kIdentity) headers.Set("Content-Length", length);
  if (plan.adds_vary) {
    headers.Set("Vary", WithVaryAcceptEncoding(Preset(preset, ResponseHeader::kVary)));
  }
  if (plan.coding != ContentCoding::kIdentity) {
    headers.Set("Content-Encoding", ContentCodingName(plan.coding));
    // Next.js sends encoded bodies in chunks. We know the length.
    headers.Set("Content-Length", length);
  }
  return headers.Take();
}

}  // namespace next_native

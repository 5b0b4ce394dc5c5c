#include "pages/generated_reply.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "http/compression.h"
#include "http/content_negotiation.h"

namespace next_native {
namespace {

HeaderField* FindField(Reply& reply, std::string_view name) {
  const auto found =
      std::find_if(reply.headers.begin(), reply.headers.end(),
                   [name](const HeaderField& field) { return EqualsIgnoreCase(field.name, name); });
  return found == reply.headers.end() ? nullptr : &*found;
}

// Returns the value of a field of the reply, or else the value set on the response before.
std::string_view EffectiveValue(Reply& reply, std::string_view name, const Request& request,
                                ResponseHeader preset) {
  if (const HeaderField* field = FindField(reply, name)) return field->value;
  return request.PresetField(preset).value_or(std::string_view());
}

}  // namespace

GeneratedReply MakeGeneratedReply(int status, ReplyKind kind, std::vector<HeaderField> headers,
                                  std::string body) {
  auto reply = std::make_unique<Reply>();
  reply->status = status;
  reply->kind = kind;
  reply->headers = std::move(headers);
  std::erase_if(reply->headers, [](const HeaderField& field) { return field.value.empty(); });
  reply->body = std::make_shared<const std::string>(std::move(body));
  return reply;
}

GeneratedReply MakeRedirect(int status, std::string location) {
  std::vector<HeaderField> headers = {{"location", location}};
  if (status == 308) headers.push_back({"Refresh", "0;url=" + location});
  return MakeGeneratedReply(status, ReplyKind::kRedirect, std::move(headers), std::move(location));
}

void FinishGeneratedReply(const Request& request, Compression compression,
                          std::string_view vary_before, Reply& reply) {
  HeaderField* vary = FindField(reply, "Vary");
  const std::string_view type =
      EffectiveValue(reply, "Content-Type", request, ResponseHeader::kContentType);
  const std::string_view cache_control =
      EffectiveValue(reply, "Cache-Control", request, ResponseHeader::kCacheControl);
  if (compression == Compression::kOn && VariesByEncoding(type, cache_control)) {
    if (vary) {
      if (!vary_before.empty()) vary->value = std::string(vary_before) + ", " + vary->value;
      *vary = {"Vary", WithVaryAcceptEncoding(vary->value)};
    } else {
      reply.headers.push_back({"Vary", WithVaryAcceptEncoding(vary_before)});
    }
  } else if (vary) {
    // Sent as a line of its own, beside the lines that are on the response.
    vary->merge = FieldMerge::kAppend;
  }
  if (request.method != "HEAD" && !FindField(reply, "Content-Length")) {
    reply.headers.push_back({"Content-Length", std::to_string(reply.body->size())});
  }
}

SharedReply WithVary(SharedReply reply, std::string_view fields) {
  if (fields.empty()) return reply;
  auto copy = std::make_shared<Reply>(*reply);
  if (HeaderField* vary = FindField(*copy, "Vary")) {
    vary->value = std::string(fields) + ", " + vary->value;
  } else {
    copy->headers.insert(copy->headers.begin(), {"vary", std::string(fields)});
  }
  return copy;
}

SharedReply WithoutHeaders(const SharedReply& reply) {
  auto copy = std::make_shared<Reply>(*reply);
  copy->headers.clear();
  return copy;
}

SharedReply WithStatus(SharedReply reply, int status) {
  if (reply->status == status) return reply;
  auto copy = std::make_shared<Reply>(*reply);
  copy->status = status;
  return copy;
}

}  // namespace next_native

#include "stored_response_reader.h"

#include <optional>
#include <string>
#include <utility>

namespace next_native {
namespace {

std::optional<PrerenderedKind> ReadKind(const Napi::Value& value) {
  if (!value.IsString()) return std::nullopt;
  const std::string name = value.As<Napi::String>().Utf8Value();
  if (name == "APP_PAGE") return PrerenderedKind::kAppPage;
  if (name == "APP_ROUTE") return PrerenderedKind::kAppRoute;
  if (name == "PAGES" || name == "REDIRECT" || name == "NOT_FOUND") return PrerenderedKind::kPage;
  return std::nullopt;
}

// Returns the bytes of a string or a Buffer; null for any other value.
SharedBytes ReadBytes(const Napi::Value& value) {
  if (value.IsString()) {
    return std::make_shared<const std::string>(value.As<Napi::String>().Utf8Value());
  }
  if (!value.IsBuffer()) return nullptr;
  const auto buffer = value.As<Napi::Buffer<char>>();
  return std::make_shared<const std::string>(buffer.Data(), buffer.Length());
}

std::optional<int64_t> ReadSeconds(const Napi::Value& value) {
  if (!value.IsNumber()) return std::nullopt;
  return value.As<Napi::Number>().Int64Value();
}

}  // namespace

std::shared_ptr<PrerenderedEntry> ReadStoredResponse(const Napi::Value& value) {
  if (!value.IsObject()) return nullptr;
  const auto object = value.As<Napi::Object>();
  const std::optional<PrerenderedKind> kind = ReadKind(object.Get("kind"));
  if (!kind) return nullptr;
  auto entry = std::make_shared<PrerenderedEntry>();
  entry->kind = *kind;
  if (const Napi::Value status = object.Get("status"); status.IsNumber()) {
    entry->status = status.As<Napi::Number>().Int32Value();
  }
  const auto headers = object.Get("headers").As<Napi::Array>();
  for (uint32_t i = 0; i + 1 < headers.Length(); i += 2) {
    entry->headers.push_back(
        {headers.Get(i).ToString().Utf8Value(), headers.Get(i + 1).ToString().Utf8Value()});
  }
  if (const Napi::Value tags = object.Get("tags"); tags.IsString()) {
    entry->tags = SplitCacheTags(tags.As<Napi::String>().Utf8Value());
  }
  entry->lifetime.revalidate = ReadSeconds(object.Get("revalidate"));
  entry->lifetime.expire = ReadSeconds(object.Get("expire"));
  entry->is_partial = object.Get("isPartial").ToBoolean().Value();
  entry->is_fallback = object.Get("isFallback").ToBoolean().Value();
  entry->is_not_found = object.Get("isNotFound").ToBoolean().Value();
  if (const Napi::Value location = object.Get("location"); location.IsString()) {
    entry->redirect = {location.As<Napi::String>().Utf8Value(), entry->status.value_or(307)};
  }
  entry->html = ReadBytes(object.Get("html"));
  entry->rsc = ReadBytes(object.Get("rsc"));
  entry->data = ReadBytes(object.Get("data"));
  entry->body = ReadBytes(object.Get("body"));
  if (const Napi::Value list = object.Get("segments"); list.IsArray()) {
    const auto segments = list.As<Napi::Array>();
    entry->has_segments = true;
    for (uint32_t i = 0; i + 1 < segments.Length(); i += 2) {
      entry->segments.insert_or_assign(segments.Get(i).ToString().Utf8Value(),
                                       ReadBytes(segments.Get(i + 1)));
    }
  }
  return entry;
}

}  // namespace next_native

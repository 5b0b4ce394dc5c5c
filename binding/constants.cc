#include "constants.h"

#include <array>
#include <string>

#include "action_writer.h"
#include "http/header_name.h"

namespace next_native {
namespace {

template <class Names>
Napi::Array NamesToArray(Napi::Env env, const Names& names) {
  Napi::Array array = Napi::Array::New(env, names.size());
  for (uint32_t i = 0; i < names.size(); ++i) {
    array.Set(i, Napi::String::New(env, names[i].data(), names[i].size()));
  }
  return array;
}

void SetType(Napi::Object types, const char* name, ActionType type) {
  types.Set(name, static_cast<uint32_t>(type));
}

// Loads and answers of middleware have no name: the addon reports them by other functions.
struct NamedEvent {
  const char* key;
  std::string_view name;
  ExchangeEvent event;
};
constexpr std::array<NamedEvent, 5> kEvents = {{
    {"noFallback", "no-fallback", ExchangeEvent::kNoFallback},
    {"decodeError", "decode-error", ExchangeEvent::kDecodeError},
    {"renderError", "render-error", ExchangeEvent::kRenderError},
    {"errorRendered", "error-rendered", ExchangeEvent::kErrorRendered},
    {"fileVanished", "file-vanished", ExchangeEvent::kFileVanished},
}};

Napi::Object ExchangeEvents(Napi::Env env) {
  Napi::Object events = Napi::Object::New(env);
  for (const NamedEvent& entry : kEvents) {
    events.Set(entry.key, Napi::String::New(env, entry.name.data(), entry.name.size()));
  }
  return events;
}

Napi::Object FieldMerges(Napi::Env env) {
  Napi::Object merges = Napi::Object::New(env);
  const auto set = [&](const char* key, FieldMerge merge) {
    merges.Set(key, std::string(1, FieldMergeCode(merge)));
  };
  set("replace", FieldMerge::kReplace);
  set("append", FieldMerge::kAppend);
  set("yield", FieldMerge::kYield);
  return merges;
}

Napi::Object Wire(Napi::Env env) {
  Napi::Object wire = Napi::Object::New(env);
  wire.Set("codeBase", static_cast<uint32_t>(kHeaderCodeBase));
  wire.Set("codeShift", std::string(1, kHeaderCodeShift));
  wire.Set("codesPerShift", static_cast<uint32_t>(kHeaderCodesPerShift));
  return wire;
}

}  // namespace

std::optional<ExchangeEvent> FindExchangeEvent(std::string_view name) {
  for (const NamedEvent& entry : kEvents) {
    if (entry.name == name) return entry.event;
  }
  return std::nullopt;
}

void DefineConstants(Napi::Env env, Napi::Object exports) {
  exports.Set("requestHeaderNames", NamesToArray(env, RequestHeaderNames()));
  exports.Set("responseHeaderNames", NamesToArray(env, ResponseHeaderNames()));
  exports.Set("wire", Wire(env));
  exports.Set("replyKinds", NamesToArray(env, ReplyKindNames()));
  exports.Set("fieldMerge", FieldMerges(env));
  exports.Set("exchangeEvent", ExchangeEvents(env));

  Napi::Object types = Napi::Object::New(env);
  SetType(types, "reply", ActionType::kReply);
  SetType(types, "staleReply", ActionType::kStaleReply);
  SetType(types, "file", ActionType::kFile);
  SetType(types, "entrypoint", ActionType::kEntrypoint);
  SetType(types, "load", ActionType::kLoad);
  SetType(types, "middleware", ActionType::kMiddleware);
  SetType(types, "middlewareBody", ActionType::kMiddlewareBody);
  SetType(types, "proxy", ActionType::kProxy);
  SetType(types, "image", ActionType::kImage);
  SetType(types, "endSocket", ActionType::kEndSocket);
  SetType(types, "finished", ActionType::kFinished);
  SetType(types, "changed", ActionType::kChanged);
  exports.Set("actionType", types);
}

}  // namespace next_native

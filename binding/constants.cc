#include "constants.h"

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

}  // namespace

void DefineConstants(Napi::Env env, Napi::Object exports) {
  exports.Set("requestHeaderNames", NamesToArray(env, RequestHeaderNames()));
  exports.Set("responseHeaderNames", NamesToArray(env, ResponseHeaderNames()));
  exports.Set("replyKinds", NamesToArray(env, ReplyKindNames()));

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

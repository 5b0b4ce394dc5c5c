// ResponseAction -> the JavaScript object the shim performs.
#pragma once

#include <napi.h>

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/response_action.h"

namespace next_native {

// `type` of an action object; the wire form of the ResponseAction alternatives.
enum class ActionType : uint32_t {
  kReply,
  kStaleReply,  // a reply, and the entrypoint action that makes another behind it
  kFile,
  kEntrypoint,
  kLoad,
  kMiddleware,
  kMiddlewareBody,
  kProxy,
  kImage,
  kEndSocket,
  kFinished,
  kChanged,  // the changes to make to the messages first, and the action itself
};

// Names of ReplyKind, in its order: the keys of app.stats().
[[nodiscard]] const std::array<std::string_view, static_cast<size_t>(ReplyKind::kCount)>&
ReplyKindNames();

// The JavaScript forms of shared replies, so that serving one again makes no garbage. Bounded by
// count and bytes: the oldest leave first, and those that no cache holds any more. Belongs to one
// environment.
class ReplyObjectCache {
 public:
  [[nodiscard]] Napi::Value Get(Napi::Env env, const SharedReply& reply);
  // Bounds the bytes of the bodies that the objects keep (ServerConfig::reply_memory).
  void set_capacity(size_t bytes) { capacity_ = bytes; }
  void Clear();

 private:
  struct Entry {
    SharedReply reply;  // keeps the key's address from being reused
    Napi::ObjectReference object;
  };
  void Evict();
  void DropOldest();
  void DropAbandoned();

  std::unordered_map<const Reply*, Entry> entries_;
  std::deque<const Reply*> order_;
  size_t bytes_ = 0;
  size_t capacity_ = 0;
};

// The JavaScript forms of the outputs of a build, `{ kind, page, pathname, file }`. Belongs to one
// environment.
class OutputObjectCache {
 public:
  [[nodiscard]] Napi::Value Get(Napi::Env env, const Output& output);

 private:
  std::unordered_map<const Output*, Napi::ObjectReference> objects_;  // of the one build
};

// What the actions of one server share.
struct ActionObjects {
  ReplyObjectCache replies;
  OutputObjectCache outputs;
};

// `exchange` is the id the shim resumes or releases; 0 where the action ends the exchange.
[[nodiscard]] Napi::Value WriteAction(Napi::Env env, const ResponseAction& action,
                                      const MessageChanges& changes, uint32_t exchange,
                                      ActionObjects& objects);

}  // namespace next_native

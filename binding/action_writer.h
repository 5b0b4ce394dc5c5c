// Converts a ResponseAction to the JavaScript object that the shim performs.
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
  kStaleReply,  // a reply, and the entrypoint action that re-renders it afterwards
  kFile,
  kEntrypoint,
  kLoad,
  kMiddleware,
  kMiddlewareBody,
  kProxy,
  kImage,
  kEndSocket,
  kFinished,
  kChanged,  // an action, and the changes to request and response to make before it
};

// Names of ReplyKind, in its order: the keys of app.stats().
[[nodiscard]] const std::array<std::string_view, static_cast<size_t>(ReplyKind::kCount)>&
ReplyKindNames();

// Keeps the JavaScript objects of shared replies, so that sending one again makes no garbage.
// Bounded by count and bytes: drops the oldest objects first, and those whose reply no cache holds
// any more. Belongs to one environment.
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

// Keeps the JavaScript objects of the outputs of a build, `{ kind, page, pathname, file }`. Belongs
// to one environment.
class OutputObjectCache {
 public:
  [[nodiscard]] Napi::Value Get(Napi::Env env, const Output& output);

 private:
  std::unordered_map<const Output*, Napi::ObjectReference> objects_;  // of the one build
};

// The objects that the actions of one server share.
struct ActionObjects {
  ReplyObjectCache replies;
  OutputObjectCache outputs;
};

// Returns the object of an action. `exchange` is the id that the shim resumes or releases; 0: the
// action ends the exchange.
[[nodiscard]] Napi::Value WriteAction(Napi::Env env, const ResponseAction& action,
                                      const MessageChanges& changes, uint32_t exchange,
                                      ActionObjects& objects);

}  // namespace next_native

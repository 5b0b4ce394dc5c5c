#include "action_writer.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "constants.h"

namespace next_native {
namespace {

constexpr size_t kMaxReplyObjects = 16384;
// The bytes of a reply object besides its body: header array, object, reference.
constexpr size_t kReplyObjectOverhead = 2048;
constexpr size_t kCopiedBytes = 512;
// The number of old replies that are checked for another owner when one is added.
constexpr size_t kLookedAt = 4;

size_t ChargeOf(const Reply& reply) {
  return kReplyObjectOverhead + (reply.body ? reply.body->size() : 0);
}

Napi::String Utf8(Napi::Env env, std::string_view text) {
  return Napi::String::New(env, text.data(), text.size());
}

Napi::Value Latin1(Napi::Env env, std::string_view text) {
  napi_value value = nullptr;
  napi_create_string_latin1(env, text.data(), text.size(), &value);
  return {env, value};
}

Napi::Array FlatHeaders(Napi::Env env, const std::vector<HeaderField>& headers) {
  Napi::Array array = Napi::Array::New(env, headers.size() * 2);
  uint32_t at = 0;
  for (const HeaderField& field : headers) {
    array.Set(at++, Utf8(env, field.name));
    array.Set(at++, Utf8(env, field.value));
  }
  return array;
}

// A character for each field; empty where all replace.
std::string Merges(const std::vector<HeaderField>& headers) {
  const bool is_plain = std::all_of(headers.begin(), headers.end(), [](const HeaderField& field) {
    return field.merge == FieldMerge::kReplace;
  });
  if (is_plain) return {};
  std::string text;
  for (const HeaderField& field : headers) text += FieldMergeCode(field.merge);
  return text;
}

Napi::Array RemovedNames(Napi::Env env, const std::vector<std::string_view>& names) {
  Napi::Array array = Napi::Array::New(env, names.size());
  for (uint32_t i = 0; i < names.size(); ++i) array.Set(i, Utf8(env, names[i]));
  return array;
}

// Returns a Buffer over the shared bytes, which live until the Buffer is collected. Few bytes are
// copied, because a copy costs less than a finalizer.
Napi::Value BodyBuffer(Napi::Env env, const SharedBytes& body) {
  if (body->size() <= kCopiedBytes)
    return Napi::Buffer<char>::Copy(env, body->data(), body->size());
  auto owner = std::make_unique<SharedBytes>(body);
  // Buffers are writable in JavaScript, but the shim only sends this one.
  char* data = const_cast<char*>(body->data());
  return Napi::Buffer<char>::NewOrCopy(
      env, data, body->size(),
      [](Napi::BasicEnv /*env*/, char* /*data*/, SharedBytes* hint) {
        std::unique_ptr<SharedBytes> released(hint);
      },
      owner.release());
}

Napi::Object NewAction(Napi::Env env, ActionType type, ReplyKind kind) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("type", static_cast<uint32_t>(type));
  object.Set("kind", static_cast<uint32_t>(kind));
  return object;
}

// Absent properties are undefined, which counts as empty.
Napi::Object ReplyObject(Napi::Env env, const Reply& reply) {
  Napi::Object object = NewAction(env, ActionType::kReply, reply.kind);
  object.Set("status", reply.status);
  object.Set("headers", FlatHeaders(env, reply.headers));
  if (const std::string merges = Merges(reply.headers); !merges.empty()) {
    object.Set("merges", merges);
  }
  if (!reply.removed.empty()) object.Set("removed", RemovedNames(env, reply.removed));
  if (reply.body) object.Set("body", BodyBuffer(env, reply.body));
  if (reply.route) object.Set("route", Utf8(env, *reply.route));
  return object;
}

Napi::Object FileObject(Napi::Env env, const SendFile& file, uint32_t exchange) {
  Napi::Object object = NewAction(env, ActionType::kFile, ReplyKind::kStatic);
  object.Set("exchange", exchange);
  object.Set("status", file.status);
  object.Set("headers", FlatHeaders(env, file.headers));
  object.Set("path", Utf8(env, file.path));
  object.Set("offset", static_cast<double>(file.offset));
  object.Set("length", static_cast<double>(file.length));
  return object;
}

Napi::Value ParamsObject(Napi::Env env, const InvokeEntrypoint& invoke) {
  Napi::Object params = Napi::Object::New(env);
  for (const RouteParam& param : invoke.params) {
    if (!param.is_catch_all) {
      params.Set(Utf8(env, param.name), Utf8(env, param.values.front()));
      continue;
    }
    Napi::Array values = Napi::Array::New(env, param.values.size());
    for (uint32_t i = 0; i < param.values.size(); ++i) values.Set(i, Utf8(env, param.values[i]));
    params.Set(Utf8(env, param.name), values);
  }
  return params;
}

// One value, or a list of them.
Napi::Value ValueOrList(Napi::Env env, const std::vector<std::string>& values, bool is_list) {
  if (!is_list) return values.empty() ? env.Undefined() : Utf8(env, values.front());
  Napi::Array list = Napi::Array::New(env, values.size());
  for (uint32_t i = 0; i < values.size(); ++i) list.Set(i, Utf8(env, values[i]));
  return list;
}

Napi::Value QueryValues(Napi::Env env, const std::optional<QueryObject>& query) {
  if (!query) return env.Null();
  Napi::Object object = Napi::Object::New(env);
  for (const QueryValue& value : query->entries()) {
    object.Set(Utf8(env, value.name), ValueOrList(env, value.values, value.is_list));
  }
  return object;
}

Napi::Array ChangedFields(Napi::Env env, const std::vector<ResponseField>& fields) {
  Napi::Array array = Napi::Array::New(env, fields.size() * 2);
  uint32_t at = 0;
  for (const ResponseField& field : fields) {
    array.Set(at++, Utf8(env, field.name));
    array.Set(at++, ValueOrList(env, field.values, field.is_list));
  }
  return array;
}

Napi::Array ChangedFields(Napi::Env env, const std::vector<RequestField>& fields) {
  Napi::Array array = Napi::Array::New(env, fields.size() * 2);
  uint32_t at = 0;
  for (const RequestField& field : fields) {
    array.Set(at++, Utf8(env, field.name));
    array.Set(at++, ValueOrList(env, field.values, field.is_list));
  }
  return array;
}

Napi::Value KeptFields(Napi::Env env, const RequestEdits& edits) {
  if (!edits.kept) return env.Null();
  return ValueOrList(env, *edits.kept, true);
}

const char* OutputKindName(OutputKind kind) {
  switch (kind) {
    case OutputKind::kAppPage:
      return "app-page";
    case OutputKind::kAppRoute:
      return "app-route";
    case OutputKind::kPagesApi:
      return "pages-api";
    case OutputKind::kPage:
    case OutputKind::kStaticPage:
      return "pages";
  }
  return "pages";
}

// Absent flags are undefined, which counts as false.
void SetRouterRequest(Napi::Env env, const RouterRequest& router, Napi::Object object) {
  if (!router.is_rsc) return;
  object.Set("isRsc", true);
  if (!router.is_prefetch) return;
  object.Set("isPrefetch", true);
  if (router.segment) object.Set("segment", Latin1(env, *router.segment));
}

Napi::Object EntrypointObject(Napi::Env env, const InvokeEntrypoint& invoke, uint32_t exchange,
                              ActionObjects& objects) {
  Napi::Object object =
      NewAction(env, ActionType::kEntrypoint,
                invoke.is_error_page ? ReplyKind::kError : ReplyKind::kEntrypoint);
  object.Set("exchange", exchange);
  object.Set("output", objects.outputs.Get(env, *invoke.output));
  object.Set("status", invoke.status);
  if (invoke.has_params) object.Set("params", ParamsObject(env, invoke));
  if (!invoke.headers.empty()) object.Set("headers", FlatHeaders(env, invoke.headers));
  if (!invoke.append_vary.empty()) object.Set("appendVary", Utf8(env, invoke.append_vary));
  if (!invoke.url.empty()) object.Set("url", Utf8(env, invoke.url));
  if (invoke.query) object.Set("query", QueryValues(env, invoke.query));
  if (!invoke.locale.empty()) {
    object.Set("locale", Utf8(env, invoke.locale));
    object.Set("defaultLocale", Utf8(env, invoke.default_locale));
    object.Set("isLocaleDomain", invoke.is_locale_domain);
  }
  if (invoke.drop_next_url) object.Set("dropNextUrl", true);
  if (invoke.is_data_request) object.Set("isDataRequest", true);
  if (invoke.is_error_page) object.Set("isErrorPage", true);
  if (invoke.custom_error_render) object.Set("customErrorRender", true);
  if (invoke.has_normal_url) object.Set("hasNormalUrl", true);
  SetRouterRequest(env, invoke.router, object);
  return object;
}

}  // namespace

const std::array<std::string_view, static_cast<size_t>(ReplyKind::kCount)>& ReplyKindNames() {
  static constexpr std::array<std::string_view, static_cast<size_t>(ReplyKind::kCount)> kNames = {
      "static", "prerendered", "entrypoint", "error", "middleware", "proxy", "image", "redirect"};
  return kNames;
}

Napi::Value OutputObjectCache::Get(Napi::Env env, const Output& output) {
  Napi::ObjectReference& reference = objects_[&output];
  if (reference.IsEmpty()) {
    Napi::Object object = Napi::Object::New(env);
    object.Set("kind", OutputKindName(output.kind));
    object.Set("page", Utf8(env, output.page));
    object.Set("pathname", Utf8(env, output.pathname));
    object.Set("file", Utf8(env, output.file));
    object.Freeze();
    reference = Napi::Persistent(object);
  }
  return reference.Value();
}

Napi::Value ReplyObjectCache::Get(Napi::Env env, const SharedReply& reply) {
  auto found = entries_.find(reply.get());
  if (found != entries_.end()) return found->second.object.Value();
  Napi::Object object = ReplyObject(env, *reply);
  // A reply without another owner was made for this request alone.
  if (reply.use_count() > 1) {
    entries_.emplace(reply.get(), Entry{reply, Napi::Persistent(object)});
    order_.push_back(reply.get());
    bytes_ += ChargeOf(*reply);
    Evict();
  }
  return object;
}

void ReplyObjectCache::Evict() {
  DropAbandoned();
  while (order_.size() > 1 && (order_.size() > kMaxReplyObjects || bytes_ > capacity_)) {
    DropOldest();
  }
}

void ReplyObjectCache::DropOldest() {
  auto oldest = entries_.find(order_.front());
  order_.pop_front();
  bytes_ -= ChargeOf(*oldest->second.reply);
  entries_.erase(oldest);
}

// Checks a few of the oldest replies each time one is added. If this cache is the only owner of a
// reply, its entry was replaced or evicted. It cannot be requested again, and no other budget
// counts its bytes.
void ReplyObjectCache::DropAbandoned() {
  for (size_t i = 0; i < kLookedAt && order_.size() > 1; ++i) {
    const auto oldest = entries_.find(order_.front());
    if (oldest->second.reply.use_count() == 1) {
      DropOldest();
    } else {
      order_.push_back(order_.front());
      order_.pop_front();
    }
  }
}

void ReplyObjectCache::Clear() {
  entries_.clear();
  order_.clear();
  bytes_ = 0;
}

namespace {

Napi::Value WriteUnchanged(Napi::Env env, const ResponseAction& action, uint32_t exchange,
                           ActionObjects& objects) {
  if (const auto* send = std::get_if<SendReply>(&action))
    return objects.replies.Get(env, send->reply);
  if (const auto* stale = std::get_if<SendStaleReply>(&action)) {
    Napi::Object object = NewAction(env, ActionType::kStaleReply, stale->reply->kind);
    object.Set("reply", objects.replies.Get(env, stale->reply));
    object.Set("renewal", EntrypointObject(env, stale->renewal, exchange, objects));
    return object;
  }
  if (const auto* file = std::get_if<SendFile>(&action)) return FileObject(env, *file, exchange);
  if (const auto* invoke = std::get_if<InvokeEntrypoint>(&action)) {
    return EntrypointObject(env, *invoke, exchange, objects);
  }
  if (std::holds_alternative<AwaitLoad>(action)) {
    Napi::Object object = NewAction(env, ActionType::kLoad, ReplyKind::kStatic);
    object.Set("exchange", exchange);
    return object;
  }
  if (const auto* middleware = std::get_if<InvokeMiddleware>(&action)) {
    Napi::Object object = NewAction(env, ActionType::kMiddleware, ReplyKind::kMiddleware);
    object.Set("exchange", exchange);
    object.Set("path", middleware->url.empty() ? env.Null() : Utf8(env, middleware->url));
    SetRouterRequest(env, middleware->router, object);
    return object;
  }
  if (const auto* body = std::get_if<SendMiddlewareBody>(&action)) {
    Napi::Object object = NewAction(env, ActionType::kMiddlewareBody, ReplyKind::kMiddleware);
    object.Set("status", body->status);
    return object;
  }
  if (const auto* proxy = std::get_if<ProxyRequest>(&action)) {
    Napi::Object object = NewAction(env, ActionType::kProxy, ReplyKind::kProxy);
    object.Set("exchange", exchange);
    object.Set("url", Utf8(env, proxy->url));
    return object;
  }
  if (const auto* image = std::get_if<OptimizeImage>(&action)) {
    Napi::Object object = NewAction(env, ActionType::kImage, ReplyKind::kImage);
    object.Set("exchange", exchange);
    object.Set("query", QueryValues(env, image->query));
    return object;
  }
  if (std::holds_alternative<EndSocket>(action)) {
    return NewAction(env, ActionType::kEndSocket, ReplyKind::kError);
  }
  return NewAction(env, ActionType::kFinished, ReplyKind::kEntrypoint);
}

}  // namespace

Napi::Value WriteAction(Napi::Env env, const ResponseAction& action, const MessageChanges& changes,
                        uint32_t exchange, ActionObjects& objects) {
  Napi::Value written = WriteUnchanged(env, action, exchange, objects);
  if (changes.empty()) return written;
  // Wraps the action instead of changing it, because many requests share the object of a reply.
  Napi::Object object = NewAction(env, ActionType::kChanged, ReplyKind::kEntrypoint);
  object.Set("action", written);
  object.Set("responseFields", ChangedFields(env, changes.response));
  object.Set("keptFields", KeptFields(env, changes.request));
  object.Set("requestFields", ChangedFields(env, changes.request.set));
  return object;
}

}  // namespace next_native

// The JavaScript class `Server`: one app's core in one environment.
#pragma once

#include <napi.h>

#include <functional>
#include <memory>

#include "action_writer.h"
#include "exchange_table.h"
#include "io/uv_file_system.h"
#include "job_queue.h"
#include "request_reader.h"
#include "server/build_stores.h"

namespace next_native {

class ServerWrap : public Napi::ObjectWrap<ServerWrap> {
 public:
  static Napi::Function Define(Napi::Env env);
  explicit ServerWrap(const Napi::CallbackInfo& info);

 private:
  // load(dir, configJson, callback(error, info)): reads the build on a worker thread. Call it once;
  // another build needs another server.
  Napi::Value Load(const Napi::CallbackInfo& info);
  // start(method, url, headerText, responseText, responseStatus) -> action
  Napi::Value Start(const Napi::CallbackInfo& info);
  // startPage(pathname, method, url, headerText, responseText, responseStatus) -> action
  Napi::Value StartPage(const Napi::CallbackInfo& info);
  // startError(status, asValue, locale, method, url, headerText, responseText, responseStatus)
  // -> action
  Napi::Value StartError(const Napi::CallbackInfo& info);
  // startRevalidation(method, url, headerText, responseText, responseStatus) -> action
  Napi::Value StartRevalidation(const Napi::CallbackInfo& info);
  // startUpgrade(method, url, headerText, responseText, responseStatus) -> action
  Napi::Value StartUpgrade(const Napi::CallbackInfo& info);
  // onWarning(callback(text)): `callback` gets warnings for the operator, during other calls
  Napi::Value OnWarning(const Napi::CallbackInfo& info);
  // explain(method, url, headerText) -> JSON text, see explain/explanation.h
  Napi::Value Explain(const Napi::CallbackInfo& info);
  // wait(exchange, callback(action)): after an action of type `load`
  Napi::Value Wait(const Napi::CallbackInfo& info);
  // resume(exchange, event) -> action
  Napi::Value Resume(const Napi::CallbackInfo& info);
  // resumeMiddleware(exchange, status, fields) -> action; `fields` are names and values in turn
  Napi::Value ResumeMiddleware(const Napi::CallbackInfo& info);
  // usage() -> the memory that prerendered pages and static files take; empty before load()
  Napi::Value Usage(const Napi::CallbackInfo& info);
  // release(exchange): the request is over; unknown ids are ignored
  Napi::Value Release(const Napi::CallbackInfo& info);
  // beginUpdate(key, response): Next's cache is about to store a response, see
  // stored_response_reader.h; undefined for a kind that the core does not know
  Napi::Value BeginUpdate(const Napi::CallbackInfo& info);
  // endUpdate(key, didWrite): Next's cache has stored it, in files if `didWrite`
  Napi::Value EndUpdate(const Napi::CallbackInfo& info);
  // expireTags(tags): responses with these tags must not be sent any more
  Napi::Value ExpireTags(const Napi::CallbackInfo& info);
  // markTagsStale(tags, expire): responses with these tags are stale, and expire in `expire`
  // seconds; undefined: the revalidation sets no expiry
  Napi::Value MarkTagsStale(const Napi::CallbackInfo& info);

  ServerWrap(const Napi::CallbackInfo& info, std::shared_ptr<const FileSystem> files);
  using Starter =
      std::function<ResponseAction(Exchange&, std::shared_ptr<BuildStores>, const Request&)>;
  // Starts an exchange with the request whose facts begin at argument `first`.
  Napi::Value Begin(const Napi::CallbackInfo& info, size_t first, const Starter& start);
  Napi::Value Act(Napi::Env env, std::unique_ptr<Exchange> exchange, const ResponseAction& action);
  void TellLimits(LimitLog& limits);
  void Improve(const Napi::CallbackInfo& info, StaticResponder& static_files);
  // Writes the next action of an open exchange, and closes the exchange if it is the last one.
  Napi::Value GoOn(Napi::Env env, uint32_t id, Exchange& exchange, const ResponseAction& action);

  const std::shared_ptr<const FileSystem> files_;
  bool was_loaded_ = false;
  std::shared_ptr<BuildStores> stores_;  // null until load() has succeeded
  RequestReader reader_;
  ExchangeTable exchanges_;
  ActionObjects objects_;
  JobQueue jobs_;
  Napi::FunctionReference on_warning_;
};

}  // namespace next_native

#include "server_wrap.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "constants.h"
#include "errors.h"
#include "explain/explanation.h"
#include "load_worker.h"
#include "stored_response_reader.h"

namespace next_native {
namespace {

int64_t NowMs() {
  using std::chrono::duration_cast;
  using std::chrono::milliseconds;
  using std::chrono::system_clock;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

Napi::Value ThrowTypeError(Napi::Env env, const char* message) {
  Napi::TypeError::New(env, message).ThrowAsJavaScriptException();
  return env.Undefined();
}

std::vector<std::string> Strings(const Napi::Array& array) {
  std::vector<std::string> strings;
  strings.reserve(array.Length());
  for (uint32_t i = 0; i < array.Length(); ++i) {
    if (Napi::Value value = array.Get(i); value.IsString()) {
      strings.push_back(value.As<Napi::String>().Utf8Value());
    }
  }
  return strings;
}

// Returns a number of seconds; nullopt for any other value, such as undefined.
std::optional<int64_t> Seconds(const Napi::Value& value) {
  if (!value.IsNumber()) return std::nullopt;
  return value.As<Napi::Number>().Int64Value();
}

Napi::Object UsageObject(Napi::Env env, const CacheUsage& usage) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("entries", static_cast<double>(usage.entries));
  object.Set("variants", static_cast<double>(usage.variants));
  object.Set("bytes", static_cast<double>(usage.bytes));
  object.Set("capacity", static_cast<double>(usage.capacity));
  object.Set("evictions", static_cast<double>(usage.evictions));
  return object;
}

}  // namespace

Napi::Function ServerWrap::Define(Napi::Env env) {
  return DefineClass(
      env, "Server",
      {InstanceMethod<&ServerWrap::Load>("load"), InstanceMethod<&ServerWrap::Start>("start"),
       InstanceMethod<&ServerWrap::StartPage>("startPage"),
       InstanceMethod<&ServerWrap::StartError>("startError"),
       InstanceMethod<&ServerWrap::StartRevalidation>("startRevalidation"),
       InstanceMethod<&ServerWrap::StartUpgrade>("startUpgrade"),
       InstanceMethod<&ServerWrap::OnWarning>("onWarning"),
       InstanceMethod<&ServerWrap::Explain>("explain"), InstanceMethod<&ServerWrap::Wait>("wait"),
       InstanceMethod<&ServerWrap::Resume>("resume"),
       InstanceMethod<&ServerWrap::ResumeMiddleware>("resumeMiddleware"),
       InstanceMethod<&ServerWrap::Usage>("usage"), InstanceMethod<&ServerWrap::Release>("release"),
       InstanceMethod<&ServerWrap::BeginUpdate>("beginUpdate"),
       InstanceMethod<&ServerWrap::EndUpdate>("endUpdate"),
       InstanceMethod<&ServerWrap::ExpireTags>("expireTags"),
       InstanceMethod<&ServerWrap::MarkTagsStale>("markTagsStale")});
}

ServerWrap::ServerWrap(const Napi::CallbackInfo& info)
    : ServerWrap(info, std::make_shared<UvFileSystem>()) {}

ServerWrap::ServerWrap(const Napi::CallbackInfo& info, std::shared_ptr<const FileSystem> files)
    : Napi::ObjectWrap<ServerWrap>(info), files_(files), jobs_(files) {}

Napi::Value ServerWrap::Load(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (info.Length() < 3 || !info[0].IsString() || !info[1].IsString() || !info[2].IsFunction()) {
    return ThrowTypeError(env,
                          "load(dir, configJson, callback) expects two strings and a function");
  }
  if (was_loaded_) return ThrowTypeError(env, "load() was called before");
  was_loaded_ = true;
  LoadWorker::Start(
      info.This().As<Napi::Object>(),
      {files_, info[0].As<Napi::String>().Utf8Value(), info[1].As<Napi::String>().Utf8Value()},
      [this](std::shared_ptr<const LoadedBuild> build) {
        const int64_t reply_memory = build->output.config.reply_memory;
        objects_.replies.set_capacity(static_cast<size_t>(std::max<int64_t>(reply_memory, 0)));
        stores_ = std::make_shared<BuildStores>(std::move(build));
      },
      info[2].As<Napi::Function>());
  return env.Undefined();
}

Napi::Value ServerWrap::Act(Napi::Env env, std::unique_ptr<Exchange> exchange,
                            const ResponseAction& action) {
  const MessageChanges changes = exchange->TakeChanges();
  if (!StaysOpen(exchange->step())) {
    Napi::Value object = WriteAction(env, action, changes, 0, objects_);
    exchanges_.Recycle(std::move(exchange));
    return object;
  }
  const uint32_t id = exchanges_.Open(std::move(exchange));
  return WriteAction(env, action, changes, id, objects_);
}

Napi::Value ServerWrap::GoOn(Napi::Env env, uint32_t id, Exchange& exchange,
                             const ResponseAction& action) {
  Napi::Value object = WriteAction(env, action, exchange.TakeChanges(), id, objects_);
  if (!StaysOpen(exchange.step())) exchanges_.Release(id);
  return object;
}

Napi::Value ServerWrap::Begin(const Napi::CallbackInfo& info, size_t first, const Starter& start) {
  Napi::Env env = info.Env();
  if (!stores_) return ThrowTypeError(env, "load() must have succeeded before a request");
  if (!reader_.Read(info, first, stores_->build->rules.slots)) return env.Undefined();
  std::unique_ptr<Exchange> exchange = exchanges_.Acquire();
  const ResponseAction action = start(*exchange, stores_, reader_.request());
  if (stores_->limits.has_news()) TellLimits(stores_->limits);
  if (stores_->static_files.has_improvements()) Improve(info, stores_->static_files);
  return Act(env, std::move(exchange), action);
}

Napi::Value ServerWrap::Start(const Napi::CallbackInfo& info) {
  return Begin(info, 0,
               [](Exchange& exchange, std::shared_ptr<BuildStores> stores, const Request& request) {
                 return exchange.Start(std::move(stores), request, NowMs());
               });
}

Napi::Value ServerWrap::StartPage(const Napi::CallbackInfo& info) {
  if (!info[0].IsString()) return ThrowTypeError(info.Env(), "startPage() expects a pathname");
  const std::string pathname = info[0].As<Napi::String>().Utf8Value();
  return Begin(
      info, 1,
      [&](Exchange& exchange, std::shared_ptr<BuildStores> stores, const Request& request) {
        return exchange.StartPage(std::move(stores), request, pathname, NowMs());
      });
}

Napi::Value ServerWrap::StartError(const Napi::CallbackInfo& info) {
  if (!info[0].IsNumber()) return ThrowTypeError(info.Env(), "startError() expects a status");
  const int status = info[0].As<Napi::Number>().Int32Value();
  const Purpose purpose = info[1].ToBoolean().Value() ? Purpose::kValue : Purpose::kResponse;
  const std::string locale = info[2].IsString() ? info[2].As<Napi::String>().Utf8Value() : "";
  return Begin(
      info, 3,
      [&](Exchange& exchange, std::shared_ptr<BuildStores> stores, const Request& request) {
        return exchange.StartError(std::move(stores), request, status, purpose, locale, NowMs());
      });
}

Napi::Value ServerWrap::StartRevalidation(const Napi::CallbackInfo& info) {
  return Begin(info, 0,
               [](Exchange& exchange, std::shared_ptr<BuildStores> stores, const Request& request) {
                 return exchange.StartRevalidation(std::move(stores), request, NowMs());
               });
}

Napi::Value ServerWrap::StartUpgrade(const Napi::CallbackInfo& info) {
  return Begin(info, 0,
               [](Exchange& exchange, std::shared_ptr<BuildStores> stores, const Request& request) {
                 return exchange.StartUpgrade(std::move(stores), request, NowMs());
               });
}

Napi::Value ServerWrap::OnWarning(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!info[0].IsFunction()) return ThrowTypeError(env, "onWarning() expects a function");
  on_warning_ = Napi::Persistent(info[0].As<Napi::Function>());
  return env.Undefined();
}

// Starts a job that no request waits for, if the responder has one.
void ServerWrap::Improve(const Napi::CallbackInfo& info, StaticResponder& static_files) {
  SharedLoadJob job = static_files.TakeImprovement();
  if (!job) return;
  jobs_.Run(info.Env(), info.This().As<Napi::Object>(), std::move(job), [](Napi::Env) {});
}

void ServerWrap::TellLimits(LimitLog& limits) {
  for (const std::string& where : limits.Take()) {
    if (on_warning_.IsEmpty()) return;
    on_warning_.Call(
        {Napi::String::New(on_warning_.Env(),
                           "A pattern takes too many steps for some requests and is given up for "
                           "them: " +
                               where)});
  }
}

Napi::Value ServerWrap::Explain(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!stores_) return ThrowTypeError(env, "load() must have succeeded before a request");
  if (!reader_.Read(info, 0, stores_->build->rules.slots)) return env.Undefined();
  return Napi::String::New(env, ::next_native::Explain(stores_, reader_.request(), NowMs()));
}

Napi::Value ServerWrap::Wait(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!info[0].IsNumber() || !info[1].IsFunction()) {
    return ThrowTypeError(env, "wait(exchange, callback) expects a number and a function");
  }
  const uint32_t id = info[0].As<Napi::Number>().Uint32Value();
  Exchange* exchange = exchanges_.Find(id);
  if (exchange == nullptr || !exchange->pending_job()) {
    return ThrowTypeError(env, "wait() on an exchange that waits for nothing");
  }
  auto callback =
      std::make_shared<Napi::FunctionReference>(Napi::Persistent(info[1].As<Napi::Function>()));
  jobs_.Run(env, info.This().As<Napi::Object>(), exchange->pending_job(),
            [this, id, callback](Napi::Env done_env) {
              // The client may have left, and the exchange with it, while the job ran.
              Exchange* waiting = exchanges_.Find(id);
              if (waiting == nullptr) return;
              const std::optional<ResponseAction> action =
                  waiting->Resume(ExchangeEvent::kLoaded, NowMs());
              if (action) callback->Call({GoOn(done_env, id, *waiting, *action)});
            });
  return env.Undefined();
}

Napi::Value ServerWrap::Resume(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  const std::optional<ExchangeEvent> event =
      info[1].IsString() ? FindExchangeEvent(info[1].As<Napi::String>().Utf8Value()) : std::nullopt;
  if (!info[0].IsNumber() || !event) {
    return ThrowTypeError(env, "resume(exchange, event) expects a number and an event name");
  }
  const uint32_t id = info[0].As<Napi::Number>().Uint32Value();
  Exchange* exchange = exchanges_.Find(id);
  if (exchange == nullptr) return ThrowTypeError(env, "resume() on an exchange that is over");
  const std::optional<ResponseAction> action = exchange->Resume(*event, NowMs());
  if (!action)
    return ThrowTypeError(env, "resume() with an event that the exchange does not await");
  return GoOn(env, id, *exchange, *action);
}

Napi::Value ServerWrap::ResumeMiddleware(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!info[0].IsNumber() || !info[1].IsNumber() || !info[2].IsArray()) {
    return ThrowTypeError(
        env, "resumeMiddleware(exchange, status, fields) expects two numbers and a list");
  }
  const uint32_t id = info[0].As<Napi::Number>().Uint32Value();
  Exchange* exchange = exchanges_.Find(id);
  if (exchange == nullptr) {
    return ThrowTypeError(env, "resumeMiddleware() on an exchange that is over");
  }
  MiddlewareAnswer answer;
  answer.status = info[1].As<Napi::Number>().Int32Value();
  const auto fields = info[2].As<Napi::Array>();
  for (uint32_t i = 0; i + 1 < fields.Length(); i += 2) {
    answer.fields.push_back(
        {fields.Get(i).ToString().Utf8Value(), fields.Get(i + 1).ToString().Utf8Value()});
  }
  const std::optional<ResponseAction> action = exchange->ResumeMiddleware(answer, NowMs());
  if (!action) return ThrowTypeError(env, "resumeMiddleware() without middleware that runs");
  return GoOn(env, id, *exchange, *action);
}

Napi::Value ServerWrap::Usage(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  Napi::Object object = Napi::Object::New(env);
  if (!stores_) return object;
  object.Set("cache", UsageObject(env, stores_->prerendered.usage()));
  object.Set("staticFiles", UsageObject(env, stores_->static_files.usage()));
  return object;
}

Napi::Value ServerWrap::Release(const Napi::CallbackInfo& info) {
  if (info[0].IsNumber()) exchanges_.Release(info[0].As<Napi::Number>().Uint32Value());
  return info.Env().Undefined();
}

Napi::Value ServerWrap::BeginUpdate(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!info[0].IsString())
    return ThrowTypeError(env, "beginUpdate(key, response) expects a string");
  if (stores_)
    stores_->prerendered.BeginUpdate(info[0].As<Napi::String>().Utf8Value(),
                                     ReadStoredResponse(info[1]), NowMs());
  return env.Undefined();
}

Napi::Value ServerWrap::EndUpdate(const Napi::CallbackInfo& info) {
  Napi::Env env = info.Env();
  if (!info[0].IsString()) return ThrowTypeError(env, "endUpdate(key, didWrite) expects a string");
  if (stores_)
    stores_->prerendered.EndUpdate(info[0].As<Napi::String>().Utf8Value(),
                                   info[1].ToBoolean().Value(), NowMs());
  return env.Undefined();
}

Napi::Value ServerWrap::ExpireTags(const Napi::CallbackInfo& info) {
  if (!info[0].IsArray()) return ThrowTypeError(info.Env(), "expireTags(tags) expects an array");
  if (stores_) stores_->prerendered.ExpireTags(Strings(info[0].As<Napi::Array>()), NowMs());
  return info.Env().Undefined();
}

Napi::Value ServerWrap::MarkTagsStale(const Napi::CallbackInfo& info) {
  if (!info[0].IsArray()) {
    return ThrowTypeError(info.Env(), "markTagsStale(tags, expire) expects an array");
  }
  if (stores_)
    stores_->prerendered.MarkTagsStale(Strings(info[0].As<Napi::Array>()), NowMs(),
                                       Seconds(info[1]));
  return info.Env().Undefined();
}

}  // namespace next_native

#include "load_worker.h"

#include <utility>
#include <vector>

#include "errors.h"

namespace next_native {
namespace {

Napi::Object BuildInfo(Napi::Env env, const Site& site) {
  const BuildOutput& build = site.build;
  Napi::Object info = Napi::Object::New(env);
  info.Set("buildId", build.build_id);
  info.Set("previewModeId", build.preview_mode_id);
  info.Set("hasApp", build.has_app);
  info.Set("hasPages", build.has_pages);
  info.Set("hasMiddleware", site.rules.has_middleware);
  // The fields that requestText() must send besides the fixed ones.
  const std::vector<std::string>& names = site.rules.slots.extra_names();
  Napi::Array extra = Napi::Array::New(env, names.size());
  for (uint32_t i = 0; i < names.size(); ++i) extra.Set(i, names[i]);
  info.Set("extraHeaderNames", extra);
  return info;
}

}  // namespace

LoadWorker::LoadWorker(Napi::Function callback, Napi::Object owner, std::shared_ptr<Server> server,
                       std::string dir, std::string config_json)
    : Napi::AsyncWorker(callback, "next-native.prepare"),
      owner_(Napi::Persistent(owner)),
      server_(std::move(server)),
      dir_(std::move(dir)),
      config_json_(std::move(config_json)) {}

void LoadWorker::Start(Napi::Env /*env*/, Napi::Object owner, std::shared_ptr<Server> server,
                       std::string dir, std::string config_json, Napi::Function callback) {
  std::unique_ptr<LoadWorker> worker(
      new LoadWorker(callback, owner, std::move(server), std::move(dir), std::move(config_json)));
  worker.release()->Queue();  // deletes itself when done
}

void LoadWorker::Execute() {
  Result<bool> loaded = server_->Load(dir_, config_json_);
  if (!loaded) error_ = std::move(loaded.error());
}

void LoadWorker::OnOK() {
  Napi::Env env = Env();
  Napi::HandleScope scope(env);
  if (error_) {
    Callback().Call({ToJavaScript(env, *error_).Value()});
  } else {
    Callback().Call({env.Null(), BuildInfo(env, *server_->site())});
  }
}

}  // namespace next_native

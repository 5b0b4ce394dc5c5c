#include "load_worker.h"

#include <utility>
#include <vector>

#include "errors.h"

namespace next_native {
namespace {

Napi::Object BuildInfo(Napi::Env env, const LoadedBuild& loaded) {
  const BuildOutput& build = loaded.output;
  Napi::Object info = Napi::Object::New(env);
  info.Set("buildId", build.build_id);
  info.Set("previewModeId", build.preview_mode_id);
  info.Set("hasApp", build.has_app);
  info.Set("hasPages", build.has_pages);
  info.Set("hasMiddleware", loaded.rules.has_middleware);
  // The fields that requestText() must send besides the fixed ones.
  const std::vector<std::string>& names = loaded.rules.slots.extra_names();
  Napi::Array extra = Napi::Array::New(env, names.size());
  for (uint32_t i = 0; i < names.size(); ++i) extra.Set(i, names[i]);
  info.Set("extraHeaderNames", extra);
  return info;
}

}  // namespace

LoadWorker::LoadWorker(Napi::Object owner, Source source, std::function<void(SharedBuild)> use,
                       Napi::Function callback)
    : Napi::AsyncWorker(callback, "next-native.prepare"),
      owner_(Napi::Persistent(owner)),
      source_(std::move(source)),
      use_(std::move(use)) {}

void LoadWorker::Start(Napi::Object owner, Source source, std::function<void(SharedBuild)> use,
                       Napi::Function callback) {
  std::unique_ptr<LoadWorker> worker(
      new LoadWorker(owner, std::move(source), std::move(use), callback));
  worker.release()->Queue();  // deletes itself when done
}

void LoadWorker::Execute() {
  result_ = LoadedBuild::Load(*source_.files, source_.dir, source_.config_json);
}

void LoadWorker::OnOK() {
  Napi::Env env = Env();
  Napi::HandleScope scope(env);
  if (!result_->has_value()) {
    Callback().Call({ToJavaScript(env, result_->error()).Value()});
    return;
  }
  const SharedBuild& build = result_->value();
  use_(build);
  Callback().Call({env.Null(), BuildInfo(env, *build)});
}

}  // namespace next_native

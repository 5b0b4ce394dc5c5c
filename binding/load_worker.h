// Reads a build on a worker thread and reports the result to a callback.
#pragma once

#include <napi.h>

#include <functional>
#include <memory>
#include <string>

#include "server/loaded_build.h"

namespace next_native {

class LoadWorker : public Napi::AsyncWorker {
 public:
  using SharedBuild = std::shared_ptr<const LoadedBuild>;
  // The build to read; see LoadedBuild::Load().
  struct Source {
    std::shared_ptr<const FileSystem> files;
    std::string dir;
    std::string config_json;
  };
  // Calls `callback(error)`, or `use` and then `callback(null, info)`. `owner` is kept alive until
  // then.
  static void Start(Napi::Object owner, Source source, std::function<void(SharedBuild)> use,
                    Napi::Function callback);

  void Execute() override;
  void OnOK() override;

 private:
  LoadWorker(Napi::Object owner, Source source, std::function<void(SharedBuild)> use,
             Napi::Function callback);

  Napi::ObjectReference owner_;
  const Source source_;
  const std::function<void(SharedBuild)> use_;
  std::optional<Result<SharedBuild>> result_;  // set by Execute()
};

}  // namespace next_native

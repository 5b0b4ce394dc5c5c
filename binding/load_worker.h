// Runs Server::Load on a worker thread and reports to a callback.
#pragma once

#include <napi.h>

#include <memory>
#include <string>

#include "server/server.h"

namespace next_native {

class LoadWorker : public Napi::AsyncWorker {
 public:
  // Calls `callback(error)` or `callback(null, info)`. Keeps `owner` alive until then.
  static void Start(Napi::Env env, Napi::Object owner, std::shared_ptr<Server> server,
                    std::string dir, std::string config_json, Napi::Function callback);

  void Execute() override;
  void OnOK() override;

 private:
  LoadWorker(Napi::Function callback, Napi::Object owner, std::shared_ptr<Server> server,
             std::string dir, std::string config_json);

  Napi::ObjectReference owner_;
  std::shared_ptr<Server> server_;
  std::string dir_;
  std::string config_json_;
  std::optional<Error> error_;
};

}  // namespace next_native

// Runs load jobs on libuv's worker pool and notifies all callers that wait for a job.
#pragma once

#include <napi.h>

#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/load_job.h"

namespace next_native {

// Belongs to one environment. A job that is requested again while it runs is run once.
class JobQueue {
 public:
  using Done = std::function<void(Napi::Env)>;
  explicit JobQueue(std::shared_ptr<const FileSystem> files) : files_(std::move(files)) {}
  // Calls `done` on the JavaScript thread when the job is finished. Keeps `owner` alive until then.
  void Run(Napi::Env env, Napi::Object owner, SharedLoadJob job, Done done);

 private:
  class Worker;
  const std::shared_ptr<const FileSystem> files_;
  std::unordered_map<LoadJob*, std::vector<Done>> waiting_;
};

}  // namespace next_native

// A piece of blocking work that has to be done before a request can be answered.
#pragma once

#include <memory>

#include "base/file_system.h"

namespace next_native {

// Handed out by a cache that lacks something; run on the worker pool, after which the cache is
// asked again. While the work is outstanding every request for the same thing gets the same object,
// so whoever runs jobs can tell by the pointer that one run serves all of them.
class LoadJob {
 public:
  virtual ~LoadJob() = default;
  // Blocking; on any thread. Running it twice is harmless. Keeps alive all it needs but `files`.
  // A failure is remembered by the cache that made the job, so asking again never loops.
  virtual void Run(const FileSystem& files) = 0;
};
using SharedLoadJob = std::shared_ptr<LoadJob>;

}  // namespace next_native

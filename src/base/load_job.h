// A piece of blocking work that a request waits for.
#pragma once

#include <memory>

#include "base/file_system.h"

namespace next_native {

// A cache returns a job when it lacks something. The caller runs it on the worker pool and asks the
// cache again. While a job is in flight, every request for the same thing gets the same object, so
// the caller can tell by the pointer that one run serves all of them.
class LoadJob {
 public:
  virtual ~LoadJob() = default;
  // Blocks; may run on any thread, and twice without harm. The job owns everything it needs except
  // `files`. The cache that made the job remembers a failure, so asking again never loops.
  virtual void Run(const FileSystem& files) = 0;
};
using SharedLoadJob = std::shared_ptr<LoadJob>;

}  // namespace next_native

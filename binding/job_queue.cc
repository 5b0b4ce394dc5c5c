#include "job_queue.h"

#include <utility>

namespace next_native {

// Deletes itself when done, like every Napi::AsyncWorker.
class JobQueue::Worker : public Napi::AsyncWorker {
 public:
  Worker(Napi::Env env, Napi::Object owner, JobQueue& queue, SharedLoadJob job)
      : Napi::AsyncWorker(env, "next-native.load"),
        owner_(Napi::Persistent(owner)),
        queue_(queue),
        job_(std::move(job)) {}

  void Execute() override { job_->Run(*queue_.files_); }

  void OnOK() override {
    Napi::HandleScope scope(Env());
    auto found = queue_.waiting_.find(job_.get());
    if (found == queue_.waiting_.end()) return;
    std::vector<Done> waiters = std::move(found->second);
    queue_.waiting_.erase(found);
    for (const Done& done : waiters) {
      done(Env());
      // If a callback throws, the others must still run.
      if (Env().IsExceptionPending()) {
        napi_fatal_exception(Env(), Env().GetAndClearPendingException().Value());
      }
    }
  }

 private:
  Napi::ObjectReference owner_;  // the ServerWrap, and with it `queue_`
  JobQueue& queue_;
  SharedLoadJob job_;
};

void JobQueue::Run(Napi::Env env, Napi::Object owner, SharedLoadJob job, Done done) {
  LoadJob* key = job.get();
  std::vector<Done>& waiters = waiting_[key];
  waiters.push_back(std::move(done));
  if (waiters.size() > 1) return;
  auto worker = std::make_unique<Worker>(env, owner, *this, std::move(job));
  worker.release()->Queue();
}

}  // namespace next_native

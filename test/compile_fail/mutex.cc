// Ways to misuse a Mutex. Without a macro the file compiles; each macro below adds one mistake that
// clang's thread-safety analysis has to refuse.
#include "base/mutex.h"

namespace next_native {

class Counter {
 public:
  void Add(int amount) EXCLUDES(mutex_) {
    const MutexLock lock(mutex_);
    AddLocked(amount);
#ifdef LOCK_TWICE
    const MutexLock again(mutex_);
#endif
  }

  int total() const {
#ifndef READ_WITHOUT_LOCK
    const MutexLock lock(mutex_);
#endif
    return total_;
  }

#ifdef CALL_WITHOUT_LOCK
  void AddTwice(int amount) {
    AddLocked(amount);
    AddLocked(amount);
  }
#endif

#ifdef KEEP_LOCKED
  void Close() { mutex_.Lock(); }
#endif

#ifdef CALL_WITH_LOCK
  void AddOne() {
    const MutexLock lock(mutex_);
    Add(1);
  }
#endif

 private:
  void AddLocked(int amount) REQUIRES(mutex_) { total_ += amount; }

  mutable Mutex mutex_;
  int total_ GUARDED_BY(mutex_) = 0;
};

int Use() {
  Counter counter;
  counter.Add(1);
  return counter.total();
}

}  // namespace next_native

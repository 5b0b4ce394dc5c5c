// Clang's thread-safety annotations (https://clang.llvm.org/docs/ThreadSafetyAnalysis.html). Clang
// checks them as errors in the fuzz build and in clang-tidy; for g++ they are nothing.
#pragma once

#if defined(__clang__)
#define NEXT_NATIVE_THREAD_ATTRIBUTE(x) __attribute__((x))
#else
#define NEXT_NATIVE_THREAD_ATTRIBUTE(x)
#endif

// On a class: its objects are locks, `name` in messages.
#define CAPABILITY(name) NEXT_NATIVE_THREAD_ATTRIBUTE(capability(name))
// On a class: its objects hold a lock from construction to destruction.
#define SCOPED_CAPABILITY NEXT_NATIVE_THREAD_ATTRIBUTE(scoped_lockable)
// On a member: reading and writing it requires the lock.
#define GUARDED_BY(mutex) NEXT_NATIVE_THREAD_ATTRIBUTE(guarded_by(mutex))
// On a function: the caller holds the locks.
#define REQUIRES(...) NEXT_NATIVE_THREAD_ATTRIBUTE(requires_capability(__VA_ARGS__))
// On a function: the caller does not hold the locks, as the function takes them.
#define EXCLUDES(...) NEXT_NATIVE_THREAD_ATTRIBUTE(locks_excluded(__VA_ARGS__))
// On a function: it takes the locks, or gives them back.
#define ACQUIRE(...) NEXT_NATIVE_THREAD_ATTRIBUTE(acquire_capability(__VA_ARGS__))
#define RELEASE(...) NEXT_NATIVE_THREAD_ATTRIBUTE(release_capability(__VA_ARGS__))

// Per-environment state of the addon. Nothing in the binding is global, so the addon loads in
// several worker threads, and twice in one.
#pragma once

#include <napi.h>

namespace next_native {

struct AddonData {
  Napi::FunctionReference server_constructor;
};

}  // namespace next_native

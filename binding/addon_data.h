// Per-environment state of the addon. The binding has no global state, so the addon can be loaded
// by several worker threads, and twice by one.
#pragma once

#include <napi.h>

namespace next_native {

struct AddonData {
  Napi::FunctionReference server_constructor;
};

}  // namespace next_native

// The tables both sides of the boundary must agree on, made here so that they exist once.
#pragma once

#include <napi.h>

namespace next_native {

// Adds `requestHeaderNames`, `responseHeaderNames`, `actionType` and `replyKinds` to `exports`.
void DefineConstants(Napi::Env env, Napi::Object exports);

}  // namespace next_native

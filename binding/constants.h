// The tables that both sides of the boundary share. They are defined here only.
#pragma once

#include <napi.h>

namespace next_native {

// Adds `requestHeaderNames`, `responseHeaderNames`, `actionType` and `replyKinds` to `exports`.
void DefineConstants(Napi::Env env, Napi::Object exports);

}  // namespace next_native

// Core errors as JavaScript errors with a stable `code`.
#pragma once

#include <napi.h>

#include "base/result.h"

namespace next_native {

// An Error with `code` ('NEXT_NATIVE_ERR_...'), and `file` and `jsonPath` where they are known.
[[nodiscard]] Napi::Error ToJavaScript(Napi::Env env, const Error& error);

}  // namespace next_native

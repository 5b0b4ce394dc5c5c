// Converts core errors to JavaScript errors with a stable `code`.
#pragma once

#include <napi.h>

#include "base/result.h"

namespace next_native {

// Returns an Error with `code` ('NEXT_NATIVE_ERR_...'), and `file` and `jsonPath` if known.
[[nodiscard]] Napi::Error ToJavaScript(Napi::Env env, const Error& error);

}  // namespace next_native

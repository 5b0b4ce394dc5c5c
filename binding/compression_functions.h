// The core's compression rules, for responses that are made in JavaScript.
#pragma once

#include <napi.h>

namespace next_native {

// Adds to `exports`:
// - compressionOf(method, acceptEncoding, contentType, cacheControl, contentEncoding, length):
//   returns the coding for such a response, "" for identity, and undefined if `Vary` needs no
//   change either. All arguments except method and length may be undefined; a negative length is
//   unknown.
// - varyAcceptEncoding(vary): returns the value of `Vary` with Accept-Encoding added.
void DefineCompressionFunctions(Napi::Env env, Napi::Object exports);

}  // namespace next_native

// What the core knows of compression, for responses that are made in JavaScript.
#pragma once

#include <napi.h>

namespace next_native {

// Adds to `exports`:
// - compressionOf(method, acceptEncoding, contentType, cacheControl, contentEncoding, length): the
//   coding such a response gets, "" for identity; undefined if nothing is to be added to `Vary`
//   either. All but the method and the length may be undefined; a length below 0 is not known.
// - varyAcceptEncoding(vary): the value of `Vary` with Accept-Encoding.
void DefineCompressionFunctions(Napi::Env env, Napi::Object exports);

}  // namespace next_native

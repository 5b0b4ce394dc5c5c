// Module entry: registers the exports and does nothing else.
#include <napi.h>

#include "addon_data.h"
#include "compression_functions.h"
#include "constants.h"
#include "server_wrap.h"

namespace next_native {
namespace {

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  auto data = std::make_unique<AddonData>();
  Napi::Function constructor = ServerWrap::Define(env);
  data->server_constructor = Napi::Persistent(constructor);
  env.SetInstanceData(data.release());
  exports.Set("Server", constructor);
  DefineConstants(env, exports);
  DefineCompressionFunctions(env, exports);
  return exports;
}

}  // namespace
}  // namespace next_native

static Napi::Object InitAddon(Napi::Env env, Napi::Object exports) {
  return next_native::Init(env, exports);
}
NODE_API_MODULE(next_native, InitAddon)

#include "errors.h"

namespace next_native {
namespace {

// docs/errors.md explains them.
const char* CodeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kNotFound:
      return "NEXT_NATIVE_ERR_NOT_FOUND";
    case ErrorCode::kIoError:
      return "NEXT_NATIVE_ERR_IO";
    case ErrorCode::kMissingBuild:
      return "NEXT_NATIVE_ERR_MISSING_BUILD";
    case ErrorCode::kInvalidManifest:
      return "NEXT_NATIVE_ERR_INVALID_MANIFEST";
    case ErrorCode::kUnsupportedVersion:
      return "NEXT_NATIVE_ERR_UNSUPPORTED_VERSION";
    case ErrorCode::kUnsupportedOutput:
      return "NEXT_NATIVE_ERR_UNSUPPORTED_OUTPUT";
    case ErrorCode::kInvalidPattern:
      return "NEXT_NATIVE_ERR_INVALID_PATTERN";
  }
  return "";  // not reached: the compiler refuses a switch that lacks a code
}

}  // namespace

Napi::Error ToJavaScript(Napi::Env env, const Error& error) {
  Napi::Error result = Napi::Error::New(env, error.message);
  result.Set("code", Napi::String::New(env, CodeName(error.code)));
  if (!error.file.empty()) result.Set("file", Napi::String::New(env, error.file));
  if (!error.json_path.empty()) result.Set("jsonPath", Napi::String::New(env, error.json_path));
  return result;
}

}  // namespace next_native

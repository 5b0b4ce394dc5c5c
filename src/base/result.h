// Result<T>: a value or an Error. The core returns errors and never throws.
#pragma once

#include <cstdint>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace next_native {

// The kind of failure. The binding turns each into a JavaScript `err.code`; see docs/errors.md.
enum class ErrorCode : uint8_t {
  kNotFound,            // a file or folder that does not exist
  kIoError,             // the operating system refused, or memory is short
  kMissingBuild,        // no BUILD_ID: `next build` has not run
  kInvalidManifest,     // a manifest is not JSON, or a field has the wrong shape
  kUnsupportedVersion,  // the installed Next.js, or a manifest version, is outside the range
  kUnsupportedOutput,   // output: 'export'
  kInvalidPattern,      // a route pattern that cannot be compiled
};

struct Error {
  ErrorCode code;
  std::string message;    // a whole sentence for people
  std::string file;       // the file at fault; empty if none
  std::string json_path;  // such as `$.routes["/a"].dataRoute`; empty if none
};

template <class T>
using Result = tl::expected<T, Error>;

// `return Fail(ErrorCode::kNotFound, "...");` from any function that returns Result.
[[nodiscard]] inline tl::unexpected<Error> Fail(ErrorCode code, std::string message,
                                                std::string file = {}, std::string json_path = {}) {
  return tl::unexpected<Error>(
      Error{code, std::move(message), std::move(file), std::move(json_path)});
}

}  // namespace next_native

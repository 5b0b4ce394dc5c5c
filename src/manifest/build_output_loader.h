// Reads everything `next build` left in a dist dir into one BuildOutput.
#pragma once

#include <string>

#include "base/file_system.h"
#include "base/result.h"
#include "manifest/build_output.h"
#include "manifest/server_config.h"

namespace next_native {

// `dir` is the app's folder, absolute; blocking. Errors: kMissingBuild (no BUILD_ID),
// kInvalidManifest (missing, damaged or misshapen file, with file and JSON path),
// kUnsupportedOutput (output: 'export'), kIoError.
[[nodiscard]] Result<BuildOutput> LoadBuildOutput(const FileSystem& files, std::string dir,
                                                  ServerConfig config);

}  // namespace next_native

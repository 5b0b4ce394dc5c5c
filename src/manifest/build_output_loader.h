// Reads everything `next build` left in a dist dir into one BuildOutput.
#pragma once

#include <string>

#include "base/file_system.h"
#include "base/result.h"
#include "manifest/build_output.h"
#include "manifest/server_config.h"

namespace next_native {

// Loads the build of the app in `dir` (absolute). Blocks. Errors: kMissingBuild (no BUILD_ID),
// kInvalidManifest (a missing, damaged or misshapen file; names the file and the JSON path),
// kUnsupportedVersion (a manifest version we do not know), kUnsupportedOutput (output: 'export'),
// kIoError.
[[nodiscard]] Result<BuildOutput> LoadBuildOutput(const FileSystem& files, std::string dir,
                                                  ServerConfig config);

}  // namespace next_native

// Reads one manifest of the build from disk.
#pragma once

#include <memory>
#include <string>

#include "base/file_system.h"
#include "base/result.h"
#include "manifest/json_reader.h"

namespace next_native {

// kOptional: Next.js starts without the file.
enum class Presence : uint8_t { kRequired, kOptional };

// Returns the manifest at `path`, or an empty object if it is optional and does not exist. Errors:
// kInvalidManifest if a required file does not exist or the text is not JSON, kIoError if reading
// fails.
[[nodiscard]] Result<std::unique_ptr<JsonDocument>> ReadManifest(const FileSystem& files,
                                                                 const std::string& path,
                                                                 Presence presence);

}  // namespace next_native

// Reading one manifest of the build from disk.
#pragma once

#include <memory>
#include <string>

#include "base/file_system.h"
#include "base/result.h"
#include "manifest/json_reader.h"

namespace next_native {

// Whether Next.js starts without the file.
enum class Presence : uint8_t { kRequired, kOptional };

// The manifest at `path`; an empty object if it is optional and does not exist. A missing required
// one is kInvalidManifest; anything else that keeps it from being read is kIoError.
[[nodiscard]] Result<std::unique_ptr<JsonDocument>> ReadManifest(const FileSystem& files,
                                                                 const std::string& path,
                                                                 Presence presence);

}  // namespace next_native

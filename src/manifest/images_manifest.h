// Reads from images-manifest.json if this build has an image optimizer.
#pragma once

#include "manifest/build_output.h"
#include "manifest/json_reader.h"

namespace next_native {

// Sets `has_image_optimizer`. With a custom loader or `unoptimized`, /_next/image does not exist
// (next's dist/server/next-server.js, handleNextImageRequest).
void ReadImagesManifest(const JsonValue& root, BuildOutput& build);

}  // namespace next_native

// images-manifest.json: whether this build has an image optimizer.
#pragma once

#include "manifest/build_output.h"
#include "manifest/json_reader.h"

namespace next_native {

// With a loader of the user's own, or `unoptimized`, /_next/image does not exist
// (next's dist/server/next-server.js, handleNextImageRequest).
void ReadImagesManifest(const JsonValue& root, BuildOutput& build);

}  // namespace next_native

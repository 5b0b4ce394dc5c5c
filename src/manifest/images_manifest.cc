#include "manifest/images_manifest.h"

namespace next_native {

void ReadImagesManifest(const JsonValue& root, BuildOutput& build) {
  const JsonValue images = root.OptionalObject("images");
  if (!images.is_present()) return;
  build.has_image_optimizer =
      images.String("loader", "default") == "default" && !images.Bool("unoptimized", false);
}

}  // namespace next_native

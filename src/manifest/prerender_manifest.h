// Reads prerender-manifest.json: what the build prerendered, and what happens to other paths.
#pragma once

#include "manifest/build_output.h"
#include "manifest/json_reader.h"

namespace next_native {

// Fills `prerendered`, `prerendered_dynamic` and `not_found_routes` of `build`. A value of the
// wrong shape is recorded as the document's error.
void ReadPrerenderManifest(const JsonValue& root, BuildOutput& build);

// Sets Output::is_static_generation, once the manifest is read and the outputs are known.
void MarkStaticGeneration(BuildOutput& build);

}  // namespace next_native

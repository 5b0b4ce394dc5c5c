// The forms in which a prerendered entry is sent.
#pragma once

#include <cstdint>

#include "cache/prerendered_entry.h"

namespace next_native {

enum class Representation : uint8_t {
  kAppHtml,
  kAppRsc,
  kAppSegment,  // next-router-segment-prefetch
  kPagesHtml,
  kPagesData,   // /_next/data/…json
  kRouteBody,   // app route handler
  kStaticHtml,  // pages/ output without a handler
};

// The kind of entry that has the representation.
[[nodiscard]] PrerenderedKind KindOf(Representation representation);

// Returns true for a representation of an app page: HTML, RSC payload or segment.
[[nodiscard]] bool IsApp(Representation representation);

[[nodiscard]] bool IsHtml(Representation representation);

// Returns true if the reply has a Content-Length and an entity tag. Next.js streams the other
// bodies.
[[nodiscard]] bool HasLength(Representation representation);

}  // namespace next_native

// The forms in which one prerendered entry is sent.
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

// Of an app page: HTML, RSC payload or segment.
[[nodiscard]] bool IsApp(Representation representation);

[[nodiscard]] bool IsHtml(Representation representation);

// Bodies Next.js holds as strings have a length and an entity tag; the others are streamed.
[[nodiscard]] bool HasLength(Representation representation);

}  // namespace next_native

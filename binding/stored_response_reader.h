// What lib/cache-handler.js hands over of a response that Next's cache stores.
#pragma once

#include <napi.h>

#include <memory>

#include "cache/prerendered_entry.h"

namespace next_native {

// Reads { kind, status, headers, tags, revalidate, expire, html, rsc, data, body, segments }:
// `headers` and `segments` are flat lists of names and values, `segments` null where none were
// made; bodies are strings or Buffers, null where the kind has none. Pages that are elsewhere or
// missing have { location } or { isNotFound } besides. Null for anything else.
[[nodiscard]] std::shared_ptr<PrerenderedEntry> ReadStoredResponse(const Napi::Value& value);

}  // namespace next_native

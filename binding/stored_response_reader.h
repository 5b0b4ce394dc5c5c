// Reads a response that Next's cache stores, as lib/cache/cache-handler.js passes it.
#pragma once

#include <napi.h>

#include <memory>

#include "cache/prerendered_entry.h"

namespace next_native {

// Reads { kind, status, headers, tags, revalidate, expire, isPartial, isFallback, html, rsc, data,
// body, segments }. The core decides whether it answers requests with the response.
// `headers` and `segments` are flat lists of names and values; `segments` is null if there are
// none. Bodies are strings or Buffers, null if the kind has no such body. A redirecting or missing
// page also has { location } or { isNotFound }. Returns null for any other value.
[[nodiscard]] std::shared_ptr<PrerenderedEntry> ReadStoredResponse(const Napi::Value& value);

}  // namespace next_native

// The entries that the lists of custom routes and of middleware's matchers are made of.
#pragma once

#include <string_view>
#include <vector>

#include "manifest/custom_route.h"
#include "manifest/json_reader.h"

namespace next_native {

enum class CustomRouteKind : uint8_t { kHeader, kRedirect, kRewrite };

// What has the wrong shape ends up in the document's error.
[[nodiscard]] CustomRoute ReadCustomRoute(const JsonValue& value, CustomRouteKind kind);

[[nodiscard]] MiddlewareMatcher ReadMiddlewareMatcher(const JsonValue& value);

}  // namespace next_native

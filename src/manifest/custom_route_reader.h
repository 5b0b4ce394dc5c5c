// Reads the entries of the lists of custom routes and of middleware matchers.
#pragma once

#include <string_view>
#include <vector>

#include "manifest/custom_route.h"
#include "manifest/json_reader.h"

namespace next_native {

enum class CustomRouteKind : uint8_t { kHeader, kRedirect, kRewrite };

// Both functions record a value of the wrong shape as the document's error.
[[nodiscard]] CustomRoute ReadCustomRoute(const JsonValue& value, CustomRouteKind kind);

[[nodiscard]] MiddlewareMatcher ReadMiddlewareMatcher(const JsonValue& value);

}  // namespace next_native

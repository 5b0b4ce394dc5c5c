// Middleware's answer and its effect on the request (the `middleware` phase of next's
// dist/server/lib/router-utils/resolve-routes.js).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/header_changes.h"

namespace next_native {

// Names are in lower case; a field with several values appears once for each.
struct MiddlewareField {
  std::string name;
  std::string value;
};

// `location` and `x-middleware-rewrite` are relative where they stay on the request's origin.
struct MiddlewareAnswer {
  int status = 200;
  std::vector<MiddlewareField> fields;
};

enum class MiddlewareVerdict : uint8_t {
  kNext,      // routing continues
  kRewrite,   // routing continues with the URL `target`
  kRedirect,  // to `target`, with the status of the answer
  kBody,      // the answer is the response; `target` is its Location, if any
};

struct MiddlewareEffect {
  MiddlewareVerdict verdict = MiddlewareVerdict::kNext;
  std::string target;
  RequestEdits request;
};

// Reads the answer and adds its fields to `response`.
[[nodiscard]] MiddlewareEffect ApplyMiddlewareAnswer(const MiddlewareAnswer& answer,
                                                     ResponseFields& response);

}  // namespace next_native

// What middleware answered, and what it means for the request (next's dist/server/lib/router-utils/
// resolve-routes.js, the `middleware` phase).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "routing/header_changes.h"

namespace next_native {

// Names are in lower case; a name stands once for each of its values.
struct MiddlewareField {
  std::string name;
  std::string value;
};

// As the shim hands it over: `location` of a redirect and `x-middleware-rewrite` are relative where
// they stay on the origin of the request.
struct MiddlewareAnswer {
  int status = 200;
  std::vector<MiddlewareField> fields;
};

enum class MiddlewareVerdict : uint8_t {
  kNext,      // routing goes on
  kRewrite,   // it goes on with `target`
  kRedirect,  // to `target`, with the status of the answer
  kBody,      // the answer's status and body are the response
};

struct MiddlewareEffect {
  MiddlewareVerdict verdict = MiddlewareVerdict::kNext;
  std::string target;
  RequestEdits request;
};

// Adds the fields of the answer to `response`.
[[nodiscard]] MiddlewareEffect ApplyMiddlewareAnswer(const MiddlewareAnswer& answer,
                                                     ResponseFields& response);

}  // namespace next_native

#include "manifest/custom_route_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

namespace next_native {

namespace {

// allowedStatusCodes of next's lib/redirect-status.js.
constexpr std::array<int64_t, 5> kRedirectStatuses = {301, 302, 303, 307, 308};
constexpr int kPermanentRedirect = 308;
constexpr int kTemporaryRedirect = 307;

std::optional<ConditionKind> ConditionKindOf(std::string_view type) {
  if (type == "header") return ConditionKind::kHeader;
  if (type == "cookie") return ConditionKind::kCookie;
  if (type == "query") return ConditionKind::kQuery;
  if (type == "host") return ConditionKind::kHost;
  return std::nullopt;
}

std::vector<RouteCondition> ReadConditions(const JsonValue& route, std::string_view name) {
  std::vector<RouteCondition> conditions;
  route.OptionalArray(name).ForEachElement([&](const JsonValue& value) {
    if (!value.ExpectObject()) return;
    RouteCondition condition;
    const std::string type = value.String("type");
    const JsonValue type_value = value.Any("type");
    if (const std::optional<ConditionKind> kind = ConditionKindOf(type)) {
      condition.kind = *kind;
    } else if (type_value.is_present()) {
      type_value.Reject("header, cookie, query or host");
    }
    if (condition.kind != ConditionKind::kHost) condition.key = value.String("key");
    std::string pattern = value.String("value", "");
    if (!pattern.empty()) condition.value = std::move(pattern);
    conditions.push_back(std::move(condition));
  });
  return conditions;
}

// getRedirectStatus of lib/redirect-status.js.
int ReadRedirectStatus(const JsonValue& redirect) {
  const int64_t status = redirect.Integer("statusCode", 0);
  if (status == 0) {
    return redirect.Bool("permanent", false) ? kPermanentRedirect : kTemporaryRedirect;
  }
  if (std::find(kRedirectStatuses.begin(), kRedirectStatuses.end(), status) ==
      kRedirectStatuses.end()) {
    redirect.Any("statusCode").Reject("301, 302, 303, 307 or 308");
    return kTemporaryRedirect;
  }
  return static_cast<int>(status);
}

}  // namespace

CustomRoute ReadCustomRoute(const JsonValue& value, CustomRouteKind kind) {
  CustomRoute route;
  if (!value.ExpectObject()) return route;
  route.file = value.file();
  route.json_path = value.json_path();
  route.source = value.String("source");
  route.has = ReadConditions(value, "has");
  route.missing = ReadConditions(value, "missing");
  route.is_internal = value.Bool("internal", false);
  if (kind == CustomRouteKind::kHeader) {
    value.Array("headers").ForEachElement([&](const JsonValue& header) {
      if (!header.ExpectObject()) return;
      route.headers.emplace_back(header.String("key"), header.String("value"));
    });
  } else {
    route.destination = value.String("destination");
  }
  if (kind == CustomRouteKind::kRedirect) route.status_code = ReadRedirectStatus(value);
  return route;
}

MiddlewareMatcher ReadMiddlewareMatcher(const JsonValue& value) {
  MiddlewareMatcher matcher;
  if (!value.ExpectObject()) return matcher;
  matcher.file = value.file();
  matcher.json_path = value.json_path();
  matcher.regexp = value.String("regexp");
  matcher.has = ReadConditions(value, "has");
  matcher.missing = ReadConditions(value, "missing");
  return matcher;
}

}  // namespace next_native

#include "routing/middleware_answer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace next_native {

namespace {

constexpr std::string_view kOverride = "x-middleware-override-headers";
constexpr std::string_view kOverridePrefix = "x-middleware-request-";
constexpr std::string_view kRewrite = "x-middleware-rewrite";
constexpr std::string_view kNext = "x-middleware-next";
constexpr std::string_view kRefresh = "x-middleware-refresh";
constexpr std::string_view kSetCookie = "x-middleware-set-cookie";

// Fields that are not copied from the answer to the request or response: ipcForbiddenHeaders of
// server-ipc/utils.js, and those that resolve-routes.js skips.
bool IsLeftOut(std::string_view name) {
  constexpr std::array<std::string_view, 12> kNames = {
      "accept-encoding",  "keepalive",  "keep-alive",
      "content-encoding", "connection", "transfer-encoding",
      "content-length",   "expect",     "x-middleware-redirect",
      kRefresh,           kRewrite,     kNext};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// The answer as a JavaScript object: each name once, with all its values.
using Fields = std::vector<RequestField>;

Fields Gather(const MiddlewareAnswer& answer) {
  Fields fields;
  for (const MiddlewareField& field : answer.fields) {
    const auto known = std::find_if(fields.begin(), fields.end(), [&](const RequestField& other) {
      return other.name == field.name;
    });
    if (known == fields.end()) {
      fields.push_back({field.name, {field.value}, false});
    } else {
      known->values.push_back(field.value);
      known->is_list = true;
    }
  }
  return fields;
}

std::optional<RequestField> Take(Fields& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [name](const RequestField& field) { return field.name == name; });
  if (found == fields.end()) return std::nullopt;
  RequestField taken = std::move(*found);
  fields.erase(found);
  return taken;
}

bool Has(const Fields& fields, std::string_view name) {
  return std::any_of(fields.begin(), fields.end(), [name](const RequestField& field) {
    return field.name == name && !field.values.front().empty();
  });
}

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// The distinct names of a comma-separated list, in order.
std::vector<std::string> ReadNames(std::string_view list) {
  std::vector<std::string> names;
  for (;;) {
    const size_t end = std::min(list.find(','), list.size());
    std::string name(Trim(list.substr(0, end)));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    if (end == list.size()) return names;
    list.remove_prefix(end + 1);
  }
}

void ApplyOverrides(Fields& fields, RequestEdits& request) {
  if (!Has(fields, kOverride)) return;
  const std::optional<RequestField> list = Take(fields, kOverride);
  request.kept = ReadNames(list->values.front());
  for (const std::string& name : *request.kept) {
    std::optional<RequestField> value = Take(fields, std::string(kOverridePrefix) + name);
    request.set.push_back({name, value ? std::move(value->values) : std::vector<std::string>(),
                           value && value->is_list});
  }
}

bool IsRedirectStatus(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

}  // namespace

MiddlewareEffect ApplyMiddlewareAnswer(const MiddlewareAnswer& answer, ResponseFields& response) {
  MiddlewareEffect effect;
  Fields fields = Gather(answer);
  ApplyOverrides(fields, effect.request);
  const bool rewrites = Has(fields, kRewrite);
  const bool has_location = Has(fields, "location");
  const bool is_body = Has(fields, kRefresh) || (!rewrites && !has_location && !Has(fields, kNext));

  for (RequestField& field : fields) {
    if (field.name == "content-length" || IsLeftOut(field.name)) continue;
    if (field.name == kSetCookie) {
      effect.request.set.push_back(std::move(field));
      continue;
    }
    if (!field.is_list && field.values.front().empty()) continue;
    if (field.is_list) {
      response.SetList(field.name, field.values);
    } else {
      response.Set(field.name, field.values.front());
    }
    effect.request.set.push_back(field);
  }
  const auto value_of = [&](std::string_view name) {
    return Take(fields, name).value_or(RequestField{{}, {{}}, false}).values.front();
  };
  if (rewrites) {
    effect.verdict = MiddlewareVerdict::kRewrite;
    effect.target = value_of(kRewrite);
    response.Set(kRewrite, effect.target);
  }
  // A Location or a body takes precedence over a rewrite, unless that leads to another server.
  if (rewrites && !effect.target.starts_with('/')) return effect;
  if (has_location) {
    effect.verdict =
        IsRedirectStatus(answer.status) ? MiddlewareVerdict::kRedirect : MiddlewareVerdict::kBody;
    effect.target = value_of("location");
  } else if (is_body) {
    effect.verdict = MiddlewareVerdict::kBody;
    effect.target.clear();
  }
  return effect;
}

}  // namespace next_native

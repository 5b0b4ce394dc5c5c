#include "pages/prerendered_request.h"

#include <utility>

#include "http/cookie.h"
#include "pages/router_request.h"
#include "routing/route_pattern.h"

namespace next_native {
namespace {

// Returns true if the request has any cookie of draft or preview mode. Next decides if the cookies
// are complete and valid.
bool HasDraftCookie(const Request& request) {
  const std::optional<std::string_view> cookies = request.Header(RequestHeader::kCookie);
  return cookies &&
         (HasCookie(*cookies, "__prerender_bypass") || HasCookie(*cookies, "__next_preview_data"));
}

// Entrypoints treat such a URL as a client navigation, whatever the header fields say.
bool HasRscSuffix(std::string_view url) {
  const std::string_view path = url.substr(0, url.find('?'));
  return path.ends_with(".rsc") || path.ends_with(".rsc/");
}

std::optional<Representation> ChooseForAppPage(const BuildOutput& build, const Request& request) {
  if (HasRscSuffix(request.url)) return std::nullopt;
  // With cacheComponents a prerendered page may have holes that only a render can fill.
  if (build.config.cache_components) return std::nullopt;
  if (!request.Has(RequestHeader::kRsc)) return Representation::kAppHtml;
  if (!IsRscRequest(request) || !build.config.deployment_id.empty()) return std::nullopt;
  const std::optional<std::string_view> prefetch =
      request.Header(RequestHeader::kNextRouterPrefetch);
  if (!prefetch) return Representation::kAppRsc;
  if (prefetch != "1") return std::nullopt;
  return request.Has(RequestHeader::kNextRouterSegmentPrefetch) ? Representation::kAppSegment
                                                                : Representation::kAppRsc;
}

// Returns true if the value is empty or has a character that ends or escapes a part of a path.
// Next's cache keys have such values escaped (next's lib/router-utils/decode-path-params.js), so
// Next answers.
bool HasDelimiter(std::string_view value) {
  return value.empty() || value.find_first_of("/#?%\\") != std::string_view::npos;
}

const RouteParam* FindRouteParam(const std::vector<RouteParam>& params, std::string_view name) {
  for (const RouteParam& param : params) {
    if (param.name == name) return &param;
  }
  return nullptr;
}

// Returns the name in "[slug]", "[...rest]" or "[[...rest]]".
std::string_view NameOf(std::string_view placeholder) {
  while (placeholder.starts_with('[') && placeholder.ends_with(']')) {
    placeholder = placeholder.substr(1, placeholder.size() - 2);
  }
  if (placeholder.starts_with("...")) placeholder.remove_prefix(3);
  return placeholder;
}

// Appends "/" and a segment of the pathname with its parameter filled in. False: Next answers.
bool AppendSegment(std::string& path, std::string_view segment,
                   const std::vector<RouteParam>& params) {
  const size_t begin = segment.find('[');
  const size_t end = segment.rfind(']');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
    path.append("/").append(segment);
    return true;
  }
  const std::string_view placeholder = segment.substr(begin, end + 1 - begin);
  const RouteParam* param = FindRouteParam(params, NameOf(placeholder));
  if (param == nullptr) return placeholder == segment && segment.starts_with("[[");
  std::string_view prefix = segment.substr(0, begin);
  for (const std::string& value : param->values) {
    if (HasDelimiter(value)) return false;
    path.append("/").append(std::exchange(prefix, {})).append(value);
  }
  path.append(segment.substr(end + 1));
  return true;
}

}  // namespace

std::optional<Representation> ChooseRepresentation(const BuildOutput& build, const Output& output,
                                                   const Request& request, bool is_data_request) {
  if (build.config.has_cache_handler || !request.IsGetOrHead() ||
      request.Has(RequestHeader::kXPrerenderRevalidate) ||
      request.Has(RequestHeader::kXNowRouteMatches) || HasDraftCookie(request)) {
    return std::nullopt;
  }
  switch (output.kind) {
    case OutputKind::kAppPage:
      return ChooseForAppPage(build, request);
    case OutputKind::kAppRoute:
      return Representation::kRouteBody;
    case OutputKind::kPage:
      if (request.Has(RequestHeader::kRsc)) return std::nullopt;
      if (!is_data_request) return Representation::kPagesHtml;
      if (!build.config.deployment_id.empty()) return std::nullopt;
      return Representation::kPagesData;
    case OutputKind::kPagesApi:
    case OutputKind::kStaticPage:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> PrerenderedPath(const Output& output,
                                           const std::vector<RouteParam>& params,
                                           std::string_view locale) {
  std::string path;
  if (!locale.empty() && output.kind == OutputKind::kPage) path.append("/").append(locale);
  if (!output.is_dynamic) {
    if (output.pathname != "/" || path.empty()) path.append(output.pathname);
    return path;
  }
  for (std::string_view rest = output.pathname; !rest.empty();) {
    if (!AppendSegment(path, TakeSegment(rest), params)) return std::nullopt;
  }
  if (path.empty()) path = "/";
  return path;
}

}  // namespace next_native

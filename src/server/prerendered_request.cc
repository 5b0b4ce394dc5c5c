#include "server/prerendered_request.h"

#include "base/percent_encoding.h"
#include "http/cookie.h"
#include "server/page_rules.h"

namespace next_native {
namespace {

// Draft and preview mode: valid, invalid or half a set of cookies, Next decides.
bool HasDraftCookie(const Request& request) {
  const std::optional<std::string_view> cookies = request.Header(RequestHeader::kCookie);
  return cookies &&
         (HasCookie(*cookies, "__prerender_bypass") || HasCookie(*cookies, "__next_preview_data"));
}

// Entrypoints take such a URL for a navigation, whatever the header fields say.
bool HasRscSuffix(std::string_view url) {
  const std::string_view path = url.substr(0, url.find('?'));
  return path.ends_with(".rsc") || path.ends_with(".rsc/");
}

std::optional<Representation> ChooseForAppPage(const BuildOutput& build, const Request& request) {
  if (HasRscSuffix(request.url)) return std::nullopt;
  // With cacheComponents a prerendered page may have holes only a render can fill.
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

// Escapes that Next keeps, or escapes once more, in its cache keys: delimiters and the escape
// character itself (next's lib/router-utils/decode-path-params.js). Such paths are left to it.
bool HasEscapedDelimiter(std::string_view path) {
  for (size_t at = path.find('%'); at != std::string_view::npos; at = path.find('%', at + 1)) {
    if (path.size() - at < 3) return true;
    const char high = path[at + 1];
    const char low = static_cast<char>(path[at + 2] | 0x20);  // lower case
    if (high == '2' && (low == 'f' || low == '3' || low == '5')) return true;
    if (high == '3' && low == 'f') return true;
    if (high == '5' && low == 'c') return true;
  }
  return false;
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

std::optional<std::string> PrerenderedPath(const BuildOutput& build, std::string_view path,
                                           bool is_data_request) {
  if (is_data_request) {
    const size_t prefix = std::string_view("/_next/data/").size() + build.build_id.size();
    path.remove_prefix(prefix);
    path.remove_suffix(std::string_view(".json").size());
    if (path == "/index") path = "/";
  }
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  if (HasEscapedDelimiter(path)) return std::nullopt;
  return DecodeComponent(path);
}

}  // namespace next_native

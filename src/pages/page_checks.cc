#include "pages/page_checks.h"

#include <memory>
#include <string>
#include <utility>

#include "http/cache_control.h"
#include "http/next_headers.h"
#include "http/query.h"
#include "http/rsc_hash.h"
#include "pages/error_page.h"
#include "pages/router_request.h"

namespace next_native {
namespace {

constexpr std::string_view kVaryWithNextUrl =
    "rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch, next-url";
constexpr std::string_view kRscParameter = "_rsc";

bool IsNotFoundPage(const PageRequest& page) {
  const std::string& pathname = page.output.pathname;
  return pathname == "/404" || pathname == "/_not-found" ||
         (pathname == "/_error" && page.status == 404);
}

bool IsErrorStatusPage(const PageRequest& page) {
  const std::string& pathname = page.output.pathname;
  return IsNotFoundPage(page) || pathname == "/500" || pathname == "/_error";
}

bool IsAppOutput(const Output& output) {
  return output.kind == OutputKind::kAppPage || output.kind == OutputKind::kAppRoute;
}

// Returns the prefetch field as the hash uses it: only values that the client router sends count.
std::optional<std::string_view> PrefetchValue(const Request& request) {
  const std::optional<std::string_view> value = request.Header(RequestHeader::kNextRouterPrefetch);
  if (value == "1" || value == "2" || value == "3") return value;
  return std::nullopt;
}

// The rule is in next's lib/server-action-request-meta.js.
bool IsPossibleServerAction(const Request& request) {
  if (request.method != "POST") return false;
  if (request.Has(RequestHeader::kNextAction)) return true;
  const std::string_view type = request.Header(RequestHeader::kContentType).value_or("");
  return type == "application/x-www-form-urlencoded" || type.starts_with("multipart/form-data");
}

// Returns a reply whose header fields follow those already set on the response.
GeneratedReply MakeReply(const PageRequest& page, int status, ReplyKind kind,
                         std::vector<HeaderField> headers, std::string body) {
  headers.insert(headers.begin(), page.headers.begin(), page.headers.end());
  GeneratedReply reply = MakeGeneratedReply(status, kind, std::move(headers), std::move(body));
  reply->route = page.output.pathname;
  return reply;
}

// Returns the URL with the right hash. Other parameters keep their spelling
// (next's set-cache-busting-search-param.js).
std::string WithRscParameter(std::string_view path, std::string_view query, std::string_view hash) {
  std::string location(path);
  location += '?';
  while (!query.empty()) {
    const size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    if (pair.empty() || pair.starts_with("_rsc=")) continue;
    location.append(pair);
    location += '&';
  }
  location.append(kRscParameter);
  if (!hash.empty()) {
    location += '=';
    location.append(hash);
  }
  return location;
}

// Returns a redirect to the URL with the right `_rsc` parameter; null if the URL has it.
GeneratedReply CheckRscParameter(const PageRequest& page) {
  const Request& request = page.request;
  const RscHeaders headers{
      PrefetchValue(request), request.Header(RequestHeader::kNextRouterSegmentPrefetch),
      request.Header(RequestHeader::kNextRouterStateTree), request.Header(RequestHeader::kNextUrl)};
  const std::string expected = RscHash(headers);
  const RequestTarget& target = page.target;
  if (const std::optional<std::string_view> raw = FindParameter(target.query, kRscParameter)) {
    const std::string actual = DecodeParameter(*raw);
    if (actual == expected || actual == LegacyRscHash(headers)) return nullptr;
  }
  // The public URL, base path included, as WHATWG parsing spells it.
  return MakeReply(page, 307, ReplyKind::kRedirect,
                   {{"location", WithRscParameter(target.path, target.query, expected)}}, "");
}

// Returns `Vary`, and the field that names the page for the client router.
std::vector<HeaderField> FieldsOf(const PageRequest& page, std::string_view vary) {
  std::vector<HeaderField> fields = {{"vary", std::string(vary)}};
  if (!page.matched_path.empty()) {
    fields.push_back({std::string(kMatchedPathHeader), std::string(page.matched_path)});
  }
  return fields;
}

GeneratedReply MethodNotAllowed(const PageRequest& page, std::string_view vary) {
  std::vector<HeaderField> fields = FieldsOf(page, vary);
  fields.push_back({"Allow", "GET"});
  fields.push_back({"Allow", "HEAD"});
  return MakeReply(page, 405, ReplyKind::kError, std::move(fields), "Method Not Allowed");
}

GeneratedReply SkippedMiddlewarePrefetch(const PageRequest& page, std::string_view vary) {
  return MakeReply(page, 200, ReplyKind::kEntrypoint,
                   {{"vary", std::string(vary)},
                    {"x-matched-path", page.output.pathname},
                    {"x-middleware-skip", "1"},
                    {"cache-control", std::string(kPrivateNoStore)}},
                   "{}");
}

GeneratedReply BadRequest(const PageRequest& page, std::string_view vary) {
  return MakeReply(page, 400, ReplyKind::kError, FieldsOf(page, vary), "");
}

}  // namespace

std::string_view PageVary(const Output& output, const Request& request, Interception interception) {
  if (output.kind == OutputKind::kPagesApi) return {};
  if (interception == Interception::kPossible && IsAppOutput(output)) return kVaryWithNextUrl;
  return IsAppOutput(output) || IsRscRequest(request) ? kAppVary : std::string_view{};
}

std::optional<PageRefusal> CheckPageRequest(const PageRequest& page) {
  const Request& request = page.request;
  const Output& output = page.output;
  // Next's server handles API routes elsewhere, without these checks.
  if (output.kind == OutputKind::kPagesApi) return std::nullopt;

  const bool is_rsc = IsRscRequest(request);
  const bool is_not_found_page = IsNotFoundPage(page);
  if (is_rsc && !is_not_found_page && page.build.config.validate_rsc_request_headers) {
    if (GeneratedReply reply = CheckRscParameter(page)) {
      return PageRefusal{std::move(reply), AnswerReason::kRscParameter};
    }
  }

  const std::string_view vary = PageVary(output, request, page.interception);
  const bool is_static = output.is_static_generation;
  if (!is_static && request.Has(RequestHeader::kXMiddlewarePrefetch) && !is_not_found_page &&
      output.pathname != "/_error") {
    return PageRefusal{SkippedMiddlewarePrefetch(page, vary), AnswerReason::kMiddlewarePrefetch};
  }
  if (is_not_found_page && !is_rsc && IsSubresourceRequest(request)) {
    return PageRefusal{PlainNotFound(vary), AnswerReason::kSubresource};
  }
  const bool is_get = request.IsGetOrHead();
  if (!is_get && !IsErrorStatusPage(page) && !IsPossibleServerAction(request) &&
      (is_static || output.kind == OutputKind::kStaticPage)) {
    return PageRefusal{MethodNotAllowed(page, vary), AnswerReason::kMethod};
  }
  if (request.method == "OPTIONS" && !is_not_found_page && output.kind != OutputKind::kAppRoute &&
      output.kind != OutputKind::kStaticPage) {
    return PageRefusal{BadRequest(page, vary), AnswerReason::kOptions};
  }
  return std::nullopt;
}

}  // namespace next_native

// The part of an exchange that follows what routing has found.
#include <array>
#include <utility>

#include "base/ascii.h"
#include "http/cache_control.h"
#include "routing/base_path.h"
#include "routing/locale_rules.h"
#include "server/exchange.h"
#include "server/site_files.h"

namespace next_native {
namespace {

// Static files are stated on the worker pool; past this many times it is too far behind.
constexpr int kMaxLoads = 8;

constexpr std::string_view kDataHeader = "x-nextjs-data";

std::optional<size_t> ResponseHeaderIndex(std::string_view name) {
  const auto& names = ResponseHeaderNames();
  for (size_t i = 0; i < names.size(); ++i) {
    if (EqualsIgnoreCase(name, names[i])) return i;
  }
  return std::nullopt;
}

// The request as middleware has left it. Texts are kept in `texts`.
void Edit(const RequestEdits& edits, const HeaderSlots& slots, Request& request,
          std::vector<std::string>& texts) {
  const auto value_at = [&](HeaderSlot slot) -> std::optional<std::string_view>& {
    return slot < kRequestHeaderCount ? request.headers[slot]
                                      : request.extra_headers[slot - kRequestHeaderCount];
  };
  request.extra_headers.resize(slots.extra_names().size());
  if (edits.kept) {
    std::vector<bool> keeps(kRequestHeaderCount + slots.extra_names().size());
    for (const std::string& name : *edits.kept) {
      if (const std::optional<HeaderSlot> slot = slots.Find(name)) keeps[*slot] = true;
    }
    for (HeaderSlot slot = 0; slot < keeps.size(); ++slot) {
      if (!keeps[slot]) value_at(slot).reset();
    }
  }
  texts.reserve(edits.set.size());  // views stay valid
  for (const RequestField& field : edits.set) {
    const std::optional<HeaderSlot> slot = slots.Find(field.name);
    if (!slot) continue;
    if (field.values.empty()) {
      value_at(*slot).reset();
      continue;
    }
    std::string text = field.values.front();
    for (size_t i = 1; i < field.values.size(); ++i) text.append(", ").append(field.values[i]);
    texts.push_back(std::move(text));
    value_at(*slot) = texts.back();
  }
}

std::optional<std::string_view>& At(Request& request, RequestHeader name) {
  return request.headers[static_cast<size_t>(name)];
}

// That `before` comes from the client router is known once and for all (handleRSCRequest of
// base-server.js), whatever middleware makes of these fields.
void KeepRouterFields(const Request& before, Request& request) {
  if (before.Header(RequestHeader::kRsc) != "1") return;
  At(request, RequestHeader::kRsc) = "1";
  if (before.Header(RequestHeader::kNextRouterPrefetch) != "1") return;
  for (const RequestHeader name :
       {RequestHeader::kNextRouterPrefetch, RequestHeader::kNextRouterSegmentPrefetch}) {
    if (!request.Has(name)) At(request, name) = before.Header(name);
  }
}

}  // namespace

ResponseAction Exchange::Route(const Request& request) {
  settled_ = nullptr;
  const bool may_be_settled = mode_ == Mode::kRequest && tried_.empty();
  if (may_be_settled) {
    const SettledRoute* settled = site_->settled->Find(request.url);
    if (settled != nullptr) return FollowSettled(request, *settled);
    if (SharedReply redirect = site_->redirects->Find(request)) {
      return SendReply{std::move(redirect)};
    }
  }
  SiteFiles files(*site_, file_);
  Resolved resolved =
      resolver_.Start(routing_site(), request.url, request.header_values(), tried_, files);
  if (may_be_settled) site_->settled->Learn(request.url, resolver_, resolved, file_);
  ResponseAction action = Follow(request, std::move(resolved));
  if (may_be_settled && resolved_.kind == ResolvedKind::kRedirect) {
    site_->redirects->Learn(request, resolver_, std::get<SendReply>(action).reply);
  }
  return action;
}

ResponseAction Exchange::FollowSettled(const Request& request, const SettledRoute& settled) {
  resolver_.Settle(request.url);
  settled_ = &settled;
  resolved_.kind = settled.kind;
  file_ = settled.file;
  step_ = Step::kResolved;
  return Keep(Dispatch(request), request);
}

ResponseAction Exchange::ResumeMiddleware(const MiddlewareAnswer& answer, int64_t now_ms) {
  now_ms_ = now_ms;
  const MiddlewareEffect effect = resolver_.ApplyAnswer(answer);
  Request request = kept_.request();
  std::vector<std::string> texts;
  Edit(effect.request, site_->rules.slots, request, texts);
  KeepRouterFields(kept_.request(), request);
  changes_.request = effect.request;
  FollowDataHeader(effect.request);
  request.response_status = answer.status;
  SiteFiles files(*site_, file_);
  return Follow(request, resolver_.Continue(routing_site(), effect, answer.status,
                                            request.header_values(), tried_, files));
}

// Middleware may take away what it was told of a data request, or make one of any other.
void Exchange::FollowDataHeader(const RequestEdits& edits) {
  if (edits.kept) has_data_header_ = false;
  for (const RequestField& field : edits.set) {
    if (field.name != kDataHeader) continue;
    has_data_header_ = !field.values.empty() && !field.values.front().empty();
  }
}

// Takes what was resolved, and the header fields that go with it.
ResponseAction Exchange::Follow(const Request& request, Resolved resolved) {
  resolved_ = std::move(resolved);
  step_ = resolved_.kind == ResolvedKind::kMiddleware ? Step::kMiddleware : Step::kResolved;
  locale_ = resolver_.locale();
  if (resolver_.adds_data_header()) {
    has_data_header_ = true;
    changes_.request.set.push_back({std::string(kDataHeader), {"1"}, false});
  }
  if (mode_ == Mode::kUpgrade) return Keep(FollowUpgrade(request), request);
  const bool has_fields =
      resolved_.kind != ResolvedKind::kMiddleware && resolved_.kind != ResolvedKind::kFailed &&
      resolved_.kind != ResolvedKind::kBadRequest && !resolver_.fields().empty();
  if (!has_fields && resolver_.early_fields().empty()) return Keep(Dispatch(request), request);
  Request changed = request;
  QueueFields(resolver_.early_fields(), changed);
  if (has_fields) QueueFields(resolver_.fields(), changed);
  return Keep(Dispatch(changed), changed);
}

std::optional<QueryObject> Exchange::RoutedQuery() {
  const QueryObject* query = resolver_.changed_query();
  return query ? std::optional(*query) : std::nullopt;
}

// To be set on the response before the action; for the core they are set already.
void Exchange::QueueFields(const ResponseFields& fields, Request& request) {
  for (const ResponseField& field : fields.fields()) {
    if (const std::optional<size_t> index = ResponseHeaderIndex(field.name)) {
      request.response_headers[*index] = field.values.front();
    }
    changes_.response.push_back(field);
  }
}

ResponseAction Exchange::FollowUpgrade(const Request& request) {
  switch (resolved_.kind) {
    case ResolvedKind::kMiddleware:
    case ResolvedKind::kProxy:
      return Dispatch(request);
    case ResolvedKind::kOutput:
    case ResolvedKind::kFile:
    case ResolvedKind::kImage:
    case ResolvedKind::kNotFound:
    case ResolvedKind::kDeadEnd:
    case ResolvedKind::kBadRequest:
    case ResolvedKind::kFailed:
    case ResolvedKind::kInvalidTarget:
      return EndSocket{};
    case ResolvedKind::kRedirect:
      // To a path of this app nobody is sent.
      if (resolved_.location.starts_with('/')) return Finished{};
      return EndSocket{};
    case ResolvedKind::kLocaleRedirect:
    case ResolvedKind::kBody:
    case ResolvedKind::kMiss:
      return Finished{};
  }
  return Finished{};
}

ResponseAction Exchange::Dispatch(const Request& request) {
  switch (resolved_.kind) {
    case ResolvedKind::kLocaleRedirect:
    case ResolvedKind::kRedirect:
      return Redirect(request);
    case ResolvedKind::kMiddleware:
      return InvokeMiddleware{resolved_.location};
    case ResolvedKind::kBody:
      return SendMiddlewareBody{resolved_.status};
    case ResolvedKind::kProxy:
      return ProxyRequest{resolved_.location};
    case ResolvedKind::kFile:
      return RouteToFile(request);
    case ResolvedKind::kImage:
      if (!site_->build.has_image_optimizer) return Fail(request, 404);
      return OptimizeImage{RoutedQuery()};
    case ResolvedKind::kOutput:
      return RouteToOutput(request, settled_ ? settled_->match : resolved_.match);
    case ResolvedKind::kMiss:
      return NotFound(request);
    case ResolvedKind::kNotFound:
      return Fail(request, 404);
    case ResolvedKind::kDeadEnd:
      return PageNotFound(request);
    case ResolvedKind::kBadRequest:
      return Fail(request, 400);
    case ResolvedKind::kInvalidTarget:
      // No page can be asked for such a target, not even one that shows the error.
      error_headers_ = {{"Cache-Control", std::string(kPrivateNoStore)}};
      return LastResort(request);
    case ResolvedKind::kFailed:
      return Fail(request, 500);
  }
  return LastResort(request);
}

ResponseAction Exchange::Redirect(const Request& request) {
  std::string location = std::move(resolved_.location);
  if (resolved_.kind == ResolvedKind::kRedirect) {
    return Send(request, MakeRedirect(resolved_.status, std::move(location)));
  }
  // In front of Next's compression, and without Refresh.
  compression_ = Compression::kOff;
  return Send(request, MakeGeneratedReply(resolved_.status, ReplyKind::kRedirect,
                                          {{"Location", location}}, location));
}

ResponseAction Exchange::RouteToFile(const Request& request) {
  if (file_.lookup == StaticLookup::kBadRequest) return Fail(request, 400);
  const StaticRequest static_request{request.method, request.headers, request.response_headers};
  StaticAnswer answer = site_->static_files->Answer(*file_.file, static_request, now_ms_);
  // `send` leaves a status alone that somebody has set, unless it has one of its own to say.
  const auto status_of = [&](int status) {
    return status == 200 ? request.response_status : status;
  };
  if (auto* reply = std::get_if<SharedReply>(&answer)) {
    const int status = status_of((*reply)->status);
    return SendReply{WithStatus(std::move(*reply), status)};
  }
  if (auto* stream = std::get_if<StaticStream>(&answer)) {
    return SendFile{status_of(stream->status), std::move(stream->headers), std::move(stream->path),
                    stream->offset, stream->length};
  }
  if (auto* error = std::get_if<StaticError>(&answer)) {
    return Fail(request, error->status, std::move(error->headers));
  }
  // The worker pool is so far behind that what it makes is out of date when it is done.
  if (loads_ > kMaxLoads) return LastResort(request);
  return Await(std::move(std::get<SharedLoadJob>(answer)));
}

ResponseAction Exchange::NotFound(const Request& request) {
  const ServerConfig& config = site_->build.config;
  std::string_view path =
      StripBasePath(resolver_.path(), config.base_path).value_or(resolver_.path());
  const std::string& asset_prefix = config.asset_prefix;
  if (asset_prefix.starts_with('/')) path = StripBasePath(path, asset_prefix).value_or(path);
  if (PathHasPrefix(path, "/" + locale_)) path.remove_prefix(locale_.size() + 1);
  if (WantsPlainNotFound(request, path)) return Send(request, PlainNotFound());
  if (has_data_header_ && site_->rules.has_middleware) {
    const Output* page = FindErrorPage(site_->build, 404, ErrorPass::kFinal, locale_);
    // Below a base path Next.js looks for the page of the app router in the wrong place.
    if (page == nullptr || page->pathname != "/_not-found" || !config.base_path.empty()) {
      return DataNotFound(request, {{"Cache-Control", std::string(kPrivateNoStore)}});
    }
  }
  return Fail(request, 404);
}

// The client router goes to the page itself then (invokeRender of router-server.js). `headers` were
// set before.
ResponseAction Exchange::DataNotFound(const Request& request, std::vector<HeaderField> headers) {
  headers.push_back({"x-nextjs-matched-path", std::string(resolver_.path())});
  headers.push_back({"content-type", "application/json"});
  return Send(request, MakeGeneratedReply(404, ReplyKind::kError, std::move(headers), "{}"));
}

// There was something to render, but nothing that can (the end of renderToResponseImpl in
// base-server.js). The client router goes to the page itself, too.
ResponseAction Exchange::PageNotFound(const Request& request) {
  if (has_data_header_ && site_->rules.has_middleware) {
    const ServerConfig& config = site_->build.config;
    std::string_view path =
        StripBasePath(resolver_.path(), config.base_path).value_or(resolver_.path());
    path = SplitLocalePath(path, config.i18n.locales).rest;
    if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
    std::string matched = locale_.empty() ? "" : "/" + locale_;
    matched.append(path);
    return Send(request, MakeGeneratedReply(200, ReplyKind::kError,
                                            {{"x-nextjs-matched-path", std::move(matched)},
                                             {"Content-Type", "application/json; charset=utf-8"}},
                                            "{}"));
  }
  error_status_ = 404;
  return ShowErrorPage(request);
}

}  // namespace next_native

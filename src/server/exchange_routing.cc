// The part of an exchange that acts on the result of routing.
#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "http/cache_control.h"
#include "manifest/locale_path.h"
#include "pages/generated_reply.h"
#include "routing/base_path.h"
#include "routing/data_path.h"
#include "server/edited_request.h"
#include "server/exchange.h"

namespace next_native {
namespace {

// Next.js continues after this many outputs that do not have the path (router-server.js).
constexpr size_t kMaxTriedOutputs = 5;

constexpr std::string_view kDataHeader = "x-nextjs-data";

std::optional<size_t> ResponseHeaderIndex(std::string_view name) {
  const auto& names = ResponseHeaderNames();
  for (size_t i = 0; i < names.size(); ++i) {
    if (EqualsIgnoreCase(name, names[i])) return i;
  }
  return std::nullopt;
}

AnswerReason ReasonOf(const StaticError& error, const StaticFile& file) {
  switch (error.status) {
    case 405:
      return AnswerReason::kFileMethod;
    case 412:
      return AnswerReason::kFilePrecondition;
    case 416:
      return AnswerReason::kFileRange;
    default:
      return file.is_servable ? AnswerReason::kFileVanished : AnswerReason::kFileHidden;
  }
}

}  // namespace

RoutingSite Exchange::Routing() const {
  const LoadedBuild& loaded = build();
  return {loaded.output, loaded.routes, loaded.rules, *loaded.files, &stores_->limits};
}

ResponseAction Exchange::Route(const Request& request) {
  pass_.memo = nullptr;
  wait_.work = Work::kRoute;
  const bool has_memo =
      course_.entry == Entry::kRequest && course_.tried.empty() && !course_.is_traced;
  if (has_memo) {
    if (const SettledRoute* memo = stores_->routes.Find(request.url)) {
      resolver_.Settle(request.url, memo->kind, memo->match, memo->file);
      pass_.memo = memo;
      return MoveTo(ActOnRoute(request), request);
    }
    if (SharedReply redirect = stores_->redirects.Find(request)) {
      return MoveTo(SendReply{std::move(redirect)}, request);
    }
  }
  const Resolved& resolved =
      resolver_.Start(Routing(), request.url, request.header_values(), course_.tried);
  if (has_memo) stores_->routes.Learn(request.url, resolved);
  ResponseAction action = FollowRoute(request);
  if (has_memo && resolved.kind == ResolvedKind::kRedirect) {
    stores_->redirects.Learn(request, resolved, std::get<SendReply>(action).reply);
  }
  return action;
}

ResponseAction Exchange::RouteAfterOutput(const Request& request) {
  course_.tried.push_back(pass_.output);
  if (course_.tried.size() > kMaxTriedOutputs) return MoveTo(Fail(request, 500), request);
  if (wait_.work == Work::kNamedPage) return MoveTo(AnswerNamedPage(request), request);
  std::optional<std::string> url = UrlAfterOutput();
  if (!url) return Route(request);
  pass_.url = std::move(*url);
  Request changed = request;
  changed.url = pass_.url;
  return Route(changed);
}

// Returns the URL to route after an output that does not have the path; nullopt: the URL as sent.
// Next.js has removed the locale from it, and with it the base path and the parts of a data URL
// (base-server.js, handleRequestImpl).
std::optional<std::string> Exchange::UrlAfterOutput() const {
  if (!config().has_i18n) return std::nullopt;
  const RequestTarget& target = resolved().target;
  const std::string_view path =
      StripBasePath(target.path, config().base_path).value_or(target.path);
  const std::optional<std::string_view> data_page = TextOfDataPath(path);
  const LocalePath split = SplitLocalePath(data_page.value_or(path), config().i18n.locales);
  if (split.locale.empty()) return std::nullopt;
  std::string url(split.rest == "/index" && data_page ? "/" : split.rest);
  if (!target.query.empty()) url.append("?").append(target.query);
  return url;
}

std::optional<ResponseAction> Exchange::ResumeMiddleware(const MiddlewareAnswer& answer,
                                                         int64_t now_ms) {
  const ExchangeTurn turn = TurnFor(wait_.step, ExchangeEvent::kMiddlewareAnswered);
  if (turn != ExchangeTurn::kRouteOn) return std::nullopt;
  now_ms_ = now_ms;
  const MiddlewareEffect effect = resolver_.ApplyAnswer(answer);
  Request request = owned_.request();
  std::vector<std::string> texts;
  ApplyEdits(effect.request, build().rules.slots, request, texts);
  KeepRouterFields(owned_.request(), request);
  course_.changes.request = effect.request;
  UpdateDataHeader(effect.request);
  request.response_status = answer.status;
  resolver_.Continue(Routing(), effect, answer.status, request.header_values(), course_.tried);
  return FollowRoute(request);
}

// Middleware may remove the data header from a data request, or add it to any other request.
void Exchange::UpdateDataHeader(const RequestEdits& edits) {
  if (edits.kept) course_.has_data_header = false;
  for (const RequestField& field : edits.set) {
    if (field.name != kDataHeader) continue;
    course_.has_data_header = !field.values.empty() && !field.values.front().empty();
  }
}

// Acts on the result of routing and queues the header fields that go with it.
ResponseAction Exchange::FollowRoute(const Request& request) {
  const Resolved& routed = resolved();
  pass_.locale = routed.locale;
  if (routed.adds_data_header) {
    course_.has_data_header = true;
    course_.changes.request.set.push_back({std::string(kDataHeader), {"1"}, false});
  }
  if (course_.entry == Entry::kUpgrade) return MoveTo(FollowUpgrade(request), request);
  const bool has_fields = routed.kind != ResolvedKind::kMiddleware &&
                          routed.kind != ResolvedKind::kFailed &&
                          routed.kind != ResolvedKind::kBadRequest && !routed.fields.empty();
  if (!has_fields && routed.early_fields.empty()) return MoveTo(ActOnRoute(request), request);
  Request changed = request;
  QueueFields(routed.early_fields, changed);
  if (has_fields) QueueFields(routed.fields, changed);
  return MoveTo(ActOnRoute(changed), changed);
}

// Queues fields that the shim sets on the response before the action. The core treats them as set.
void Exchange::QueueFields(const ResponseFields& fields, Request& request) {
  for (const ResponseField& field : fields.fields()) {
    if (const std::optional<size_t> index = ResponseHeaderIndex(field.name)) {
      request.response_headers[*index] = field.values.front();
    }
    course_.changes.response.push_back(field);
  }
}

ResponseAction Exchange::FollowUpgrade(const Request& request) {
  switch (resolved().kind) {
    case ResolvedKind::kMiddleware:
    case ResolvedKind::kProxy:
      return ActOnRoute(request);
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
      // An upgrade request is never redirected to a path of this app.
      if (resolved().location.starts_with('/')) return Finished{};
      return EndSocket{};
    case ResolvedKind::kLocaleRedirect:
    case ResolvedKind::kBody:
    case ResolvedKind::kMiss:
      return Finished{};
  }
  return Finished{};
}

ResponseAction Exchange::ActOnRoute(const Request& request) {
  const Resolved& routed = resolved();
  switch (routed.kind) {
    case ResolvedKind::kLocaleRedirect:
    case ResolvedKind::kRedirect:
      return Redirect(request);
    case ResolvedKind::kMiddleware:
      return InvokeMiddleware{routed.location, RouterRequestOf(request)};
    case ResolvedKind::kBody:
      return SendMiddlewareBody{routed.status};
    case ResolvedKind::kProxy:
      return ProxyRequest{routed.location};
    case ResolvedKind::kFile:
      return AnswerFile(request);
    case ResolvedKind::kImage:
      if (build().output.has_image_optimizer) {
        return OptimizeImage{routed.changed_query ? std::optional(*routed.changed_query)
                                                  : std::nullopt};
      }
      course_.reason = AnswerReason::kImagesDisabled;
      return Fail(request, 404);
    case ResolvedKind::kOutput:
      return AnswerOutput(request);
    case ResolvedKind::kMiss:
      return NotFound(request);
    case ResolvedKind::kNotFound:
      return Fail(request, 404);
    case ResolvedKind::kDeadEnd:
      return ActOnNotFound(PageNotFound::kHidden, request);
    case ResolvedKind::kBadRequest:
      return Fail(request, 400);
    case ResolvedKind::kInvalidTarget:
      // No page can answer such a target, not even an error page.
      error_.headers = {{"Cache-Control", std::string(kPrivateNoStore)}};
      return LastResort(request);
    case ResolvedKind::kFailed:
      return Fail(request, 500);
  }
  return LastResort(request);
}

ResponseAction Exchange::Redirect(const Request& request) {
  const Resolved& routed = resolved();
  if (routed.kind == ResolvedKind::kRedirect) {
    return Send(MakeRedirect(routed.status, routed.location), request);
  }
  // Next.js sends this redirect before its compression starts, and without Refresh.
  course_.compression = Compression::kOff;
  return Send(MakeGeneratedReply(routed.status, ReplyKind::kRedirect,
                                 {{"Location", routed.location}}, routed.location),
              request);
}

ResponseAction Exchange::AnswerFile(const Request& request) {
  const StaticMatch& found = resolved().file;
  if (found.lookup == StaticLookup::kBadRequest) {
    course_.reason = AnswerReason::kFileMisspelt;
    return Fail(request, 400);
  }
  course_.reason = AnswerReason::kFile;
  const StaticRequest static_request{request.method, request.headers, request.response_headers};
  StaticAnswer answer = stores_->static_files.Answer(*found.file, static_request, now_ms_);
  // `send` keeps a status that is set on the response, unless the file needs another one.
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
    course_.reason = ReasonOf(*error, *found.file);
    return Fail(request, error->status, std::move(error->headers));
  }
  // The worker pool is so far behind that its results are outdated when they arrive.
  if (course_.loads > kMaxLoads) return LastResort(request);
  return Await(std::get<SharedLoadJob>(std::move(answer)));
}

}  // namespace next_native

#include "server/exchange.h"

#include <utility>

#include "http/cache_control.h"
#include "http/request_target.h"
#include "routing/base_path.h"
#include "routing/trailing_slash.h"
#include "server/page_rules.h"
#include "server/prerendered_request.h"

namespace next_native {
namespace {

// How often Next.js goes on behind an output without such a path (router-server.js).
constexpr size_t kMaxTriedOutputs = 5;

// Entries may be evicted between a job and the next look; past this many the entrypoint answers.
constexpr int kMaxLoads = 8;

// A page wanted as a value is wanted whole: conditions are for responses.
constexpr RequestFields kNoFields = {};

std::string Format(const RequestTarget& target) {
  std::string text(target.origin);
  text.append(target.path);
  if (!target.query.empty()) text.append("?").append(target.query);
  if (!target.fragment.empty()) text.append("#").append(target.fragment);
  return text;
}

InvokeEntrypoint Invoke(RouteMatch match) {
  InvokeEntrypoint invoke;
  invoke.output = match.output;
  invoke.params = std::move(match.params);
  invoke.has_params = match.has_params;
  invoke.is_data_request = match.is_data;
  invoke.marks_data_request = match.marks_data_request;
  return invoke;
}

// Parts of other pages; a request for the path itself finds nothing, whatever it would match
// (BLOCKED_PAGES of next's shared/lib/constants.js).
bool IsBlockedPath(std::string_view path) {
  return path == "/_error" || path == "/_app" || path == "/_document";
}

bool IsPagesOutput(const Output& output) {
  return output.kind == OutputKind::kPage || output.kind == OutputKind::kStaticPage;
}

// What is set on the response when a page is asked for by its own path.
std::optional<int> PresetStatus(const Output& output, const Request& request, bool is_data) {
  if (output.pathname == "/500") return 500;
  const bool is_not_found_page = output.pathname == "/404" || output.pathname == "/_not-found";
  if (is_not_found_page && !is_data && !IsRscRequest(request)) return 404;
  return request.response_status == 200 ? std::nullopt : std::optional(request.response_status);
}

bool CanBeResumed(const ResponseAction& action) {
  return std::holds_alternative<InvokeEntrypoint>(action) ||
         std::holds_alternative<AwaitLoad>(action);
}

SharedReply WithoutHeaders(const SharedReply& reply) {
  auto copy = std::make_shared<Reply>(*reply);
  copy->headers.clear();
  return copy;
}

}  // namespace

void Exchange::Begin(std::shared_ptr<const Site> site, int64_t now_ms) {
  site_ = std::move(site);
  now_ms_ = now_ms;
}

ResponseAction Exchange::Start(std::shared_ptr<const Site> site, const Request& request,
                               int64_t now_ms) {
  Begin(std::move(site), now_ms);
  if (site_->build.uncovered.Any()) return Delegate{};
  compression_ = site_->build.config.compress ? Compression::kOn : Compression::kOff;
  return Keep(Route(request), request);
}

ResponseAction Exchange::StartPage(std::shared_ptr<const Site> site, const Request& request,
                                   std::string_view pathname, int64_t now_ms) {
  Begin(std::move(site), now_ms);
  step_ = Step::kPage;
  purpose_ = Purpose::kValue;
  pathname_ = pathname;
  return Keep(GoOn(request), request);
}

ResponseAction Exchange::StartError(std::shared_ptr<const Site> site, const Request& request,
                                    int status, Purpose purpose, int64_t now_ms) {
  Begin(std::move(site), now_ms);
  step_ = Step::kErrorPage;
  purpose_ = purpose;
  error_status_ = status;
  // A caller tells of one only where it is to stay: render404(…, setHeaders = false).
  const bool keeps_cache_control = request.ResponseField(ResponseHeader::kCacheControl).has_value();
  if (purpose == Purpose::kResponse && !keeps_cache_control) {
    error_headers_.push_back({"Cache-Control", std::string(kPrivateNoStore)});
  }
  return Keep(GoOn(request), request);
}

ResponseAction Exchange::Resume(ExchangeEvent event, int64_t now_ms) {
  now_ms_ = now_ms;
  const Request& request = kept_.request();
  switch (event) {
    case ExchangeEvent::kLoaded:
      pending_job_.reset();
      if (encoding_) site_->prerendered->Recharge(std::exchange(encoding_, nullptr));
      return GoOn(request);
    case ExchangeEvent::kNoFallback:
      if (showing_error_) return OnRenderError(request);
      tried_.push_back(invoked_output_);
      return tried_.size() > kMaxTriedOutputs ? Fail(request, 500) : GoOn(request);
    case ExchangeEvent::kDecodeError:
      return showing_error_ ? OnRenderError(request) : Fail(request, 400);
    case ExchangeEvent::kErrorRendered:
      error_pass_ = ErrorPass::kFinal;
      return ShowErrorPage(request);
    case ExchangeEvent::kRenderError:
      return OnRenderError(request);
  }
  return LastResort(request);
}

void Exchange::Reset() {
  site_.reset();
  step_ = Step::kRoute;
  purpose_ = Purpose::kResponse;
  compression_ = Compression::kOff;
  pathname_.clear();
  marks_data_request_ = false;
  appended_vary_.clear();
  showing_error_ = false;
  error_status_ = 500;
  preset_status_.reset();
  error_pass_ = ErrorPass::kFinal;
  error_headers_.clear();
  tried_.clear();
  invoked_output_ = 0;
  loads_ = 0;
  pending_job_.reset();
  encoding_.reset();
  kept_.Clear();
}

ResponseAction Exchange::GoOn(const Request& request) {
  switch (step_) {
    case Step::kRoute:
      return Route(request);
    case Step::kPage:
      return RouteToPage(request, Path{pathname_, {}});
    case Step::kErrorPage:
      return ShowErrorPage(request);
  }
  return LastResort(request);
}

ResponseAction Exchange::Route(const Request& request) {
  const BuildOutput& build = site_->build;
  const RequestTarget target = ParseRequestTarget(request.url);
  if (!target.is_valid) {
    // No page can be asked for such a target, not even one that shows the error.
    error_headers_ = {{"Cache-Control", std::string(kPrivateNoStore)}};
    return LastResort(request);
  }
  if (target.has_repeated_slashes) {
    const std::string clean = NormalizeRepeatedSlashes(request.url);
    return Send(request, MakeRedirect(308, Format(ParseRequestTarget(clean))));
  }
  // A client's x-nextjs-data is an internal field and never arrives here.
  constexpr bool kIsDataRequest = false;
  if (std::optional<PathRedirect> redirect =
          FindTrailingSlashRedirect(build, target.path, target.query, kIsDataRequest)) {
    return Send(request, MakeRedirect(redirect->status, std::move(redirect->location)));
  }

  const std::optional<std::string> asset_path =
      RewriteAssetPath(target.path, build.asset_prefix_path);
  const std::optional<std::string_view> routed =
      asset_path ? std::string_view(*asset_path)
                 : StripBasePath(target.path, build.config.base_path);
  if (!routed) return NotFound(request, target.path);
  if (*routed == "/_next/image" || *routed == "/_next/image/") {
    return build.has_image_optimizer ? Delegate{} : Fail(request, 404);
  }
  if (const StaticMatch match = site_->static_files->index().Find(*routed)) {
    return RouteToFile(request, match);
  }
  return RouteToPage(request, Path{*routed, target.query, asset_path.has_value()});
}

ResponseAction Exchange::RouteToFile(const Request& request, const StaticMatch& match) {
  if (match.lookup == StaticLookup::kBadRequest) return Fail(request, 400);
  const StaticRequest static_request{request.method, request.headers, request.response_headers};
  StaticAnswer answer = site_->static_files->Answer(*match.file, static_request, now_ms_);
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

ResponseAction Exchange::RouteToPage(const Request& request, const Path& path) {
  RouteMatch match = site_->routes.Match(path.routed, tried_);
  if (match.decode_error) return Fail(request, 400);
  if (match) {
    invoked_output_ = match.output_id;
    return RouteToOutput(request, std::move(match), path);
  }
  if (step_ == Step::kRoute && !match.is_dead_end) return NotFound(request, path.routed);
  error_status_ = 404;
  return ShowErrorPage(request);
}

ResponseAction Exchange::RouteToOutput(const Request& request, RouteMatch match, const Path& path) {
  const Output& output = *match.output;
  if (IsBlockedPath(path.routed)) return NotFound(request, path.routed);
  if (IsPagesOutput(output) && !HasPagesRuntime(site_->build)) {
    error_status_ = 404;
    return ShowErrorPage(request);
  }
  // Next.js runs edge functions before any of the checks.
  if (output.is_edge) return Invoke(std::move(match));
  if (OwnReply reply = CheckPageRequest({site_->build, output, request, path.query})) {
    return Send(request, std::move(reply));
  }
  // Entrypoints recognise a data request by its URL, which has no asset prefix in front.
  const bool is_data = match.is_data && !path.is_asset;
  preset_status_ = PresetStatus(output, request, is_data);
  marks_data_request_ = match.marks_data_request;
  if (output.kind == OutputKind::kStaticPage) return StaticPage(request, output);
  ResponseAction stored = FromStore(
      request, output, PrerenderedPath(site_->build, path.routed, match.is_data), is_data);
  if (!std::holds_alternative<Finished>(stored)) return stored;

  InvokeEntrypoint invoke = Invoke(std::move(match));
  if (marks_data_request_) invoke.headers.push_back({"x-nextjs-matched-path", output.pathname});
  invoke.append_vary = appended_vary_ = PageVary(output, request);
  // No output of a covered build varies by next-url: interception is not covered yet.
  invoke.drop_next_url = output.kind != OutputKind::kPagesApi;
  invoke.is_data_request = is_data;
  invoke.status = preset_status_.value_or(200);
  return invoke;
}

ResponseAction Exchange::NotFound(const Request& request, std::string_view path) {
  const std::string& asset_prefix = site_->build.config.asset_prefix;
  if (asset_prefix.starts_with('/')) path = StripBasePath(path, asset_prefix).value_or(path);
  if (WantsPlainNotFound(request, path)) return Send(request, PlainNotFound());
  return Fail(request, 404);
}

ResponseAction Exchange::Fail(const Request& request, int status,
                              std::vector<HeaderField> headers) {
  error_status_ = status;
  error_headers_ = std::move(headers);
  if (error_headers_.empty() && purpose_ == Purpose::kResponse) {
    error_headers_.push_back({"Cache-Control", std::string(kPrivateNoStore)});
  }
  return ShowErrorPage(request);
}

ResponseAction Exchange::OnRenderError(const Request& request) {
  // The custom render pass of /_error may fail; what is sent is another page.
  if (showing_error_ && error_pass_ == ErrorPass::kCustomRender) {
    error_pass_ = ErrorPass::kFinal;
    return ShowErrorPage(request);
  }
  if (showing_error_) return LastResort(request);
  error_status_ = 500;
  error_pass_ = HasCustom500(site_->build) ? ErrorPass::kCustomRender : ErrorPass::kFinal;
  return ShowErrorPage(request);
}

ResponseAction Exchange::ShowErrorPage(const Request& request) {
  step_ = Step::kErrorPage;
  const BuildOutput& build = site_->build;
  const Output* output = FindErrorPage(build, error_status_, error_pass_);
  if (output == nullptr && error_pass_ == ErrorPass::kCustomRender) {
    error_pass_ = ErrorPass::kFinal;
    output = FindErrorPage(build, error_status_, error_pass_);
  }
  if (output == nullptr) return LastResort(request);
  showing_error_ = true;
  if (OwnReply reply =
          CheckPageRequest({build, *output, request, {}, error_status_, error_headers_})) {
    return Send(request, std::move(reply));
  }
  preset_status_ = error_status_;
  if (output->kind == OutputKind::kStaticPage) return StaticPage(request, *output);
  if (output->kind == OutputKind::kAppPage) {
    ResponseAction stored = FromStore(request, *output, output->pathname, false);
    if (!std::holds_alternative<Finished>(stored)) return stored;
  }

  InvokeEntrypoint invoke;
  invoke.output = output;
  invoke.status = error_status_;
  invoke.headers = error_headers_;
  invoke.append_vary = PageVary(*output, request);
  invoke.drop_next_url = true;
  invoke.is_error_page = true;
  invoke.custom_error_render = error_pass_ == ErrorPass::kCustomRender;
  return invoke;
}

ResponseAction Exchange::LastResort(const Request& request) {
  return Send(request, InternalServerError(site_->build, error_headers_));
}

ResponseAction Exchange::FromStore(const Request& request, const Output& output,
                                   std::optional<std::string> key, bool is_data) {
  const std::optional<Representation> representation =
      ChooseRepresentation(site_->build, output, request, is_data);
  if (!representation || !key || loads_ > kMaxLoads) return Finished{};
  PrerenderedLookup found = site_->prerendered->Find(*key, output, now_ms_);
  if (found.job) return Await(std::move(found.job));
  if (!found.replies || !found.replies->Has(*representation)) return Finished{};
  return AnswerWith(std::move(found.replies), Want(request, *representation));
}

ResponseAction Exchange::StaticPage(const Request& request, const Output& output) {
  PrerenderedLookup found = site_->prerendered->FindStaticPage(output);
  if (found.job && loads_ <= kMaxLoads) return Await(std::move(found.job));
  // The build names the file, so a missing one is a damaged build.
  if (!found.replies) return LastResort(request);
  ResponseAction action =
      AnswerWith(std::move(found.replies), Want(request, Representation::kStaticHtml));
  if (auto* send = std::get_if<SendReply>(&action)) {
    send->reply =
        purpose_ == Purpose::kValue
            ? WithoutHeaders(send->reply)
            : WithVary(std::move(send->reply),
                       appended_vary_.empty() ? PageVary(output, request) : appended_vary_);
  }
  return action;
}

PrerenderedRequest Exchange::Want(const Request& request, Representation representation) const {
  return {.representation = representation,
          .method = request.method,
          .segment = request.Header(RequestHeader::kNextRouterSegmentPrefetch).value_or(""),
          .has_data_header = marks_data_request_ && !showing_error_,
          .status = preset_status_,
          .compress = compression_ == Compression::kOn,
          .no_store = showing_error_ && !error_headers_.empty(),
          .fields = purpose_ == Purpose::kValue ? kNoFields : request.headers,
          .preset = request.response_headers};
}

ResponseAction Exchange::AnswerWith(std::shared_ptr<PrerenderedReplies> replies,
                                    const PrerenderedRequest& request) {
  PrerenderedAnswer answer = replies->Answer(request);
  if (answer.reply) return SendReply{std::move(answer.reply)};
  encoding_ = std::move(replies);
  return Await(std::move(answer.job));
}

SendReply Exchange::Send(const Request& request, OwnReply reply) const {
  std::string vary_before(request.ResponseField(ResponseHeader::kVary).value_or(""));
  if (!appended_vary_.empty()) {
    if (!vary_before.empty()) vary_before += ", ";
    vary_before += appended_vary_;
  }
  FinishOwnReply(request, compression_, vary_before, *reply);
  if (purpose_ == Purpose::kValue) reply->headers.clear();
  return SendReply{std::move(reply)};
}

ResponseAction Exchange::Await(SharedLoadJob job) {
  ++loads_;
  pending_job_ = std::move(job);
  return AwaitLoad{};
}

ResponseAction Exchange::Keep(ResponseAction action, const Request& request) {
  if (CanBeResumed(action)) kept_.Keep(request);
  return action;
}

}  // namespace next_native

// The part of an exchange that shows pages: of outputs and of errors.
#include <algorithm>
#include <utility>

#include "http/cache_control.h"
#include "pages/page_checks.h"
#include "pages/prerendered_request.h"
#include "routing/base_path.h"
#include "routing/data_path.h"
#include "routing/locale_rules.h"
#include "server/exchange.h"

namespace next_native {
namespace {

// Entries may be evicted between a job and the next look; past this many the entrypoint answers.
constexpr int kMaxLoads = 8;

// A page wanted as a value is wanted whole: conditions are for responses.
constexpr RequestFields kNoFields = {};

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

// Prefetches show what there is and never have it made anew (handleResponse of next's
// server/route-modules/route-module.js).
bool IsPrefetch(const Request& request) {
  if (request.Header(RequestHeader::kPurpose) == "prefetch") return true;
  return IsRscRequest(request) && request.Header(RequestHeader::kNextRouterPrefetch) == "1";
}

constexpr const char* kMatchedPath = "x-nextjs-matched-path";

// The reply as one to a data request: what is kept of a page names no locale.
SharedReply WithMatchedPath(SharedReply reply, const std::string& matched_path) {
  if (matched_path.empty()) return reply;
  auto copy = std::make_shared<Reply>(*reply);
  const auto named =
      std::find_if(copy->headers.begin(), copy->headers.end(),
                   [](const HeaderField& field) { return field.name == kMatchedPath; });
  if (named != copy->headers.end()) {
    named->value = matched_path;
  } else {
    copy->headers.push_back({kMatchedPath, matched_path});
  }
  return copy;
}

SharedReply WithoutHeaders(const SharedReply& reply) {
  auto copy = std::make_shared<Reply>(*reply);
  copy->headers.clear();
  return copy;
}

}  // namespace

// The page of a pathname, for StartPage.
ResponseAction Exchange::RouteToPage(const Request& request) {
  // A page that is wanted as a value is named without a locale and without a slash at its end.
  const bool has_locale =
      site_->build.config.has_i18n &&
      !SplitLocalePath(pathname_, site_->build.config.i18n.locales).locale.empty();
  const bool has_slash = pathname_.size() > 1 && pathname_.ends_with('/');
  if (purpose_ == Purpose::kValue && (has_locale || has_slash)) {
    error_status_ = 404;
    return ShowErrorPage(request);
  }
  // Who asks for a page by its name gets it, whatever useFileSystemPublicRoutes says.
  RouteMatch match = site_->routes.Match(pathname_, tried_, PageAccess::kByRewrite);
  if (match.decode_error) return Fail(request, 400);
  if (!match) {
    error_status_ = 404;
    return ShowErrorPage(request);
  }
  return RouteToOutput(request, match);
}

bool Exchange::IsDataTarget() const {
  const std::string& base_path = site_->build.config.base_path;
  const std::optional<std::string_view> path = StripBasePath(resolver_.target().path, base_path);
  return path && PathHasPrefix(*path, "/_next/data");
}

Interception Exchange::InterceptionOf(const Output& output) const {
  const bool is_app = output.kind == OutputKind::kAppPage || output.kind == OutputKind::kAppRoute;
  if (!is_app || step_ == Step::kPage) return Interception::kNone;
  const std::string& base_path = site_->build.config.base_path;
  const std::string_view path =
      StripBasePath(resolver_.path(), base_path).value_or(resolver_.path());
  return site_->rules.CanBeIntercepted(path) ? Interception::kPossible : Interception::kNone;
}

InvokeEntrypoint Exchange::Invoke(const Output& output, const RouteMatch& match) {
  InvokeEntrypoint invoke;
  invoke.output = &output;
  invoke.params = match.params;
  invoke.has_params = match.has_params;
  invoke.is_data_request =
      match.is_data || resolver_.marks_data_request() || resolver_.is_data_page();
  invoke.url = retry_url_;
  invoke.query = RoutedQuery();
  SetLocale(invoke);
  return invoke;
}

void Exchange::SetLocale(InvokeEntrypoint& invoke) const {
  invoke.locale = locale_;
  invoke.default_locale = default_locale_.empty() ? resolver_.default_locale() : default_locale_;
  invoke.is_locale_domain = resolver_.is_locale_domain();
}

ResponseAction Exchange::RouteToOutput(const Request& request, const RouteMatch& match) {
  invoked_output_ = match.output_id;
  const ServerConfig& config = site_->build.config;
  const std::string_view full_path =
      step_ == Step::kPage ? std::string_view(pathname_) : resolver_.path();
  std::string_view path = StripBasePath(full_path, config.base_path).value_or(full_path);
  if (path == "/404" && has_data_header_ && site_->rules.has_middleware) {
    return DataNotFound(request, {});
  }
  if (config.has_i18n) path = SplitLocalePath(path, config.i18n.locales).rest;
  if (IsBlockedPath(path)) return NotFound(request);
  const bool has_runtime = !IsPagesOutput(*match.output) || HasPagesRuntime(site_->build);
  const Output* localized = ForLocale(site_->build, *match.output, locale_);
  if (!has_runtime || localized == nullptr) return PageNotFound(request);
  const Output& output = *localized;
  // Next.js runs edge functions before any of the checks.
  if (output.is_edge) {
    InvokeEntrypoint invoke = Invoke(output, match);
    invoke.status = request.response_status;
    return invoke;
  }
  const Interception interception = InterceptionOf(output);
  PageRequest page{site_->build, output, request, resolver_.target().query, interception};
  matched_path_.clear();
  if (has_data_header_ && request.response_status == 200) {
    if (!locale_.empty()) matched_path_.append("/").append(locale_);
    matched_path_.append(output.pathname);
    page.matched_path = matched_path_;
  }
  if (GeneratedReply reply = CheckPageRequest(page)) return Send(request, std::move(reply));
  // Entrypoints recognise a data request by its URL.
  const bool is_data = IsDataTarget();
  preset_status_ = PresetStatus(output, request, match.is_data);
  if (output.kind == OutputKind::kStaticPage) return StaticPage(request, output);
  std::optional<std::string> made;
  if (settled_ == nullptr && (!output.is_dynamic || match.has_params)) {
    made = PrerenderedPath(output, match.params, locale_);
  }
  const std::optional<std::string>& key = settled_ ? settled_->stored_path : made;
  ResponseAction stored = FromStore(request, output, key, is_data);
  if (!std::holds_alternative<Finished>(stored) && !renewal_) return stored;

  InvokeEntrypoint invoke = Invoke(output, match);
  if (!matched_path_.empty()) invoke.headers.push_back({kMatchedPath, matched_path_});
  invoke.append_vary = PageVary(output, request, interception);
  invoke.drop_next_url =
      interception == Interception::kNone && output.kind != OutputKind::kPagesApi;
  invoke.status = preset_status_.value_or(200);
  if (renewal_) return Renewing(std::move(stored), std::move(invoke));
  appended_vary_ = invoke.append_vary;
  has_dropped_next_url_ = invoke.drop_next_url;
  return invoke;
}

ResponseAction Exchange::ShowErrorPage(const Request& request) {
  step_ = Step::kErrorPage;
  const BuildOutput& build = site_->build;
  const Output* output = FindErrorPage(build, error_status_, error_pass_, locale_);
  if (output == nullptr && error_pass_ == ErrorPass::kCustomRender) {
    error_pass_ = ErrorPass::kFinal;
    output = FindErrorPage(build, error_status_, error_pass_, locale_);
  }
  if (output == nullptr) return LastResort(request);
  showing_error_ = true;
  const RequestTarget target = ParseRequestTarget(request.url);
  Request told = request;
  if (has_dropped_next_url_) told.headers[static_cast<size_t>(RequestHeader::kNextUrl)].reset();
  PageRequest page{build,         *output,       told, target.query, Interception::kNone,
                   error_status_, error_headers_};
  if (GeneratedReply reply = CheckPageRequest(page)) return Send(request, std::move(reply));
  preset_status_ = error_status_;
  if (output->kind == OutputKind::kStaticPage) return StaticPage(request, *output);
  ResponseAction stored = Finished{};
  if (output->kind == OutputKind::kAppPage) {
    stored = FromStore(request, *output, output->pathname, false);
    if (!std::holds_alternative<Finished>(stored) && !renewal_) return stored;
  }

  InvokeEntrypoint invoke;
  invoke.output = output;
  invoke.url = retry_url_;
  invoke.status = error_status_;
  invoke.headers = error_headers_;
  invoke.append_vary = PageVary(*output, request);
  invoke.drop_next_url = true;
  invoke.is_error_page = true;
  SetLocale(invoke);
  invoke.custom_error_render = error_pass_ == ErrorPass::kCustomRender;
  if (renewal_) return Renewing(std::move(stored), std::move(invoke));
  return invoke;
}

ResponseAction Exchange::FromStore(const Request& request, const Output& output,
                                   std::optional<std::string_view> key, bool is_data) {
  const std::optional<Representation> representation =
      ChooseRepresentation(site_->build, output, request, is_data);
  if (!representation || !key || loads_ > kMaxLoads) return Finished{};
  // What is stored names no locale, and no page one may come from.
  if (has_data_header_ && !locale_.empty()) return Finished{};
  if (InterceptionOf(output) == Interception::kPossible) return Finished{};
  PrerenderedLookup found = site_->prerendered->Find(*key, output, now_ms_);
  if (found.job) return Await(std::move(found.job));
  if (!found.replies || !found.replies->Has(*representation)) return Finished{};
  PrerenderedRequest want = Want(request, *representation);
  want.is_stale = found.is_stale;
  ResponseAction action = AnswerWith(found.replies, want);
  if (found.is_stale && std::holds_alternative<SendReply>(action) && !IsPrefetch(request)) {
    renewal_ = site_->prerendered->Renew(found.replies);
  }
  return action;
}

SendStaleReply Exchange::Renewing(ResponseAction stored, InvokeEntrypoint invoke) const {
  return {std::move(std::get<SendReply>(stored).reply), std::move(invoke)};
}

ResponseAction Exchange::StaticPage(const Request& request, const Output& output) {
  PrerenderedLookup found = site_->prerendered->FindStaticPage(output);
  if (found.job && loads_ <= kMaxLoads) return Await(std::move(found.job));
  // The build names the file, so a missing one is a damaged build.
  if (!found.replies) return LastResort(request);
  ResponseAction action =
      AnswerWith(std::move(found.replies), Want(request, Representation::kStaticHtml));
  auto* send = std::get_if<SendReply>(&action);
  if (send == nullptr) return action;
  if (purpose_ == Purpose::kValue) {
    send->reply = WithoutHeaders(send->reply);
    return action;
  }
  send->reply = WithVary(std::move(send->reply),
                         appended_vary_.empty() ? PageVary(output, request) : appended_vary_);
  if (!showing_error_) send->reply = WithMatchedPath(std::move(send->reply), matched_path_);
  return action;
}

PrerenderedRequest Exchange::Want(const Request& request, Representation representation) const {
  return {.representation = representation,
          .method = request.method,
          .segment = request.Header(RequestHeader::kNextRouterSegmentPrefetch).value_or(""),
          .has_data_header = has_data_header_ && !showing_error_,
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

}  // namespace next_native

#include "pages/page.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "http/next_headers.h"
#include "manifest/locale_path.h"
#include "pages/error_page.h"
#include "pages/page_checks.h"
#include "pages/prerendered_request.h"
#include "pages/router_request.h"
#include "pages/stored_answer.h"
#include "routing/base_path.h"
#include "routing/data_path.h"

namespace next_native {
namespace {

bool IsPagesOutput(const Output& output) {
  return output.kind == OutputKind::kPage || output.kind == OutputKind::kStaticPage;
}

// Returns the status that is set on the response before the page answers; nullopt: none is set.
std::optional<int> PresetStatus(const Output& output, const Request& request, bool is_data) {
  if (output.pathname == "/500") return 500;
  const bool is_not_found_page = output.pathname == "/404" || output.pathname == "/_not-found";
  if (is_not_found_page && !is_data && !IsRscRequest(request)) return 404;
  return request.response_status == 200 ? std::nullopt : std::optional(request.response_status);
}

std::string_view BelowBasePath(const PageContext& context, std::string_view path) {
  return StripBasePath(path, context.build.config.base_path).value_or(path);
}

Interception InterceptionOf(const PageContext& context, const PageRoute& route,
                            const Output& output) {
  const bool is_app = output.kind == OutputKind::kAppPage || output.kind == OutputKind::kAppRoute;
  if (!is_app || route.is_named) return Interception::kNone;
  return context.rules.CanBeIntercepted(BelowBasePath(context, route.path))
             ? Interception::kPossible
             : Interception::kNone;
}

// Entrypoints recognize a data request by its URL.
bool IsDataTarget(const PageContext& context, const PageRoute& route) {
  if (route.is_named) return false;
  const std::optional<std::string_view> path =
      StripBasePath(route.target.path, context.build.config.base_path);
  return path && PathHasPrefix(*path, kDataRoot);
}

InvokeEntrypoint Invoke(const PageContext& context, const PageRoute& route, const Output& output) {
  InvokeEntrypoint invoke;
  invoke.output = &output;
  invoke.params = route.match.params;
  invoke.has_params = route.match.has_params;
  invoke.is_data_request = route.match.is_data || route.is_data_request;
  invoke.url = context.url;
  if (route.query) invoke.query = *route.query;
  invoke.locale = context.locale;
  invoke.default_locale = context.default_locale;
  invoke.is_locale_domain = context.is_locale_domain;
  invoke.has_normal_url = HasNormalUrl(context, route.target);
  invoke.router = RouterRequestOf(context.request);
  return invoke;
}

// Returns the reply to a data request, which names the page. The stored reply names it without the
// locale.
SharedReply WithMatchedPath(SharedReply reply, const std::string& matched_path) {
  if (matched_path.empty()) return reply;
  auto copy = std::make_shared<Reply>(*reply);
  const auto named =
      std::find_if(copy->headers.begin(), copy->headers.end(),
                   [](const HeaderField& field) { return field.name == kMatchedPathHeader; });
  if (named != copy->headers.end()) {
    named->value = matched_path;
  } else {
    copy->headers.push_back({std::string(kMatchedPathHeader), matched_path});
  }
  return copy;
}

// A page and the facts that its answer needs.
struct Page {
  const PageContext& context;
  const PageRoute& route;
  const Output& output;
  Interception interception = Interception::kNone;
  std::optional<int> status = {};  // set on the response before the page
  std::string matched_path = {};   // the value of x-nextjs-matched-path; empty: no such field
};

PageAnswer AnswerStaticPage(const Page& page) {
  const PageContext& context = page.context;
  StoredAnswer stored = AnswerFromStaticPage(context, {page.output, page.status});
  if (auto* await = std::get_if<PageAwait>(&stored)) return std::move(*await);
  auto* send = std::get_if<PageReply>(&stored);
  // The build lists the file, so a missing file means a damaged build.
  if (send == nullptr) {
    return PageReply{Finish(context, InternalServerError(context.build, {})),
                     AnswerReason::kMissingFile};
  }
  if (context.purpose == Purpose::kResponse) {
    send->reply = WithMatchedPath(std::move(send->reply), page.matched_path);
  }
  return std::move(*send);
}

// Asks the store, unless no stored response can be what the request asks for.
StoredAnswer AskStore(const Page& page) {
  const PageContext& context = page.context;
  const PageRoute& route = page.route;
  const std::optional<Representation> representation = ChooseRepresentation(
      context.build, page.output, context.request, IsDataTarget(context, route));
  // Stored responses name no locale and do not depend on the page that the client comes from.
  const bool names_locale = context.has_data_header && !context.locale.empty();
  if (!representation || names_locale || page.interception == Interception::kPossible) {
    return NotStored{AnswerReason::kRendersRequest};
  }
  if (!context.may_load) return NotStored{};
  const StoreQuery stored{page.output, page.status};
  if (route.stored_path) {
    if (!*route.stored_path) return NotStored{};
    return AnswerFromStore(context, stored, **route.stored_path, *representation);
  }
  if (page.output.is_dynamic && !route.match.has_params) return NotStored{};
  const std::optional<std::string> path =
      PrerenderedPath(page.output, route.match.params, context.locale);
  return path ? AnswerFromStore(context, stored, *path, *representation)
              : StoredAnswer(NotStored{});
}

PageAnswer AnswerRenderedPage(const Page& page) {
  StoredAnswer stored = AskStore(page);
  if (auto* send = std::get_if<PageReply>(&stored)) return std::move(*send);
  if (auto* await = std::get_if<PageAwait>(&stored)) return std::move(*await);
  const Output& output = page.output;
  PageInvoke answer{Invoke(page.context, page.route, output)};
  InvokeEntrypoint& invoke = answer.invoke;
  if (!page.matched_path.empty()) {
    invoke.headers.push_back({std::string(kMatchedPathHeader), page.matched_path});
  }
  invoke.append_vary = PageVary(output, page.context.request, page.interception);
  invoke.drop_next_url =
      page.interception == Interception::kNone && output.kind != OutputKind::kPagesApi;
  invoke.status = page.status.value_or(200);
  if (auto* renew = std::get_if<RenewStored>(&stored)) {
    return StaleReply{std::move(renew->reply), std::move(invoke), std::move(renew->renewal)};
  }
  answer.reason = std::get<NotStored>(stored).reason;
  return answer;
}

}  // namespace

PageAnswer AnswerPage(const PageContext& context, const PageRoute& route) {
  const BuildOutput& build = context.build;
  const Request& request = context.request;
  std::string_view path = BelowBasePath(context, route.path);
  if (path == "/404" && context.answers_misses_with_data()) return PageNotFound::kDataUrl;
  if (build.config.has_i18n) path = SplitLocalePath(path, build.config.i18n.locales).rest;
  if (IsBlockedPath(path)) return PageNotFound::kMiss;
  const Output& routed = *route.match.output;
  const bool has_runtime = !IsPagesOutput(routed) || HasPagesRuntime(build);
  const Output* output = ForLocale(build, routed, context.locale);
  if (!has_runtime || output == nullptr) return PageNotFound::kHidden;
  // Next.js runs edge functions before the checks.
  if (output->is_edge) {
    InvokeEntrypoint invoke = Invoke(context, route, *output);
    invoke.status = request.response_status;
    return PageInvoke{std::move(invoke)};
  }
  Page page{context, route, *output, InterceptionOf(context, route, *output)};
  if (context.has_data_header && request.response_status == 200) {
    if (!context.locale.empty()) page.matched_path.append("/").append(context.locale);
    page.matched_path.append(output->pathname);
  }
  PageRequest checked{build, *output, request, route.target, page.interception};
  checked.matched_path = page.matched_path;
  if (std::optional<PageRefusal> refusal = CheckPageRequest(checked)) {
    return PageReply{Finish(context, std::move(refusal->reply)), refusal->reason};
  }
  page.status = PresetStatus(*output, request, route.match.is_data);
  return output->kind == OutputKind::kStaticPage ? AnswerStaticPage(page)
                                                 : AnswerRenderedPage(page);
}

}  // namespace next_native

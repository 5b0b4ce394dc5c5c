#include "pages/error_answer.h"

#include <utility>

#include "pages/page_checks.h"
#include "pages/router_request.h"
#include "pages/stored_answer.h"
#include "routing/base_path.h"

namespace next_native {
namespace {

ErrorPageAnswer AnswerStaticErrorPage(const PageContext& context, const ShownError& error,
                                      const Output& output) {
  const StoreQuery page{output, error.status, true, !error.headers.empty()};
  StoredAnswer stored = AnswerFromStaticPage(context, page);
  if (auto* await = std::get_if<PageAwait>(&stored)) return std::move(*await);
  auto* send = std::get_if<PageReply>(&stored);
  if (send == nullptr) return NoErrorPage{};
  return std::move(*send);
}

// Only pages of the app router are stored. Error pages of pages/ that are not static always run.
StoredAnswer AskStore(const PageContext& context, const ShownError& error, const Output& output) {
  if (output.kind != OutputKind::kAppPage || !context.may_load) return NotStored{};
  const std::optional<Representation> representation =
      ChooseRepresentation(context.build, output, context.request, false);
  const bool names_locale = context.has_data_header && !context.locale.empty();
  if (!representation || names_locale) return NotStored{};
  const std::string_view path =
      StripBasePath(error.path, context.build.config.base_path).value_or(error.path);
  if (context.rules.CanBeIntercepted(path)) return NotStored{};
  const StoreQuery page{output, error.status, true, !error.headers.empty()};
  return AnswerFromStore(context, page, output.pathname, *representation);
}

InvokeEntrypoint Invoke(const PageContext& context, const ShownError& error, const Output& output) {
  InvokeEntrypoint invoke;
  invoke.output = &output;
  invoke.url = context.url;
  invoke.status = error.status;
  invoke.headers = error.headers;
  invoke.append_vary = PageVary(output, context.request);
  invoke.drop_next_url = true;
  invoke.is_error_page = true;
  invoke.locale = context.locale;
  invoke.default_locale = context.default_locale;
  invoke.is_locale_domain = context.is_locale_domain;
  invoke.custom_error_render = error.pass == ErrorPass::kCustomRender;
  invoke.has_normal_url = HasNormalUrl(context, error.target);
  invoke.router = RouterRequestOf(context.request);
  return invoke;
}

std::optional<PageRefusal> CheckErrorPage(const PageContext& context, const ShownError& error,
                                          const Output& output) {
  std::optional<Request> without_next_url;
  if (error.has_dropped_next_url) {
    without_next_url = context.request;
    without_next_url->headers[static_cast<size_t>(RequestHeader::kNextUrl)].reset();
  }
  const Request& request = without_next_url ? *without_next_url : context.request;
  PageRequest checked{context.build, output, request, error.target};
  checked.status = error.status;
  checked.headers = error.headers;
  return CheckPageRequest(checked);
}

}  // namespace

ErrorPageAnswer AnswerErrorPage(const PageContext& context, const ShownError& error) {
  const Output* output = FindErrorPage(context.build, error.status, error.pass, context.locale);
  if (output == nullptr && error.pass == ErrorPass::kCustomRender) {
    ShownError shown = error;
    shown.pass = ErrorPass::kFinal;
    return AnswerErrorPage(context, shown);
  }
  if (output == nullptr) return NoErrorPage{};
  if (std::optional<PageRefusal> refusal = CheckErrorPage(context, error, *output)) {
    return PageReply{Finish(context, std::move(refusal->reply)), refusal->reason};
  }
  if (output->kind == OutputKind::kStaticPage) {
    return AnswerStaticErrorPage(context, error, *output);
  }
  StoredAnswer stored = AskStore(context, error, *output);
  if (auto* send = std::get_if<PageReply>(&stored)) return std::move(*send);
  if (auto* await = std::get_if<PageAwait>(&stored)) return std::move(*await);
  InvokeEntrypoint invoke = Invoke(context, error, *output);
  if (auto* renew = std::get_if<RenewStored>(&stored)) {
    return StaleReply{std::move(renew->reply), std::move(invoke), std::move(renew->renewal)};
  }
  return PageInvoke{std::move(invoke)};
}

}  // namespace next_native

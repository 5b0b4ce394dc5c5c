#include "explain/explained_answer.h"

#include <utility>

#include "pages/prerendered_request.h"

namespace next_native {
namespace {

std::string Every(const CacheLifetime& lifetime) {
  if (!lifetime.revalidate) return "never revalidated";
  return "revalidated every " + std::to_string(*lifetime.revalidate) + " s";
}

std::string WhyRule(const DecidedExchange& decided, std::string_view what) {
  const TraceStep* step = decided.last;
  if (step == nullptr || step->rule == nullptr) return step ? step->note : std::string(what);
  std::string why = "Rule " + std::to_string(*step->index) + " of ";
  why.append(TracePhaseName(step->phase)).append(" ").append(what);
  return why;
}

// Returns the status if it is known without a render.
std::optional<int> StatusOf(const DecidedExchange& decided) {
  if (const auto* send = std::get_if<SendReply>(&decided.action)) return send->reply->status;
  if (const auto* file = std::get_if<SendFile>(&decided.action)) return file->status;
  return decided.exchange.shown_error();
}

std::string_view FolderName(StaticFolder folder) {
  switch (folder) {
    case StaticFolder::kNextStatic:
      return "the build's static/";
    case StaticFolder::kLegacyStatic:
      return "static/";
    case StaticFolder::kPublic:
      return "public/";
  }
  return "";
}

ExplainedAnswer ExplainFile(const DecidedExchange& decided) {
  const AnswerReason reason = decided.exchange.reason();
  if (reason == AnswerReason::kFileMisspelt) {
    return {"bad-request", 400, false, "No file that can be served has such a path."};
  }
  if (reason == AnswerReason::kFileHidden) {
    return {"bad-request", 400, false, "Files whose name starts with a dot are not served."};
  }
  std::string why = "A file in ";
  why.append(FolderName(decided.exchange.resolved().file.file->folder)).append(".");
  if (reason == AnswerReason::kFileMethod) why += " Files answer GET and HEAD only.";
  if (reason == AnswerReason::kFilePrecondition) why += " A precondition of the request fails.";
  if (reason == AnswerReason::kFileRange) why += " The requested range lies outside the file.";
  if (reason == AnswerReason::kFileVanished) why += " It is not there any more.";
  return {"file", StatusOf(decided), false, std::move(why)};
}

constexpr std::string_view kWrongRscParameter =
    "The `_rsc` parameter does not match the header fields of this RSC request.";

const PrerenderedRoute* FindPrerendered(const DecidedExchange& decided, const Output& output) {
  const Resolved& routed = decided.exchange.resolved();
  const std::optional<std::string> path =
      PrerenderedPath(output, routed.match->params, routed.locale);
  if (!path) return nullptr;
  const auto found = decided.build.output.prerendered.find(*path);
  if (found == decided.build.output.prerendered.end()) return nullptr;
  const PrerenderedRoute& route = found->second;
  const std::string& owner = route.source_route.empty() ? route.path : route.source_route;
  return owner == output.pathname ? &route : nullptr;
}

std::string WhyStored(const DecidedExchange& decided, const Output& output) {
  if (const PrerenderedRoute* route = FindPrerendered(decided, output)) {
    return "Prerendered at build time, " + Every(route->lifetime) + ".";
  }
  return "Rendered for an earlier request and kept in the cache.";
}

std::string WhyRendered(const DecidedExchange& decided, const Output& output) {
  if (output.is_edge) return "Runs for every request, on the edge runtime.";
  if (output.kind == OutputKind::kPagesApi) return "Runs for every request.";
  const BuildOutput& build = decided.build.output;
  if (const PrerenderedRoute* route = FindPrerendered(decided, output)) {
    if (route->is_partial) return "Prerendered in part; the rest is rendered for every request.";
    if (decided.exchange.reason() == AnswerReason::kRendersRequest) {
      return "Prerendered at build time, " + Every(route->lifetime) +
             ", but the response to this request has to be rendered.";
    }
    return "Prerendered at build time, but expired, so it is rendered again.";
  }
  const auto dynamic = build.prerendered_dynamic.find(output.pathname);
  if (dynamic == build.prerendered_dynamic.end()) return "Rendered for every request.";
  if (dynamic->second.fallback == FallbackMode::kNotFound) {
    return "Not prerendered. The page renders no other paths, so it answers 404.";
  }
  return "Not prerendered. It is rendered at the first request, then kept in the cache.";
}

std::string WhyHidden(const Output& output) {
  if (output.is_internal) return "A part of other pages, which cannot be requested directly.";
  if (!output.locale.empty()) return "The page exists, but only for other locales.";
  return "The page exists, but cannot be requested by this path.";
}

ExplainedAnswer ExplainOutput(const DecidedExchange& decided) {
  const Output& routed = *decided.exchange.resolved().match->output;
  const bool is_api = routed.kind == OutputKind::kPagesApi || routed.kind == OutputKind::kAppRoute;
  ExplainedAnswer answer{is_api ? "api" : "page", StatusOf(decided), false, ""};
  switch (decided.exchange.reason()) {
    case AnswerReason::kHiddenPage: {
      const bool is_data = answer.status == 200;
      return {"miss", is_data ? 200 : 404, false, WhyHidden(routed)};
    }
    case AnswerReason::kNotFoundData:
      answer.why = "The 404 page has no data: the client router navigates to it instead.";
      return answer;
    case AnswerReason::kMissingFile:
      return {"error", 500, false, "The build lacks the HTML file of the page."};
    case AnswerReason::kRscParameter:
      answer.why = kWrongRscParameter;
      return answer;
    case AnswerReason::kOptions:
      answer.why = "Pages do not answer OPTIONS.";
      return answer;
    case AnswerReason::kMethod:
      answer.why = "Pages rendered at build time answer GET and HEAD only.";
      return answer;
    case AnswerReason::kMiddlewarePrefetch:
      answer.why = "Pages rendered per request answer a middleware prefetch without content.";
      return answer;
    case AnswerReason::kSubresource:
      answer.why = "A subresource gets one line of plain text instead of the 404 page.";
      return answer;
    case AnswerReason::kStaticPage:
      answer.is_cached = true;
      answer.why = "Rendered to plain HTML at build time.";
      return answer;
    case AnswerReason::kStored:
      answer.is_cached = true;
      answer.why = WhyStored(decided, routed);
      return answer;
    default:
      break;
  }
  const auto* invoke = std::get_if<InvokeEntrypoint>(&decided.action);
  answer.status.reset();
  answer.why = WhyRendered(decided, invoke ? *invoke->output : routed);
  return answer;
}

// The checks of pages apply to error pages as well. They may redirect the client router.
ExplainedAnswer ExplainError(const DecidedExchange& decided, std::string_view kind, int status,
                             std::string why) {
  if (decided.exchange.error_reason() == AnswerReason::kRscParameter) {
    return {"redirect", 307, false, std::string(kWrongRscParameter)};
  }
  return {kind, status, false, std::move(why)};
}

}  // namespace

ExplainedAnswer ExplainAnswer(const DecidedExchange& decided) {
  const Resolved& resolved = decided.exchange.resolved();
  if (!decided.refused_field.empty()) {
    std::string why = "Node.js refuses to set this header field: ";
    why.append(decided.refused_field).append(".");
    return {"error", 500, false, std::move(why)};
  }
  switch (resolved.kind) {
    case ResolvedKind::kLocaleRedirect:
    case ResolvedKind::kRedirect:
      return {"redirect", resolved.status, false,
              WhyRule(decided, "sends the client to another URL.")};
    case ResolvedKind::kProxy:
      return {"proxy", std::nullopt, false,
              WhyRule(decided, "sends the request to another server.")};
    case ResolvedKind::kFile:
      return ExplainFile(decided);
    case ResolvedKind::kImage:
      if (decided.exchange.reason() == AnswerReason::kImagesDisabled) {
        return {"miss", 404, false, "Image optimization is switched off."};
      }
      return {"image", std::nullopt, false, "The path of the image optimizer."};
    case ResolvedKind::kOutput:
      return ExplainOutput(decided);
    case ResolvedKind::kMiss:
      return {"miss", 404, false, "No rule, file or page matches this path."};
    case ResolvedKind::kNotFound:
      return {"miss", 404, false,
              "The path lies below /_next/data, but is not a data URL of this build."};
    case ResolvedKind::kDeadEnd:
      return {"miss", 404, false,
              "A page has this path, but in another spelling, so it cannot be requested."};
    case ResolvedKind::kBadRequest:
      return ExplainError(decided, "bad-request", 400,
                          "A parameter of the path is not valid percent-encoding.");
    case ResolvedKind::kInvalidTarget:
      return {"error", 500, false, "The target of the request is not a URL."};
    case ResolvedKind::kFailed:
      return ExplainError(decided, "error", 500,
                          WhyRule(decided, "cannot be filled in with these parameters."));
    case ResolvedKind::kMiddleware:
    case ResolvedKind::kBody:
      break;
  }
  return {"middleware", std::nullopt, false, "Middleware answers."};
}

}  // namespace next_native

#include "explain/explained_answer.h"

#include "pages/page_checks.h"
#include "pages/prerendered_request.h"

namespace next_native {
namespace {

std::string Every(const CacheLifetime& lifetime) {
  if (!lifetime.revalidate) return "never revalidated";
  return "revalidated every " + std::to_string(*lifetime.revalidate) + " s";
}

std::string WhyRule(const RoutedRequest& routed, std::string_view what) {
  const TraceStep* step = routed.last;
  if (step == nullptr || step->rule == nullptr) return step ? step->note : std::string(what);
  std::string why = "Rule " + std::to_string(*step->index) + " of ";
  why.append(TracePhaseName(step->phase)).append(" ").append(what);
  return why;
}

std::optional<int> StatusOf(const ResponseAction& action) {
  if (const auto* send = std::get_if<SendReply>(&action)) return send->reply->status;
  if (const auto* file = std::get_if<SendFile>(&action)) return file->status;
  return std::nullopt;
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

ExplainedAnswer ExplainFile(const RoutedRequest& routed) {
  if (routed.file.lookup == StaticLookup::kBadRequest) {
    return {"bad-request", 400, false, "The path is spelt as that of no file that can be served."};
  }
  const StaticFile& file = *routed.file.file;
  if (!file.is_servable)
    return {"bad-request", 400, false, "Files with a dot in front stay hidden."};
  std::string why = "A file of ";
  why.append(FolderName(file.folder)).append(".");
  if (routed.error == 405) why += " Files answer GET and HEAD only.";
  if (routed.error == 412) why += " A precondition of the request fails.";
  if (routed.error == 416) why += " The range lies outside of it.";
  const std::optional<int> status = StatusOf(routed.action);
  return {"file", status ? status : routed.error, false, std::move(why)};
}

// Answers of the checks between routing and the entrypoint.
std::string WhyRefused(int status) {
  switch (status) {
    case 307:
      return "The `_rsc` parameter does not belong to the header fields of this RSC request.";
    case 400:
      return "Pages do not answer OPTIONS.";
    case 405:
      return "Pages rendered at build time answer GET and HEAD only.";
    default:
      return "Pages rendered per request give an empty answer to a prefetch for middleware.";
  }
}

const PrerenderedRoute* FindPrerendered(const RoutedRequest& routed, const Output& output) {
  const std::optional<std::string> path =
      PrerenderedPath(output, routed.resolved.match.params, routed.locale);
  if (!path) return nullptr;
  const auto found = routed.site.build.prerendered.find(*path);
  if (found == routed.site.build.prerendered.end()) return nullptr;
  const PrerenderedRoute& route = found->second;
  const std::string& owner = route.source_route.empty() ? route.path : route.source_route;
  return owner == output.pathname ? &route : nullptr;
}

std::string WhyStored(const RoutedRequest& routed, const Output& output) {
  if (output.kind == OutputKind::kStaticPage) return "Rendered to plain HTML at build time.";
  if (const PrerenderedRoute* route = FindPrerendered(routed, output)) {
    return "Prerendered at build time, " + Every(route->lifetime) + ".";
  }
  return "Rendered for an earlier request, and kept.";
}

std::string WhyRendered(const RoutedRequest& routed, const Output& output, bool is_data) {
  if (output.is_edge) return "Runs for every request, on the edge runtime.";
  if (output.kind == OutputKind::kPagesApi) return "Runs for every request.";
  const BuildOutput& build = routed.site.build;
  if (const PrerenderedRoute* route = FindPrerendered(routed, output)) {
    if (route->is_partial) return "Prerendered in part; the rest is rendered for every request.";
    if (!ChooseRepresentation(build, output, routed.request, is_data)) {
      return "Prerendered at build time, " + Every(route->lifetime) +
             ", but what this request asks for has to be rendered.";
    }
    return "Prerendered at build time, but stale by now: rendered anew.";
  }
  const auto dynamic = build.prerendered_dynamic.find(output.pathname);
  if (dynamic == build.prerendered_dynamic.end()) return "Rendered for every request.";
  if (dynamic->second.fallback == FallbackMode::kNotFound) {
    return "Not prerendered, and the page renders no other paths: it answers 404.";
  }
  return "Not prerendered: rendered when first asked for, then kept.";
}

std::string WhyHidden(const Output& output) {
  if (output.is_internal) return "A part of other pages, for which nobody can ask.";
  if (!output.locale.empty()) return "The page is there, but for other locales.";
  return "The page is there, but cannot be asked for by this path.";
}

ExplainedAnswer ExplainOutput(const RoutedRequest& routed) {
  const Output& output = *routed.resolved.match.output;
  const bool is_api = output.kind == OutputKind::kPagesApi || output.kind == OutputKind::kAppRoute;
  ExplainedAnswer answer{is_api ? "api" : "page", StatusOf(routed.action), false, ""};
  const auto* send = std::get_if<SendReply>(&routed.action);
  const bool is_refused = send && send->reply->kind != ReplyKind::kPrerendered;
  const std::optional<int> error =
      is_refused && send->reply->kind == ReplyKind::kError ? answer.status : routed.error;
  const bool is_not_found_page = output.pathname == "/404" || output.pathname == "/_not-found";
  if (is_not_found_page && is_refused && answer.status == 404) {
    answer.why = "The page of the status 404, of which a subresource gets a line of plain text.";
    return answer;
  }
  const bool is_empty =
      is_refused && send->reply->kind == ReplyKind::kError && answer.status == 200;
  if (error == 404 || is_empty) {
    return {"miss", is_empty ? 200 : 404, false, WhyHidden(output)};
  }
  if (error == 500) return {"error", 500, false, "The build lacks the file of the page."};
  if (is_refused) {
    answer.why = WhyRefused(*answer.status);
    return answer;
  }
  if (const auto* invoke = std::get_if<InvokeEntrypoint>(&routed.action)) {
    answer.why = WhyRendered(routed, *invoke->output, routed.resolved.match.is_data);
    answer.status.reset();
    return answer;
  }
  answer.is_cached = true;
  answer.why = WhyStored(routed, output);
  return answer;
}

// An error page is asked for like any other, so the checks of pages may answer in its place.
ExplainedAnswer ExplainError(const RoutedRequest& routed, std::string_view kind, int status,
                             std::string why) {
  if (StatusOf(routed.action) == 307) return {"redirect", 307, false, WhyRefused(307)};
  return {kind, status, false, std::move(why)};
}

}  // namespace

ExplainedAnswer ExplainAnswer(const RoutedRequest& routed) {
  const Resolved& resolved = routed.resolved;
  if (!routed.refused_field.empty()) {
    std::string why = "Node.js does not set such a header field: ";
    why.append(routed.refused_field).append(".");
    return {"error", 500, false, std::move(why)};
  }
  switch (resolved.kind) {
    case ResolvedKind::kLocaleRedirect:
    case ResolvedKind::kRedirect:
      return {"redirect", resolved.status, false, WhyRule(routed, "sends it elsewhere.")};
    case ResolvedKind::kProxy:
      return {"proxy", std::nullopt, false, WhyRule(routed, "hands it to another server.")};
    case ResolvedKind::kFile:
      return ExplainFile(routed);
    case ResolvedKind::kImage:
      if (!routed.site.build.has_image_optimizer) {
        return {"miss", 404, false, "Image optimization is switched off."};
      }
      return {"image", std::nullopt, false, "The path of the image optimizer."};
    case ResolvedKind::kOutput:
      return ExplainOutput(routed);
    case ResolvedKind::kMiss:
      return {"miss", 404, false, "No rule, no file and no page has this path."};
    case ResolvedKind::kNotFound:
      return {"miss", 404, false,
              "The path lies below /_next/data, but is no data URL of this build."};
    case ResolvedKind::kDeadEnd:
      return {"miss", 404, false,
              "The path is that of a page, but spelt as none can be asked for."};
    case ResolvedKind::kBadRequest:
      return ExplainError(routed, "bad-request", 400,
                          "A parameter of the path is not valid percent-encoding.");
    case ResolvedKind::kInvalidTarget:
      return {"error", 500, false, "The target of the request is no URL."};
    case ResolvedKind::kFailed:
      return ExplainError(routed, "error", 500,
                          WhyRule(routed, "cannot be filled in with these parameters."));
    case ResolvedKind::kMiddleware:
    case ResolvedKind::kBody:
      break;
  }
  return {"middleware", std::nullopt, false, "Middleware answers."};
}

}  // namespace next_native

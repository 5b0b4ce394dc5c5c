#include "routing/custom_route_phases.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/ascii.h"
#include "custom_routes/destination.h"
#include "http/field_syntax.h"
#include "http/query_object.h"
#include "manifest/locale_path.h"
#include "pattern/path_template.h"
#include "routing/base_path.h"
#include "routing/trailing_slash.h"

namespace next_native {
namespace {

constexpr std::string_view kRewrittenPath = "x-nextjs-rewritten-path";
constexpr std::string_view kRewrittenQuery = "x-nextjs-rewritten-query";

// "Sets x-a, x-b."
std::string FieldsNote(const CustomRoute& rule) {
  std::string note = "Sets";
  std::string_view separator = " ";
  for (const auto& [key, value] : rule.headers) {
    note.append(std::exchange(separator, ", ")).append(key);
  }
  return note + ".";
}

// The URL of a destination, its query escaped as that of the request allows.
std::string UrlOf(const RoutingPass& pass, const PreparedDestination& destination) {
  const QueryObject sent = QueryObject::Parse(pass.result.target.query);
  return FormatDestination(destination, StringifyQuery(destination.query, sent));
}

// Next.js throws while it fills in the destination.
void FailToFill(RoutingPass& pass, TracePhase phase, const RuleMatch& match) {
  pass.trace.Rule(phase, match, pass.path(), "",
                  "The destination cannot be filled in with these parameters.");
  pass.End(ResolvedKind::kFailed);
}

// The working path without the default locale, which the rules for trailing slashes do not see.
std::string WithoutDefaultLocale(const RoutingPass& pass) {
  const std::string_view path = pass.path();
  const std::string_view bare = RemovePathPrefix(path, pass.base_path());
  const bool had_base = bare.size() != path.size();
  const std::string_view base = had_base ? pass.base_path() : std::string_view();
  const LocalePath split = SplitLocalePath(bare, pass.i18n().locales);
  const bool is_default = !split.locale.empty() && split.locale == pass.result.default_locale;
  const std::string_view rest = is_default ? split.rest : bare;
  std::string changed = had_base && rest == "/" ? std::string(base) : AddPathPrefix(rest, base);
  if ((is_default || had_base) && path.ends_with('/')) pass.AddTrailingSlash(changed);
  return changed;
}

bool RedirectTrailingSlash(RoutingPass& pass) {
  if (pass.site.build.internal_redirects.empty()) return false;
  std::string without_locale;
  std::string_view path = pass.path();
  if (pass.has_i18n()) path = without_locale = WithoutDefaultLocale(pass);
  std::optional<PathRedirect> redirect = FindTrailingSlashRedirect(
      pass.site.build, path, pass.result.target.query, pass.result.marks_data_request);
  if (!redirect) return false;
  pass.trace.Path(TracePhase::kRedirects, path, redirect->location,
                  "Every path has one spelling, with or without a trailing slash.");
  pass.End(ResolvedKind::kRedirect, std::move(redirect->location), redirect->status);
  return true;
}

// Tells the client router, if it asks, where a rewrite leads. `search` begins with "?" or is empty.
void TellClientRouter(RoutingPass& pass, std::string_view path, std::string_view search) {
  if (!pass.is_rsc()) return;
  Resolved& result = pass.result;
  if (result.path != path) {
    result.early_fields.Set(kRewrittenPath, std::string(path));
    result.fields.Set(kRewrittenPath, std::string(path));
  }
  search.remove_prefix(std::min<size_t>(search.size(), 1));
  const std::optional<std::string>& rewritten = pass.state.url.search;
  if (search != (rewritten ? std::string_view(*rewritten) : result.target.query)) {
    result.early_fields.Set(kRewrittenQuery, std::string(search));
  }
}

}  // namespace

bool ApplyHeaders(RoutingPass& pass, const RuleList& rules, TracePhase phase) {
  if (rules.empty()) return false;
  ResponseFields& fields = pass.result.fields;
  for (RuleMatch match = rules.FindNext(pass.path(), 0, pass.facts); match;
       match = rules.FindNext(pass.path(), match.index + 1, pass.facts)) {
    if (pass.trace) pass.trace.Rule(phase, match, pass.path(), "", FieldsNote(*match.rule));
    for (const auto& [key, value] : match.rule->headers) {
      std::optional<std::string> name = key;
      std::optional<std::string> text = value;
      if (!match.params.empty()) {
        name = FillText(key, match.params);
        text = FillText(value, match.params);
      }
      if (!name || !text) {
        pass.End(ResolvedKind::kFailed);
        return true;
      }
      if (EqualsIgnoreCase(*name, "set-cookie")) {
        fields.AppendCookie(*name, std::move(*text));
      } else {
        fields.Set(*name, std::move(*text));
      }
    }
  }
  return false;
}

bool ApplyRedirects(RoutingPass& pass) {
  if (RedirectTrailingSlash(pass)) return true;
  const RuleList& rules = pass.site.rules.redirects;
  if (rules.empty()) return false;
  RuleMatch match = rules.FindNext(pass.path(), 0, pass.facts);
  if (!match) return false;
  std::optional<PreparedDestination> destination =
      match.destination->Fill(match.params, pass.state.url.query.Get(), UnusedParams::kDrop);
  if (!destination) {
    FailToFill(pass, TracePhase::kRedirects, match);
    return true;
  }
  destination->path = NormalizeRepeatedSlashes(destination->path);
  std::string location = UrlOf(pass, *destination);
  const bool is_valid = IsFieldValue(location);
  pass.trace.Rule(TracePhase::kRedirects, match, pass.path(), location,
                  is_valid ? "" : "No header field can hold this location.");
  if (is_valid) {
    pass.End(ResolvedKind::kRedirect, std::move(location), match.rule->status_code);
  } else {
    pass.End(ResolvedKind::kFailed);
  }
  return true;
}

void RewriteAssets(RoutingPass& pass) {
  const std::string& prefix = pass.site.build.asset_prefix_path;
  if (prefix.empty()) return;
  const std::optional<std::string> path = RewriteAssetPath(pass.path(), prefix);
  if (!path) return;
  std::string rewritten = AddPathPrefix(*path, pass.base_path());
  TellClientRouter(pass, rewritten, "");
  pass.trace.Path(TracePhase::kBeforeFiles, pass.path(), rewritten,
                  "The path lies below the asset prefix.");
  pass.SetPath(std::move(rewritten));
  pass.state.url.did_rewrite = true;
  pass.result.is_asset = true;
}

bool ApplyRewrite(RoutingPass& pass, RuleMatch match, TracePhase phase) {
  std::optional<PreparedDestination> destination = match.destination->Fill(
      match.params, pass.state.url.query.Get(), UnusedParams::kAppendToQuery);
  if (!destination) {
    FailToFill(pass, phase, match);
    return true;
  }
  if (!destination->is_external() || pass.site.rules.IsClientParamOrigin(destination->origin)) {
    TellClientRouter(pass, destination->path, destination->search);
  }
  if (destination->is_external()) {
    std::string url = UrlOf(pass, *destination);
    pass.trace.Rule(phase, match, pass.path(), url, "");
    pass.result.fields.Clear();
    pass.End(ResolvedKind::kProxy, std::move(url));
    return true;
  }
  if (pass.trace) {
    pass.trace.Rule(phase, match, pass.path(),
                    WithQuery(destination->path, FormatSearchParams(destination->query)), "");
  }
  pass.state.url.did_rewrite = true;
  // "/:path*" without a value is empty, which Next.js takes for the root.
  pass.SetPath(destination->path.empty() ? "/" : std::move(destination->path));
  pass.ChangeQuery().Assign(destination->query);
  return false;
}

}  // namespace next_native

// The part of the resolver that applies rules: headers, redirects, rewrites.
#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "custom_routes/destination.h"
#include "http/field_syntax.h"
#include "manifest/locale_path.h"
#include "pattern/path_template.h"
#include "routing/resolver.h"
#include "routing/resolver_pass.h"
#include "routing/trailing_slash.h"

namespace next_native {
namespace {

constexpr std::string_view kRewrittenPath = "x-nextjs-rewritten-path";
constexpr std::string_view kRewrittenQuery = "x-nextjs-rewritten-query";

std::string NamesOf(const CustomRoute& rule) {
  std::string names = "Sets";
  std::string_view separator = " ";
  for (const auto& [key, value] : rule.headers) {
    names.append(std::exchange(separator, ", ")).append(key);
  }
  return names + ".";
}

}  // namespace

void Resolver::ApplyHeaders(Pass& pass, const RuleList& rules, TracePhase phase) {
  if (rules.empty()) return;
  for (RuleMatch match = rules.FindNext(path_, 0, pass.facts); match;
       match = rules.FindNext(path_, match.index + 1, pass.facts)) {
    if (trace_) TraceRule(phase, match, "", NamesOf(*match.rule));
    for (const auto& [key, value] : match.rule->headers) {
      std::optional<std::string> name = key;
      std::optional<std::string> text = value;
      if (!match.params.empty()) {
        name = FillText(key, match.params);
        text = FillText(value, match.params);
      }
      if (!name || !text) {
        pass.has_failed = true;
        return;
      }
      if (EqualsIgnoreCase(*name, "set-cookie")) {
        fields_.AppendCookie(*name, std::move(*text));
      } else {
        fields_.Set(*name, std::move(*text));
      }
    }
  }
}

std::optional<Resolved> Resolver::Redirect(Pass& pass) {
  if (std::optional<Resolved> end = InternalRedirect(pass)) return end;
  const RuleList& rules = pass.site.rules.redirects;
  if (rules.empty()) return std::nullopt;
  RuleMatch match = rules.FindNext(path_, 0, pass.facts);
  if (!match) return std::nullopt;
  std::optional<PreparedDestination> destination =
      match.destination->Fill(match.params, query_.Get(), UnusedParams::kDrop);
  if (!destination) return Unfillable(TracePhase::kRedirects, match);
  destination->path = NormalizeRepeatedSlashes(destination->path);
  std::string location =
      FormatDestination(*destination, StringifyQuery(destination->query, InitialQuery()));
  if (!IsFieldValue(location)) {
    TraceRule(TracePhase::kRedirects, match, location, "No header field can hold this location.");
    return Ends(ResolvedKind::kFailed);
  }
  TraceRule(TracePhase::kRedirects, match, location, "");
  return Ends(ResolvedKind::kRedirect, std::move(location), match.rule->status_code);
}

// Those of trailing slashes look at the path as it was before the default locale was put in.
std::optional<Resolved> Resolver::InternalRedirect(Pass& pass) {
  if (pass.site.build.internal_redirects.empty()) return std::nullopt;
  std::string_view path = path_;
  std::string without_locale;
  if (pass.has_i18n()) {
    const std::string_view base_path = pass.base_path();
    const bool had_slash = path.ends_with('/');
    const std::string_view bare = RemovePrefix(path, base_path);
    const bool had_base = bare.size() != path.size();
    const std::string_view base = had_base ? base_path : std::string_view();
    const LocalePath split = SplitLocalePath(bare, pass.i18n().locales);
    const bool is_default = !split.locale.empty() && split.locale == default_locale_;
    if (is_default) {
      without_locale =
          split.rest == "/" && had_base ? std::string(base) : AddPrefix(split.rest, base);
    } else {
      without_locale = had_base && bare == "/" ? std::string(base) : AddPrefix(bare, base);
    }
    if ((is_default || had_base) && had_slash) pass.AddTrailingSlash(without_locale);
    path = without_locale;
  }
  std::optional<PathRedirect> redirect =
      FindTrailingSlashRedirect(pass.site.build, path, target_.query, marks_data_request_);
  if (!redirect) return std::nullopt;
  TraceFrom(TracePhase::kRedirects, path, redirect->location,
            "Every path has one spelling, with or without a slash at its end.");
  return Ends(ResolvedKind::kRedirect, std::move(redirect->location), redirect->status);
}

// The rewrite Next.js adds for the path of the asset prefix; the first of beforeFiles.
void Resolver::RewriteAssets(Pass& pass) {
  const std::string& prefix = pass.site.build.asset_prefix_path;
  if (prefix.empty()) return;
  if (std::optional<std::string> path = RewriteAssetPath(path_, prefix)) {
    std::string rewritten = AddPrefix(*path, pass.base_path());
    TellClientRouter(pass, rewritten, "");
    Trace(TracePhase::kBeforeFiles, rewritten, "The path lies below the asset prefix.");
    SetPath(std::move(rewritten));
    did_rewrite_ = true;
    is_asset_ = true;
  }
}

// Of a rewrite, if that is who asks. `search` begins with "?" or is empty.
void Resolver::TellClientRouter(const Pass& pass, const std::string& path,
                                std::string_view search) {
  if (!pass.is_rsc()) return;
  if (path_ != path) {
    early_fields_.Set(kRewrittenPath, path);
    fields_.Set(kRewrittenPath, path);
  }
  search.remove_prefix(std::min<size_t>(search.size(), 1));
  if (search != (search_ ? std::string_view(*search_) : target_.query)) {
    early_fields_.Set(kRewrittenQuery, std::string(search));
  }
}

std::optional<Resolved> Resolver::Rewrite(Pass& pass, RuleMatch match, TracePhase phase) {
  std::optional<PreparedDestination> destination =
      match.destination->Fill(match.params, query_.Get(), UnusedParams::kAppendToQuery);
  if (!destination) return Unfillable(phase, match);
  if (!destination->is_external() || pass.site.rules.IsClientParamOrigin(destination->origin)) {
    TellClientRouter(pass, destination->path, destination->search);
  }
  if (destination->is_external()) {
    std::string url =
        FormatDestination(*destination, StringifyQuery(destination->query, InitialQuery()));
    TraceRule(phase, match, url, "");
    fields_.Clear();
    return Ends(ResolvedKind::kProxy, std::move(url));
  }
  if (trace_) {
    TraceRule(phase, match, WithQuery(destination->path, FormatSearchParams(destination->query)),
              "");
  }
  did_rewrite_ = true;
  // "/:path*" without a value is empty, which Next.js takes for the root.
  SetPath(destination->path.empty() ? "/" : std::move(destination->path));
  query_.Mutable().Assign(destination->query);
  return std::nullopt;
}

// Next.js throws.
Resolved Resolver::Unfillable(TracePhase phase, const RuleMatch& match) {
  TraceRule(phase, match, "", "The destination cannot be filled in with these parameters.");
  return Ends(ResolvedKind::kFailed);
}

}  // namespace next_native

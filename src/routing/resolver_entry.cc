// The part of the resolver in front of the rules: locale, data URLs, middleware.
#include <algorithm>
#include <utility>

#include "routing/data_path.h"
#include "routing/locale_rules.h"
#include "routing/resolver.h"
#include "routing/resolver_pass.h"

namespace next_native {
namespace {

std::string Format(const RequestTarget& target) {
  std::string text(target.origin);
  text.append(target.path);
  if (!target.query.empty()) text.append("?").append(target.query);
  if (!target.fragment.empty()) text.append("#").append(target.fragment);
  return text;
}

// posix.join() of Node.js. The only dot segment may be the last: that of "/a/..json".
std::string JoinPath(std::string_view base_path, std::string_view page) {
  std::string path = Join(base_path, page);
  if (path.ends_with("/..")) {
    path.resize(path.size() - 3);
    path.resize(std::min(path.rfind('/'), path.size()));
  } else if (path.ends_with("/.")) {
    path.resize(path.size() - 2);
  }
  return path.empty() ? "/" : path;
}

}  // namespace

std::optional<Resolved> Resolver::Prepare(Pass& pass, std::string_view url) {
  url_ = url;
  target_ = ParseRequestTarget(url);
  if (!target_.is_valid) return Ends(ResolvedKind::kInvalidTarget);
  if (pass.has_i18n()) {
    const HeaderValues& headers = pass.headers;
    const LocaleRedirectRequest visit{url,
                                      target_.query,
                                      target_.fragment,
                                      pass.host(),
                                      headers.fixed[static_cast<size_t>(RequestHeader::kCookie)],
                                      headers.Get(pass.site.rules.accept_language)};
    if (std::optional<std::string> location = FindLocaleRedirect(
            pass.i18n(), pass.base_path(), pass.config().trailing_slash, visit)) {
      TraceFrom(TracePhase::kLocale, target_.path, *location,
                "The start page of the visitor's locale, or of another domain's, is elsewhere.");
      return Ends(ResolvedKind::kLocaleRedirect, std::move(*location), 307);
    }
  }
  if (target_.has_repeated_slashes) {
    const std::string clean = NormalizeRepeatedSlashes(url);
    std::string location = Format(ParseRequestTarget(clean));
    TraceFrom(TracePhase::kRepeatedSlashes, url, location,
              "Repeated slashes and backslashes are cleaned up.");
    return Ends(ResolvedKind::kRedirect, std::move(location), 308);
  }
  path_ = target_.path;
  query_ = LazyQuery(target_.query);
  return std::nullopt;
}

// Gives the path the default locale where it names none.
void Resolver::PrepareLocale(Pass& pass) {
  const bool had_slash = path_.ends_with('/');
  const bool had_base = PathHasPrefix(path_, pass.base_path());
  const std::string& asset_prefix = pass.config().asset_prefix;
  std::string_view normalized = path_;
  if (!pass.base_path().empty() && had_base) {
    normalized = RemovePrefix(path_, pass.base_path());
  } else if (!asset_prefix.empty() && PathHasPrefix(path_, asset_prefix)) {
    normalized = RemovePrefix(path_, asset_prefix);
  }
  const LocalePath split = SplitLocalePath(normalized, pass.i18n().locales);
  path_locale_ = split.locale;
  path_rest_ = split.rest;
  const I18nDomain* domain = FindDomain(pass.i18n(), pass.host());
  default_locale_ = domain ? domain->default_locale : pass.i18n().default_locale;
  is_locale_domain_ = domain != nullptr;
  // To the server behind the router the asset prefix is a part of the path.
  const bool has_base = had_base && !pass.base_path().empty();
  const bool is_asset = !has_base && normalized.size() != path_.size();
  url_locale_ = is_asset ? std::string() : path_locale_;
  if (url_locale_.empty() && path_rest_.starts_with(kDataFolder) &&
      path_rest_.ends_with(kDataSuffix)) {
    std::string_view page = std::string_view(path_rest_).substr(kDataFolder.size());
    page.remove_prefix(std::min(page.find('/'), page.size()));
    page.remove_suffix(std::min(kDataSuffix.size(), page.size()));
    url_locale_ = SplitLocalePath(page, pass.i18n().locales).locale;
  }
  // Of error pages; an output may have led to another one.
  locale_ = url_locale_.empty() ? default_locale_ : url_locale_;
  if (path_locale_.empty() && !path_rest_.starts_with("/_next/")) {
    const std::string prefix = "/" + default_locale_;
    std::string path = path_rest_ == "/" ? prefix : AddPrefix(path_rest_, prefix);
    path = AddPrefix(path, had_base ? pass.base_path() : std::string_view());
    if (had_slash) pass.AddTrailingSlash(path);
    Trace(TracePhase::kLocale, path, "The path names no locale: that of the host is put in front.");
    SetPath(std::move(path));
  }
}

// Middleware sees the page a data URL stands for.
void Resolver::NormalizeDataPath(Pass& pass) {
  const std::string_view base_path = pass.base_path();
  const bool had_base = !base_path.empty() && PathHasPrefix(path_, base_path);
  std::string_view normalized = had_base ? RemovePrefix(path_, base_path) : path_;
  if (!PathHasPrefix(normalized, "/_next/data") || !normalized.ends_with(kDataSuffix)) return;
  MarkDataRequest();
  const std::string current = std::string(kDataFolder) + pass.site.build.build_id + "/";
  if (!normalized.starts_with(current)) {
    return Trace(TracePhase::kData, "", "The data URL is not one of this build.");
  }
  std::string page(PageOfDataPath(normalized.substr(current.size() - 1)));
  if (pass.has_i18n()) {
    const LocalePath split = SplitLocalePath(page, pass.i18n().locales);
    if (split.locale.empty() && !default_locale_.empty() && !split.rest.starts_with("/_next/")) {
      const std::string prefix = "/" + default_locale_;
      page = split.rest == "/" ? prefix : AddPrefix(split.rest, prefix);
    }
  }
  if (had_base) page = page == "/" ? std::string(base_path) : JoinPath(base_path, page);
  pass.AddTrailingSlash(page);
  Trace(TracePhase::kData, page, "Middleware sees the page this data URL stands for.");
  SetPath(std::move(page));
}

bool Resolver::WantsMiddleware(Pass& pass) {
  return pass.site.rules.has_middleware && pass.site.rules.MatchesMiddleware(path_, pass.facts);
}

// A data URL with a slash at its end, which NormalizeDataPath() has left alone.
void Resolver::TakeDataPage(Pass& pass) {
  std::string_view page = path_.substr(kDataFolder.size());
  page.remove_prefix(page.find('/'));
  page = PageOfDataPath(page);
  if (pass.has_i18n()) {
    const LocalePath split = SplitLocalePath(page, pass.i18n().locales);
    if (!split.locale.empty()) url_locale_ = split.locale;
    page = split.rest;
  }
  std::string path(page);
  const bool has_slash = path.ends_with('/');
  if (pass.config().trailing_slash && !has_slash) path += '/';
  if (!pass.config().trailing_slash && has_slash && path.size() > 1) path.pop_back();
  is_data_page_ = true;
  Trace(TracePhase::kData, path, "Middleware sees the page this data URL stands for.");
  SetPath(std::move(path));
}

// The path and query of the URL middleware sees (runMiddleware of next-server.js); empty: the URL
// as sent.
std::string Resolver::MiddlewareUrl(Pass& pass) {
  if (pass.config().skip_proxy_url_normalize) return {};
  std::string url;
  if (pass.has_i18n()) url = "/" + (url_locale_.empty() ? default_locale_ : url_locale_);
  url.append(path_);
  return WithQuery(url, FormatSearchParams(query_.Get()));
}

// The locale base-server.js comes to (handleRequestImpl and handleNextDataRequest).
void Resolver::SetFinalLocale(Pass& pass) {
  if (!pass.has_i18n()) return;
  const LocalePath split =
      SplitLocalePath(RemovePrefix(path_, pass.base_path()), pass.i18n().locales);
  locale_ = !split.locale.empty() ? std::string(split.locale)
            : url_locale_.empty() ? default_locale_
                                  : url_locale_;
}

}  // namespace next_native

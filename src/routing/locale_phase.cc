#include "routing/locale_phase.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "manifest/locale_path.h"
#include "routing/base_path.h"
#include "routing/data_path.h"
#include "routing/locale_rules.h"

namespace next_native {
namespace {

// The locale of "/_next/data/<build id>/fr/a.json"; empty for other paths.
std::string_view LocaleOfDataPath(std::string_view path, const I18nConfig& i18n) {
  const std::optional<std::string_view> text = TextOfDataPath(path);
  return text ? SplitLocalePath(*text, i18n.locales).locale : std::string_view();
}

}  // namespace

void AddDefaultLocale(RoutingPass& pass) {
  const I18nConfig& i18n = pass.i18n();
  const std::string_view path = pass.path();
  const bool had_slash = path.ends_with('/');
  const bool had_base = PathHasPrefix(path, pass.base_path());
  const std::string& asset_prefix = pass.config().asset_prefix;
  std::string_view bare = path;
  if (!pass.base_path().empty() && had_base) {
    bare = RemovePathPrefix(path, pass.base_path());
  } else if (!asset_prefix.empty() && PathHasPrefix(path, asset_prefix)) {
    bare = RemovePathPrefix(path, asset_prefix);
  }
  const LocalePath split = SplitLocalePath(bare, i18n.locales);
  UrlLocale& locale = pass.state.locale;
  locale.of_path = split.locale;
  locale.rest = split.rest;

  const I18nDomain* domain = FindDomain(i18n, pass.host());
  Resolved& result = pass.result;
  result.default_locale = domain ? domain->default_locale : i18n.default_locale;
  result.is_locale_domain = domain != nullptr;

  // The server that the router calls takes the asset prefix for a part of the path.
  const bool has_base = had_base && !pass.base_path().empty();
  const bool is_asset = !has_base && bare.size() != path.size();
  locale.of_server = is_asset ? std::string() : locale.of_path;
  if (locale.of_server.empty()) locale.of_server = LocaleOfDataPath(locale.rest, i18n);
  // For error pages; a page may still change it.
  result.locale = locale.of_server.empty() ? result.default_locale : locale.of_server;

  if (!locale.of_path.empty() || locale.rest.starts_with("/_next/")) return;
  const std::string prefix = "/" + result.default_locale;
  std::string changed = locale.rest == "/" ? prefix : AddPathPrefix(locale.rest, prefix);
  changed = AddPathPrefix(changed, had_base ? pass.base_path() : std::string_view());
  if (had_slash) pass.AddTrailingSlash(changed);
  pass.trace.Path(TracePhase::kLocale, path, changed,
                  "The path names no locale: the host's default locale is prepended.");
  pass.SetPath(std::move(changed));
}

void SetAnswerLocale(RoutingPass& pass) {
  if (!pass.has_i18n()) return;
  const LocalePath split =
      SplitLocalePath(RemovePathPrefix(pass.path(), pass.base_path()), pass.i18n().locales);
  Resolved& result = pass.result;
  const std::string& of_server = pass.state.locale.of_server;
  if (!split.locale.empty()) {
    result.locale = split.locale;
  } else {
    result.locale = of_server.empty() ? result.default_locale : of_server;
  }
}

}  // namespace next_native

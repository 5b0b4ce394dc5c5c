#include "routing/data_phase.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "manifest/locale_path.h"
#include "routing/base_path.h"
#include "routing/data_path.h"

namespace next_native {
namespace {

constexpr std::string_view kShowsPage = "Middleware sees the page of this data URL.";

// posix.join() of Node.js for two absolute paths. Only the last segment can be a dot segment: that
// of "/a/..json".
std::string JoinPaths(std::string_view base_path, std::string_view page) {
  std::string path(base_path);
  path.append(page);
  if (path.ends_with("/..")) {
    path.resize(path.size() - 3);
    path.resize(std::min(path.rfind('/'), path.size()));
  } else if (path.ends_with("/.")) {
    path.resize(path.size() - 2);
  }
  return path.empty() ? "/" : path;
}

// The page with the host's default locale, unless it names one.
std::string WithLocale(std::string_view page, const RoutingPass& pass) {
  const std::string& locale = pass.result.default_locale;
  const LocalePath split = SplitLocalePath(page, pass.i18n().locales);
  const bool needs_locale =
      split.locale.empty() && !locale.empty() && !split.rest.starts_with("/_next/");
  if (!needs_locale) return std::string(page);
  const std::string prefix = "/" + locale;
  return split.rest == "/" ? prefix : AddPathPrefix(split.rest, prefix);
}

}  // namespace

void NormalizeDataUrl(RoutingPass& pass) {
  const std::string_view base_path = pass.base_path();
  const bool had_base = !base_path.empty() && PathHasPrefix(pass.path(), base_path);
  std::string_view path = had_base ? RemovePathPrefix(pass.path(), base_path) : pass.path();
  if (!PathHasPrefix(path, kDataRoot) || !path.ends_with(kDataSuffix)) return;
  pass.MarkDataRequest();
  const std::string folder = std::string(kDataFolder) + pass.site.build.build_id + "/";
  if (!path.starts_with(folder)) {
    pass.trace.Path(TracePhase::kData, pass.path(), "", "The data URL belongs to another build.");
    return;
  }
  std::string page(PageOfDataPath(path.substr(folder.size() - 1)));
  if (pass.has_i18n()) page = WithLocale(page, pass);
  if (had_base) page = page == "/" ? std::string(base_path) : JoinPaths(base_path, page);
  pass.AddTrailingSlash(page);
  pass.trace.Path(TracePhase::kData, pass.path(), page, kShowsPage);
  pass.SetPath(std::move(page));
}

void TakeDataPage(RoutingPass& pass) {
  std::string_view page = pass.path().substr(kDataFolder.size());
  page.remove_prefix(page.find('/'));
  page = PageOfDataPath(page);
  if (pass.has_i18n()) {
    const LocalePath split = SplitLocalePath(page, pass.i18n().locales);
    if (!split.locale.empty()) pass.state.locale.of_server = split.locale;
    page = split.rest;
  }
  std::string path(page);
  const bool has_slash = path.ends_with('/');
  if (pass.config().trailing_slash && !has_slash) path += '/';
  if (!pass.config().trailing_slash && has_slash && path.size() > 1) path.pop_back();
  pass.result.is_data_page = true;
  pass.trace.Path(TracePhase::kData, pass.path(), path, kShowsPage);
  pass.SetPath(std::move(path));
}

void CheckOutputPath(RoutingPass& pass) {
  std::string_view path = RemovePathPrefix(pass.path(), pass.base_path());
  if (pass.has_i18n()) path = SplitLocalePath(path, pass.i18n().locales).rest;
  if (path.starts_with("/_next/image")) return pass.End(ResolvedKind::kImage);
  const BuildOutput& build = pass.site.build;
  switch (ReadDataPath(build, path)) {
    case DataPath::kNone:
      return;
    case DataPath::kPage:
      break;
    default:
      return pass.End(ResolvedKind::kNotFound);
  }
  pass.result.is_data_page = true;
  path.remove_prefix(kDataFolder.size() + build.build_id.size());
  // Only middleware lets a data URL without a locale pass; there is none then.
  pass.result.locale = SplitLocalePath(PageOfDataPath(path), pass.i18n().locales).locale;
}

}  // namespace next_native

#include "support/build_output_builder.h"

#include <utility>

#include "manifest/prerender_manifest.h"

namespace next_native {

namespace {

bool IsDynamic(std::string_view pathname) { return pathname.find("/[") != std::string_view::npos; }

std::string FileOf(std::string_view pathname) {
  return pathname == "/" ? "index" : std::string(pathname.substr(1));
}

}  // namespace

BuildOutputBuilder::BuildOutputBuilder() {
  build_.dir = "/app";
  build_.dist_dir = "/app/.next";
  build_.build_id = "build-1";
  build_.preview_mode_id = "preview-1";
}

BuildOutputBuilder& BuildOutputBuilder::AppPage(std::string_view pathname) {
  Output output;
  output.kind = OutputKind::kAppPage;
  output.page = (pathname == "/" ? "" : std::string(pathname)) + "/page";
  output.pathname = pathname;
  output.file = "app" + output.page + ".js";
  build_.has_app = true;
  return Add(std::move(output));
}

BuildOutputBuilder& BuildOutputBuilder::AppRoute(std::string_view pathname) {
  Output output;
  output.kind = OutputKind::kAppRoute;
  output.page = (pathname == "/" ? "" : std::string(pathname)) + "/route";
  output.pathname = pathname;
  output.file = "app" + output.page + ".js";
  build_.has_app = true;
  return Add(std::move(output));
}

BuildOutputBuilder& BuildOutputBuilder::Page(std::string_view pathname, bool has_data_route) {
  Output output;
  output.kind = OutputKind::kPage;
  output.pathname = output.page = pathname;
  output.file = "pages/" + FileOf(pathname) + ".js";
  output.has_data_route = has_data_route;
  output.is_internal = pathname == "/_app" || pathname == "/_document" || pathname == "/_error";
  build_.has_pages = build_.has_pages || !output.is_internal;
  return Add(std::move(output));
}

BuildOutputBuilder& BuildOutputBuilder::StaticPage(std::string_view pathname) {
  Output output;
  output.kind = OutputKind::kStaticPage;
  output.pathname = output.page = pathname;
  output.file = "pages/" + FileOf(pathname) + ".html";
  build_.has_pages = build_.has_pages || (pathname != "/404" && pathname != "/500");
  return Add(std::move(output));
}

BuildOutputBuilder& BuildOutputBuilder::LocalizedStaticPage(std::string_view locale,
                                                            std::string_view pathname) {
  Output output;
  output.kind = OutputKind::kStaticPage;
  output.pathname = pathname;
  output.locale = locale;
  output.page = "/" + output.locale + (pathname == "/" ? "" : output.pathname);
  output.file = "pages" + output.page + ".html";
  build_.has_pages = build_.has_pages || (pathname != "/404" && pathname != "/500");
  build_.output_by_localized_pathname.insert_or_assign(
      output.page, static_cast<uint32_t>(build_.outputs.size()));
  return Add(std::move(output));
}

BuildOutputBuilder& BuildOutputBuilder::ApiRoute(std::string_view pathname) {
  Output output;
  output.kind = OutputKind::kPagesApi;
  output.pathname = output.page = pathname;
  output.file = "pages/" + FileOf(pathname) + ".js";
  build_.has_pages = true;
  return Add(std::move(output));
}

BuildOutputBuilder& BuildOutputBuilder::Prerendered(PrerenderedRoute route) {
  std::string path = route.path;
  build_.prerendered.insert_or_assign(std::move(path), std::move(route));
  return *this;
}

BuildOutputBuilder& BuildOutputBuilder::PrerenderedDynamic(PrerenderedDynamicRoute route) {
  std::string pathname = route.pathname;
  build_.prerendered_dynamic.insert_or_assign(std::move(pathname), std::move(route));
  return *this;
}

BuildOutputBuilder& BuildOutputBuilder::Locales(std::vector<std::string> locales) {
  build_.config.has_i18n = true;
  build_.config.i18n.default_locale = locales.front();
  build_.config.i18n.locales = std::move(locales);
  return *this;
}

BuildOutputBuilder& BuildOutputBuilder::BasePath(std::string_view base_path) {
  build_.config.base_path = base_path;
  return *this;
}

BuildOutputBuilder& BuildOutputBuilder::TrailingSlash(bool trailing_slash) {
  const bool has_base_path = !build_.config.base_path.empty();
  build_.config.trailing_slash = trailing_slash;
  std::vector<InternalRedirect>& redirects = build_.internal_redirects;
  redirects.clear();
  if (has_base_path) {
    redirects.push_back(trailing_slash ? InternalRedirect::kBasePathToSlash
                                       : InternalRedirect::kBasePathToBare);
  }
  if (trailing_slash) {
    redirects.push_back(InternalRedirect::kFileRemoveSlash);
    redirects.push_back(InternalRedirect::kAddSlash);
  } else {
    redirects.push_back(InternalRedirect::kRemoveSlash);
  }
  return *this;
}

BuildOutput BuildOutputBuilder::Build() const {
  BuildOutput build = build_;
  MarkStaticGeneration(build);
  return build;
}

BuildOutputBuilder& BuildOutputBuilder::Add(Output output) {
  output.is_dynamic = IsDynamic(output.pathname);
  build_.output_by_pathname.try_emplace(output.pathname,
                                        static_cast<uint32_t>(build_.outputs.size()));
  build_.outputs.push_back(std::move(output));
  return *this;
}

}  // namespace next_native

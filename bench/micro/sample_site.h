// A site with one page, one file and one dynamic route, whose replies are memoized after the first
// request; and the same site with rules that match none of them.
#pragma once

#include <memory>
#include <string>

#include "support/site_builder.h"

namespace next_native {

inline constexpr std::string_view kPagePath = "/articles/one";
inline constexpr std::string_view kFilePath = "/_next/static/chunks/main.js";
inline constexpr std::string_view kPublicPath = "/img/logo.svg";
inline constexpr std::string_view kDynamicPath = "/products/lamp-17";
inline constexpr std::string_view kAcceptEncoding = "gzip, deflate, br";
inline constexpr int64_t kNow = 1'000;  // milliseconds since the epoch

inline SiteBuilder SampleSite() {
  SiteBuilder site;
  site.outputs().AppPage("/articles/one").AppPage("/products/[id]").AppPage("/_not-found");
  site.outputs().Page("/_error").ApiRoute("/api/stock");
  site.PrerenderAppPage("/articles/one", "/articles/one");
  std::string page;  // long enough for compression
  while (page.size() < 20'000) page += "<p>" + std::to_string(page.size()) + "</p>";
  site.files().Add("/app/.next/server/app/articles/one.html", page, kPrerenderedAtMs);
  std::string script;
  while (script.size() < 100'000) script += "console.log(" + std::to_string(script.size()) + ");";
  site.files().Add("/app/.next/static/chunks/main.js", script);
  site.files().Add("/app/public/img/logo.svg", "<svg>" + script.substr(0, 3000) + "</svg>");
  return site;
}

// Adds `count` redirects, header rules and rewrites, each with its own first word.
inline SiteBuilder SampleSiteWithRules(size_t count) {
  SiteBuilder site = SampleSite();
  CustomRoutes& rules = site.outputs().Value().custom_routes;
  for (size_t i = 0; i < count; ++i) {
    const std::string number = std::to_string(i);
    CustomRoute rule;
    rule.file = "routes-manifest.json";
    rule.source = "/moved-" + number + "/:slug";
    rule.destination = "/articles/:slug";
    rule.status_code = 308;
    rules.redirects.push_back(rule);
    rule.source = "/alias-" + number + "/:slug";
    rule.status_code = 0;
    rules.after_files.push_back(rule);
    rule.source = "/labelled-" + number + "/:path*";
    rule.destination.reset();
    rule.headers = {{"x-label", number}};
    rules.headers.push_back(rule);
  }
  return site;
}

}  // namespace next_native

// A site with one page and one file, for requests that are settled once they were asked for.
#pragma once

#include <memory>
#include <string>

#include "unit/server/site_builder.h"

namespace next_native {

inline constexpr std::string_view kPagePath = "/articles/one";
inline constexpr std::string_view kFilePath = "/_next/static/chunks/main.js";
inline constexpr std::string_view kAcceptEncoding = "gzip, deflate, br";
inline constexpr int64_t kNow = 1'000;  // milliseconds since the epoch

inline SiteBuilder SampleSite() {
  SiteBuilder site;
  site.outputs().AppPage("/articles/one").AppPage("/_not-found").Page("/_error");
  site.PrerenderAppPage("/articles/one", "/articles/one");
  std::string page;  // long enough to be compressed
  while (page.size() < 20'000) page += "<p>" + std::to_string(page.size()) + "</p>";
  site.files().Add("/app/.next/server/app/articles/one.html", page, SiteBuilder::kBuiltAt);
  std::string script;
  while (script.size() < 100'000) script += "console.log(" + std::to_string(script.size()) + ");";
  site.files().Add("/app/.next/static/chunks/main.js", script);
  return site;
}

}  // namespace next_native

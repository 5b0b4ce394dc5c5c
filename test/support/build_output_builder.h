// A BuildOutput for tests: a small valid base value plus the additions of the test.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "manifest/build_output.h"

namespace next_native {

// Base value: dir "/app", dist dir "/app/.next", build id "build-1", default config, no outputs.
class BuildOutputBuilder {
 public:
  BuildOutputBuilder();

  // `pathname` is as routed: "/", "/blog/[slug]". Recognizes dynamic segments. Add app outputs
  // before pages.
  BuildOutputBuilder& AppPage(std::string_view pathname);
  BuildOutputBuilder& AppRoute(std::string_view pathname);
  BuildOutputBuilder& Page(std::string_view pathname, bool has_data_route = false);
  BuildOutputBuilder& StaticPage(std::string_view pathname);
  // i18n: a page for one locale, "/fr/about" for "/about". Add pages for all locales first.
  BuildOutputBuilder& LocalizedStaticPage(std::string_view locale, std::string_view pathname);
  BuildOutputBuilder& ApiRoute(std::string_view pathname);
  BuildOutputBuilder& Prerendered(PrerenderedRoute route);
  BuildOutputBuilder& PrerenderedDynamic(PrerenderedDynamicRoute route);
  // The first locale is the default one.
  BuildOutputBuilder& Locales(std::vector<std::string> locales);
  BuildOutputBuilder& BasePath(std::string_view base_path);
  // Adds the internal redirects that `next build` writes for this setting and the base path so far.
  BuildOutputBuilder& TrailingSlash(bool trailing_slash);

  // For anything else, change the value itself.
  BuildOutput& Value() { return build_; }
  [[nodiscard]] BuildOutput Build() const;

 private:
  BuildOutputBuilder& Add(Output output);

  BuildOutput build_;
};

}  // namespace next_native

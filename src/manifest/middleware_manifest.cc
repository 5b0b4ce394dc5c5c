#include "manifest/middleware_manifest.h"

#include <string_view>

namespace next_native {

MiddlewareFacts ReadMiddlewareManifests(const JsonValue& middleware_root,
                                        const JsonValue& functions_config_root) {
  MiddlewareFacts facts;
  const JsonValue edge_middleware =
      middleware_root.OptionalObject("middleware").OptionalObject("/");
  facts.has_middleware =
      edge_middleware.OptionalArray("matchers").is_present() ||
      functions_config_root.OptionalObject("functions").OptionalObject("/_middleware").is_present();
  middleware_root.OptionalObject("functions")
      .ForEachMember([&](std::string_view page, const JsonValue& function) {
        if (function.ExpectObject()) facts.edge_pages.emplace(page);
      });
  return facts;
}

}  // namespace next_native

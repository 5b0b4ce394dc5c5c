// The data that the phases share during one call of the resolver.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "custom_routes/request_facts.h"
#include "http/header_slots.h"
#include "routing/resolved.h"
#include "routing/routing_site.h"
#include "routing/routing_state.h"
#include "routing/tracer.h"

namespace next_native {

// Phases are functions over this. A phase that may end routing returns true if it does, and has
// then called one of the End functions.
struct RoutingPass {
  const RoutingSite& site;
  const HeaderValues& headers;
  std::span<const uint32_t> tried;
  std::string_view url;  // req.url
  Tracer trace;
  RoutingState& state;
  Resolved& result;
  RequestFacts facts;

  [[nodiscard]] const ServerConfig& config() const { return site.build.config; }
  [[nodiscard]] const I18nConfig& i18n() const { return site.build.config.i18n; }
  [[nodiscard]] bool has_i18n() const { return site.build.config.has_i18n; }
  [[nodiscard]] std::string_view base_path() const { return site.build.config.base_path; }
  // The working path; a view that SetPath() invalidates.
  [[nodiscard]] std::string_view path() const { return result.path; }
  // The Host field; with i18n only.
  [[nodiscard]] std::string_view host() const { return headers.Get(site.rules.host).value_or(""); }
  // True if the client router asks.
  [[nodiscard]] bool is_rsc() const {
    return headers.fixed[static_cast<size_t>(RequestHeader::kRsc)] == "1";
  }

  // Changes the working path.
  void SetPath(std::string path);
  // The working query; from now on it counts as changed.
  [[nodiscard]] QueryObject& ChangeQuery();
  void MarkDataRequest();

  // These end routing. Each sets kind, status, location, match and file of the result.
  void End(ResolvedKind kind, std::string location = {}, int status = 0);
  void EndAtFile(StaticMatch file);
  void EndAtOutput();  // the output of `state.match`

  // Adds the slash that `trailingSlash` asks for (maybeAddTrailingSlash of resolve-routes.js).
  void AddTrailingSlash(std::string& path) const;
};

// "path?query", or the path alone without a query.
[[nodiscard]] std::string WithQuery(std::string_view path, std::string_view query);

}  // namespace next_native

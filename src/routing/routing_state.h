// The state of a request that phases leave for later ones, besides the result.
#pragma once

#include <optional>
#include <string>

#include "http/query_object.h"
#include "routing/route_table.h"

namespace next_native {

// The URL after the rewrites so far.
struct WorkingUrl {
  std::optional<std::string> path;    // nullopt: the path as sent
  LazyQuery query;                    // views the URL until it is parsed
  std::optional<std::string> search;  // raw query of middleware's rewrite; nullopt: as sent
  bool did_rewrite = false;           // by a rule, or the asset prefix; middleware's do not count
};

// i18n: the locale in the URL as sent; empty: the URL names none.
struct UrlLocale {
  std::string of_path;    // the first segment after the base path or asset prefix
  std::string rest;       // the path after that
  std::string of_server;  // as base-server.js sees it: that of a data URL counts too
};

// From one Start() to the next.
struct RoutingState {
  WorkingUrl url;
  UrlLocale locale;
  std::optional<std::string> cookie;  // the Cookie field before middleware has changed it
  RouteMatch match;                   // what Resolved::match points to
};

}  // namespace next_native

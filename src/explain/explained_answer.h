// What answers a request that was routed, in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pages/request.h"
#include "routing/resolver.h"
#include "routing/routing_trace.h"
#include "server/response_action.h"
#include "server/site.h"
#include "static_files/static_file_index.h"

namespace next_native {

// Where routing has led, and what the exchange makes of it.
struct RoutedRequest {
  const Site& site;
  const Request& request;
  int64_t now_ms;
  const Resolved& resolved;
  const StaticMatch& file;  // of kFile
  std::string_view locale;  // i18n, of the page
  const TraceStep* last;    // null: no step had anything to say
  const ResponseAction& action;
  std::string_view refused_field;  // the name of one that Node.js does not set; empty: none
  std::optional<int> error;        // the status of the error page the action shows
};

struct ExplainedAnswer {
  std::string_view kind;  // see docs/explain.md
  std::optional<int> status;
  bool is_cached = false;
  std::string why;  // a whole sentence
};

[[nodiscard]] ExplainedAnswer ExplainAnswer(const RoutedRequest& routed);

}  // namespace next_native

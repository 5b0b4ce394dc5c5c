// The answer to a request, in words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "pages/request.h"
#include "routing/routing_trace.h"
#include "server/exchange.h"
#include "server/loaded_build.h"
#include "server/response_action.h"

namespace next_native {

// An exchange that has decided on its answer. Views its parts for the duration of one call.
struct DecidedExchange {
  const LoadedBuild& build;
  const Exchange& exchange;
  const ResponseAction& action;
  const TraceStep* last = nullptr;  // the last step of routing; null: there was none
  std::string_view refused_field;   // a header field that Node.js does not set; empty: none
};

struct ExplainedAnswer {
  std::string_view kind;  // see docs/explain.md
  std::optional<int> status;
  bool is_cached = false;
  std::string why;  // a whole sentence
};

// Puts the answer and its reason into words.
[[nodiscard]] ExplainedAnswer ExplainAnswer(const DecidedExchange& decided);

}  // namespace next_native

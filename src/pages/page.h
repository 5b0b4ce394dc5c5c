// Answers a request that was routed to a page. The checks of Next's server come first, then the
// prerendered store, then the entrypoint (renderToResponseWithComponentsImpl in next's
// dist/server/base-server.js).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/query_object.h"
#include "http/request_target.h"
#include "pages/page_answer.h"
#include "pages/page_context.h"
#include "routing/route_table.h"

namespace next_native {

// The route that led to a page. Views its parts for the duration of one call.
struct PageRoute {
  const RouteMatch& match;
  std::string_view path;               // the working path, base path and locale included
  const RequestTarget& target;         // the URL as sent
  const QueryObject* query = nullptr;  // after rewrites; null: the query of the URL
  // The result of PrerenderedPath() for this route, if it is known already; else null.
  const std::optional<std::string>* stored_path = nullptr;
  bool is_data_request = false;  // routing found that the request is for the data of the page
  bool is_named = false;         // requested by its name: no URL was routed
};

// Returns the answer of the page. After PageAwait, run the job and call it again.
[[nodiscard]] PageAnswer AnswerPage(const PageContext& context, const PageRoute& route);

}  // namespace next_native

// The answer of an error page (renderErrorToResponseImpl in next's dist/server/base-server.js).
#pragma once

#include <string_view>
#include <vector>

#include "http/reply.h"
#include "http/request_target.h"
#include "pages/error_page.h"
#include "pages/page_answer.h"
#include "pages/page_context.h"

namespace next_native {

// The error to show. Views its parts for the duration of one call.
struct ShownError {
  int status = 500;
  ErrorPass pass = ErrorPass::kFinal;
  const std::vector<HeaderField>& headers;  // set on the response before the page
  std::string_view path;                    // the working path; empty: no URL was routed
  const RequestTarget& target;              // the URL as sent
  bool has_dropped_next_url = false;        // the page that failed dropped `next-url`
};

// Chooses the error page and returns its answer. After PageAwait, run the job and call it again.
[[nodiscard]] ErrorPageAnswer AnswerErrorPage(const PageContext& context, const ShownError& error);

}  // namespace next_native

// Replies for paths without a page, apart from the 404 page itself.
#pragma once

#include <string_view>
#include <vector>

#include "pages/generated_reply.h"
#include "pages/page_context.h"

namespace next_native {

// Answers a request whose working path `path` matches nothing. Null: the 404 page answers.
[[nodiscard]] GeneratedReply AnswerMiss(const PageContext& context, std::string_view path);

// Answers a request for a page that exists but cannot be rendered for `path` (the end of
// renderToResponseImpl in next's base-server.js). Null: the 404 page answers, and keeps the
// Cache-Control of the response.
[[nodiscard]] GeneratedReply AnswerHiddenPage(const PageContext& context, std::string_view path);

// Tells the client router that a data URL has no data. The router then navigates to the page itself
// (invokeRender of next's router-server.js). `headers`: set on the response before.
[[nodiscard]] GeneratedReply DataNotFound(std::string_view path, std::vector<HeaderField> headers);

}  // namespace next_native

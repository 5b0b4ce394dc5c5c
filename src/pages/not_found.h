// The replies of a path that has no page, short of the 404 page itself.
#pragma once

#include <string_view>
#include <vector>

#include "pages/generated_reply.h"
#include "pages/page_context.h"

namespace next_native {

// The answer where nothing has the working path `path`. Null: the 404 page answers.
[[nodiscard]] GeneratedReply AnswerMiss(const PageContext& context, std::string_view path);

// The answer where a page has the path but cannot be rendered for it (the end of
// renderToResponseImpl in next's base-server.js). Null: the 404 page answers, and keeps the
// Cache-Control of the response.
[[nodiscard]] GeneratedReply AnswerHiddenPage(const PageContext& context, std::string_view path);

// Tells the client router that a data URL has no data, so that it navigates to the page itself
// (invokeRender of next's router-server.js). `headers`: set on the response before.
[[nodiscard]] GeneratedReply DataNotFound(std::string_view path, std::vector<HeaderField> headers);

}  // namespace next_native

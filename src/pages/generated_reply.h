// Replies the core makes for one request: redirects, refusals, plain texts.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http/reply.h"
#include "pages/request.h"

namespace next_native {

using GeneratedReply = std::unique_ptr<Reply>;

// Fields with an empty value are left out.
[[nodiscard]] GeneratedReply MakeGeneratedReply(int status, ReplyKind kind,
                                                std::vector<HeaderField> headers, std::string body);

// 307 or 308 to `location`, which is the body as well (next's dist/server/lib/router-server.js).
[[nodiscard]] GeneratedReply MakeRedirect(int status, std::string location);

// Whether the reply passes Next's compression middleware. What app.renderError() and its like send
// does not.
enum class Compression : uint8_t { kOff, kOn };

// What Next's response would get on its way out: a `Vary` that goes on behind `vary_before`, which
// is on the response already; and, which Next's chunked responses lack, a Content-Length.
void FinishGeneratedReply(const Request& request, Compression compression,
                          std::string_view vary_before, Reply& reply);

// The reply again with `Vary` naming `fields` first; the same one if `fields` is empty.
[[nodiscard]] SharedReply WithVary(SharedReply reply, std::string_view fields);

// The reply again without header fields, as a value.
[[nodiscard]] SharedReply WithoutHeaders(const SharedReply& reply);

// The reply again with another status; the same one if it has it.
[[nodiscard]] SharedReply WithStatus(SharedReply reply, int status);

}  // namespace next_native

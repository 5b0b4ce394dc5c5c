// Replies that the core makes for one request: redirects, refusals, plain texts.
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

// Leaves out fields with an empty value.
[[nodiscard]] GeneratedReply MakeGeneratedReply(int status, ReplyKind kind,
                                                std::vector<HeaderField> headers, std::string body);

// Returns a redirect to `location`, which is the body as well (next's
// dist/server/lib/router-server.js). A 308 also gets a `Refresh` field.
[[nodiscard]] GeneratedReply MakeRedirect(int status, std::string location);

// Says if the reply passes Next's compression middleware. Replies of app.renderError() and similar
// calls do not.
enum class Compression : uint8_t { kOff, kOn };

// Adds the fields that Next's response gets on its way out. `Vary` continues `vary_before`, which
// is on the response already. Adds a Content-Length as well, which Next's chunked responses lack.
void FinishGeneratedReply(const Request& request, Compression compression,
                          std::string_view vary_before, Reply& reply);

// Returns a copy of the reply whose `Vary` names `fields` first; the reply itself if `fields` is
// empty.
[[nodiscard]] SharedReply WithVary(SharedReply reply, std::string_view fields);

// Returns a copy of the reply without header fields, for use as a value.
[[nodiscard]] SharedReply WithoutHeaders(const SharedReply& reply);

// Returns a copy of the reply with `status`; the reply itself if it has that status.
[[nodiscard]] SharedReply WithStatus(SharedReply reply, int status);

}  // namespace next_native

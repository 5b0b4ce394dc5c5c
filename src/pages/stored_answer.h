// Answers from the prerendered store, for pages and error pages alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "pages/page_answer.h"
#include "pages/page_context.h"
#include "pages/prerendered_request.h"

namespace next_native {

// What the reply to a stored page depends on besides the context.
struct StoredPage {
  const Output& output;
  std::optional<int> status = {};  // set on the response before the page answers
  bool is_error_page = false;      // shows an error, whatever the client router asks for
  bool has_error_headers = false;  // Cache-Control of an error was set before
};

// The store does not answer, and why.
struct NotStored {
  AnswerReason reason = AnswerReason::kRenders;
};

// The stored reply is stale, and this caller is the one to re-render it until it lets go of
// `renewal`.
struct RenewStored {
  SharedReply reply;
  Renewal renewal;
};

using StoredAnswer = std::variant<PageReply, RenewStored, PageAwait, NotStored>;

// The entry at `key`, in the representation the request asks for; nullopt for either: not stored.
[[nodiscard]] StoredAnswer AnswerFromStore(const PageContext& context, const StoredPage& page,
                                           std::string_view key, Representation representation);

// The plain HTML of a pages/ output that has no entrypoint, before any field of this request is
// added. NotStored: the build lacks the file.
[[nodiscard]] StoredAnswer AnswerFromStaticPage(const PageContext& context, const StoredPage& page);

}  // namespace next_native

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

// The page to look up, and the facts that its reply needs besides the context.
struct StoreQuery {
  const Output& output;
  std::optional<int> status = {};  // set on the response before the page answers
  bool is_error_page = false;      // shows an error, whatever the client router asks for
  bool has_error_headers = false;  // the Cache-Control of an error was set before
};

// The store does not answer.
struct NotStored {
  AnswerReason reason = AnswerReason::kRenders;
};

// The stored reply is stale, and the caller re-renders it. Releasing `renewal` ends the re-render.
struct RenewStored {
  SharedReply reply;
  Renewal renewal;
};

using StoredAnswer = std::variant<PageReply, RenewStored, PageAwait, NotStored>;

// Answers with `representation` of the entry at `key`. NotStored: the store lacks one of them.
[[nodiscard]] StoredAnswer AnswerFromStore(const PageContext& context, const StoreQuery& page,
                                           std::string_view key, Representation representation);

// Answers with the plain HTML of a pages/ output that has no entrypoint: with this request's
// `Vary`, or without header fields as a value. NotStored: the build lacks the file.
[[nodiscard]] StoredAnswer AnswerFromStaticPage(const PageContext& context, const StoreQuery& page);

}  // namespace next_native

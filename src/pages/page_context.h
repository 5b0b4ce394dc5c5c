// The facts that a page needs besides its route.
#pragma once

#include <cstdint>
#include <string_view>

#include "cache/prerendered_store.h"
#include "http/request_target.h"
#include "manifest/build_output.h"
#include "pages/generated_reply.h"
#include "pages/request.h"
#include "routing/routing_rules.h"

namespace next_native {

// The use of a page: it is sent as a response, or returned as a value. As a value, a page without
// an entrypoint has no header fields (renderToHTML in next's dist/server/next-server.js).
enum class Purpose : uint8_t { kResponse, kValue };

// Views its parts for the duration of one call.
struct PageContext {
  const BuildOutput& build;
  const RoutingRules& rules;
  PrerenderedStore& store;
  const Request& request;
  int64_t now_ms = 0;  // since the epoch
  Purpose purpose = Purpose::kResponse;
  Compression compression = Compression::kOff;
  bool has_data_header = false;  // x-nextjs-data: the request is from the client router
  bool may_load = true;          // false: too many jobs were awaited, the entrypoint answers
  std::string_view locale = {};  // i18n: the locale of the page
  std::string_view default_locale = {};  // i18n: the default locale of the host
  bool is_locale_domain = false;         // i18n: the host is one of `domains`
  std::string_view url = {};             // req.url while an entrypoint runs; empty: as sent
  std::string_view appended_vary = {};   // by an entrypoint that ran earlier for this response

  // Returns true if a miss tells the client router about the page instead of sending HTML.
  [[nodiscard]] bool answers_misses_with_data() const {
    return has_data_header && rules.has_middleware;
  }
};

// Returns true if `new URL` leaves the URL as sent unchanged: its pathname and search (the question
// mark included) are that text. `target` is that URL, parsed.
[[nodiscard]] bool HasNormalUrl(const PageContext& context, const RequestTarget& target);

// Makes a generated reply ready to send.
[[nodiscard]] SharedReply Finish(const PageContext& context, GeneratedReply reply);

}  // namespace next_native

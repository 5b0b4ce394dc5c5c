// What pages look at besides the route that led to them.
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

// Where a page goes. As a value, a page without an entrypoint brings no header fields along
// (renderToHTML in next's dist/server/next-server.js).
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
  bool has_data_header = false;  // x-nextjs-data: the client router asks
  bool may_load = true;          // false: too many jobs were awaited, the entrypoint answers
  std::string_view locale = {};  // i18n: of the page
  std::string_view default_locale = {};  // i18n: of the host
  bool is_locale_domain = false;
  std::string_view url = {};            // req.url while an entrypoint runs; empty: as sent
  std::string_view appended_vary = {};  // by an entrypoint that ran for this response before

  // Whether the client router is to be told of the page instead of being sent its HTML.
  [[nodiscard]] bool tells_client_router() const { return has_data_header && rules.has_middleware; }
};

// Whether the URL as sent, parsed to `target`, is the path and query that `new URL` makes of it.
[[nodiscard]] bool HasNormalUrl(const PageContext& context, const RequestTarget& target);

// Makes a generated reply ready to be sent.
[[nodiscard]] SharedReply Finish(const PageContext& context, GeneratedReply reply);

}  // namespace next_native

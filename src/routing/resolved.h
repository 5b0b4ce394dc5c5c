// The result of routing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/query_object.h"
#include "http/request_target.h"
#include "routing/header_changes.h"
#include "routing/route_table.h"
#include "static_files/static_file_index.h"

namespace next_native {

enum class ResolvedKind : uint8_t {
  kLocaleRedirect,  // to `location`, before all other phases
  kRedirect,        // to `location` with `status`
  kMiddleware,  // run it for `location` (path and query; empty: the URL as sent), then Continue()
  kBody,        // middleware's body, with `status`
  kProxy,       // to the URL `location`
  kFile,        // `file`
  kImage,       // the image optimizer
  kOutput,      // `match`
  kMiss,        // 404: no page, file or rule has this path
  kNotFound,    // 404: a data URL of another build, or a malformed one
  kDeadEnd,     // 404, but not as a miss (RouteMatch::is_dead_end)
  kBadRequest,  // 400: a parameter of the path cannot be decoded
  kInvalidTarget,  // the request target is not a URL
  kFailed,         // 500: Next.js throws while it fills in a rule
};

// The result for one request. All later steps read it from here.
struct Resolved {
  ResolvedKind kind = ResolvedKind::kMiss;
  int status = 0;                     // kRedirect, kLocaleRedirect, kBody
  std::string location;               // see ResolvedKind
  const RouteMatch* match = nullptr;  // kOutput; owned by the resolver, or by the memo of Settle()
  StaticMatch file;                   // kFile; may be one that is answered with 400

  RequestTarget target;   // as sent; views the URL
  std::string_view path;  // the working path: base path and locale included, rewritten
  const QueryObject* changed_query = nullptr;  // null: as sent; owned by the resolver

  bool is_asset = false;            // the path was sent below the asset prefix
  bool marks_data_request = false;  // the request is known to ask for data
  // The last call has found that out: the caller sets x-nextjs-data on the request.
  bool adds_data_header = false;
  bool is_data_page = false;  // the page's data is asked for, although `path` no longer says so

  // i18n; all are empty or false without it.
  std::string locale;             // of the page or error page that answers
  std::string default_locale;     // of the host
  bool is_locale_domain = false;  // the host is one of `domains`

  ResponseFields early_fields;  // set on the response at once, whatever follows
  // Set on the response of all answers except redirects of next.config and proxied requests.
  ResponseFields fields;
};

}  // namespace next_native

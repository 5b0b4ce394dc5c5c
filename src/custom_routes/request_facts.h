// The parts of a request that the rules of next.config can read.
#pragma once

#include <optional>
#include <string_view>

#include "http/header_slots.h"
#include "http/query_object.h"
#include "pattern/limit_log.h"

namespace next_native {

struct RequestFacts {
  const HeaderValues& headers;  // after the changes of middleware, if it has run
  LazyQuery& query;             // after the rewrites so far
  LimitLog* limits = nullptr;   // notes patterns that reach a limit; may be null
  // Next.js parses cookies once, so even after middleware they are those of the original request.
  std::optional<std::string_view> cookie =
      headers.Get(static_cast<HeaderSlot>(RequestHeader::kCookie));

  void NoteLimit(std::string_view where) const {
    if (limits != nullptr) limits->Note(where);
  }
};

}  // namespace next_native

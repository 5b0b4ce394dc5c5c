// What the rules of next.config may look at in a request.
#pragma once

#include <optional>
#include <string_view>

#include "http/header_slots.h"
#include "http/query_object.h"
#include "pattern/limit_log.h"

namespace next_native {

struct RequestFacts {
  const HeaderValues& headers;  // as they stand after middleware, if it has run
  LazyQuery& query;             // as it stands after the rewrites so far
  LimitLog* limits = nullptr;   // told of patterns that were given up; null: nobody is
  // Next.js parses cookies once: after middleware they are those of the request as it came.
  std::optional<std::string_view> cookie =
      headers.Get(static_cast<HeaderSlot>(RequestHeader::kCookie));

  void NoteLimit(std::string_view where) const {
    if (limits != nullptr) limits->Note(where);
  }
};

}  // namespace next_native

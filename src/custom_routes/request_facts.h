// What the rules of next.config may look at in a request.
#pragma once

#include "http/header_slots.h"
#include "http/query_object.h"

namespace next_native {

struct RequestFacts {
  const HeaderValues& headers;  // as they stand after middleware, if it has run
  LazyQuery& query;             // as it stands after the rewrites so far
};

}  // namespace next_native

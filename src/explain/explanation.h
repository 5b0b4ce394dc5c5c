// How a request is routed, step by step, for whoever wonders about a rule (docs/explain.md).
#pragma once

#include <cstdint>
#include <string>

#include "pages/request.h"
#include "server/site.h"

namespace next_native {

// JSON text: the steps of routing that had something to say, and the outcome. Nothing is rendered
// and no middleware runs: it goes on as if middleware had answered `NextResponse.next()`. Header
// text of the request is taken for Latin-1.
[[nodiscard]] std::string Explain(const Site& site, const Request& request, int64_t now_ms);

}  // namespace next_native

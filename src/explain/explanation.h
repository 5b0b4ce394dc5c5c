// How a request is routed and answered, step by step (docs/explain.md).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "pages/request.h"
#include "server/build_stores.h"

namespace next_native {

// JSON text: the steps of routing that had something to say, and the outcome. Renders nothing and
// runs no middleware: it goes on as if middleware had answered `NextResponse.next()`. Header text
// of the request counts as Latin-1.
[[nodiscard]] std::string Explain(std::shared_ptr<BuildStores> stores, const Request& request,
                                  int64_t now_ms);

}  // namespace next_native

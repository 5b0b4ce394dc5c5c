// Explains step by step how a request is routed and answered (docs/explain.md).
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "pages/request.h"
#include "server/build_stores.h"

namespace next_native {

// Returns JSON text: the steps of routing that had an effect, and the outcome. Renders nothing and
// runs no middleware, but continues as if middleware had answered `NextResponse.next()`. Header
// fields of the request are read as Latin-1.
[[nodiscard]] std::string Explain(std::shared_ptr<BuildStores> stores, const Request& request,
                                  int64_t now_ms);

}  // namespace next_native

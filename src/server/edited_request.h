// The request as middleware leaves it.
#pragma once

#include <string>
#include <vector>

#include "http/header_slots.h"
#include "pages/request.h"
#include "routing/header_changes.h"

namespace next_native {

// Sets and removes the fields of `request` that the core reads, as `edits` say. `texts` owns the
// new values and must outlive the request, which views them.
void ApplyEdits(const RequestEdits& edits, const HeaderSlots& slots, Request& request,
                std::vector<std::string>& texts);

// Restores the fields of the client router, whatever middleware did to them. `before` is the
// request as sent (handleRSCRequest of next's base-server.js).
void KeepRouterFields(const Request& before, Request& request);

}  // namespace next_native

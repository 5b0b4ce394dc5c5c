// The request as middleware leaves it.
#pragma once

#include <string>
#include <vector>

#include "http/header_slots.h"
#include "pages/request.h"
#include "routing/header_changes.h"

namespace next_native {

// Sets and removes the fields of `request` that the core reads, as `edits` say. `texts` keeps new
// values; the request views them, so it must outlive the request.
void ApplyEdits(const RequestEdits& edits, const HeaderSlots& slots, Request& request,
                std::vector<std::string>& texts);

// Restores the router fields of a request that came from the client router: `before` decides,
// whatever middleware makes of them (handleRSCRequest of next's base-server.js).
void KeepRouterFields(const Request& before, Request& request);

}  // namespace next_native

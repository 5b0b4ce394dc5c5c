// The locale phase: the locale of the URL, and that of the answer (i18n only).
#pragma once

#include "routing/routing_pass.h"

namespace next_native {

// Reads the locale of the URL and the host, and prepends the host's default locale to a path that
// names none (resolve-routes.js).
void AddDefaultLocale(RoutingPass& pass);

// Sets the locale of the answer from the working path, as base-server.js does
// (handleRequestImpl and handleNextDataRequest). Does nothing without i18n.
void SetAnswerLocale(RoutingPass& pass);

}  // namespace next_native

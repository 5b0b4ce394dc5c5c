#include "routing/target_phase.h"

#include <optional>
#include <string>
#include <utility>

#include "routing/locale_rules.h"

namespace next_native {
namespace {

std::string Format(const RequestTarget& target) {
  std::string text(target.origin);
  text.append(target.path);
  if (!target.query.empty()) text.append("?").append(target.query);
  if (!target.fragment.empty()) text.append("#").append(target.fragment);
  return text;
}

bool RedirectToLocale(RoutingPass& pass) {
  const RequestTarget& target = pass.result.target;
  const LocaleRedirectRequest visit{pass.url,
                                    target.query,
                                    target.fragment,
                                    pass.host(),
                                    pass.headers.fixed[static_cast<size_t>(RequestHeader::kCookie)],
                                    pass.headers.Get(pass.site.rules.accept_language)};
  std::optional<std::string> location =
      FindLocaleRedirect(pass.i18n(), pass.base_path(), pass.config().trailing_slash, visit);
  if (!location) return false;
  pass.trace.Path(TracePhase::kLocale, target.path, *location,
                  "The visitor's locale or domain has a start page of its own.");
  pass.End(ResolvedKind::kLocaleRedirect, std::move(*location), 307);
  return true;
}

bool RedirectRepeatedSlashes(RoutingPass& pass) {
  if (!pass.result.target.has_repeated_slashes) return false;
  const std::string clean = NormalizeRepeatedSlashes(pass.url);
  std::string location = Format(ParseRequestTarget(clean));
  pass.trace.Path(TracePhase::kRepeatedSlashes, pass.url, location,
                  "Repeated slashes and backslashes are cleaned up.");
  pass.End(ResolvedKind::kRedirect, std::move(location), 308);
  return true;
}

}  // namespace

bool ReadTarget(RoutingPass& pass) {
  RequestTarget& target = pass.result.target;
  target = ParseRequestTarget(pass.url);
  pass.state.url.query = LazyQuery(target.query);
  pass.result.path = target.path;
  if (!target.is_valid) {
    pass.End(ResolvedKind::kInvalidTarget);
    return true;
  }
  if (pass.has_i18n() && RedirectToLocale(pass)) return true;
  return RedirectRepeatedSlashes(pass);
}

}  // namespace next_native

#include "routing/middleware_phase.h"

#include <string>
#include <string_view>
#include <utility>

#include "http/query_object.h"
#include "http/request_target.h"
#include "routing/data_path.h"
#include "routing/data_phase.h"
#include "routing/locale_phase.h"

namespace next_native {
namespace {

// The path and query that middleware sees (runMiddleware of next-server.js); empty: the URL as
// sent.
std::string MiddlewareUrl(RoutingPass& pass) {
  if (pass.config().skip_proxy_url_normalize) return {};
  std::string url;
  if (pass.has_i18n()) {
    const std::string& locale = pass.state.locale.of_server;
    url = "/" + (locale.empty() ? pass.result.default_locale : locale);
  }
  url.append(pass.path());
  return WithQuery(url, FormatSearchParams(pass.state.url.query.Get()));
}

// Continues with the path and query of a rewrite; one to another origin ends routing.
bool FollowRewrite(RoutingPass& pass, const std::string& url) {
  const RequestTarget rewritten = ParseRequestTarget(url);
  if (!rewritten.is_valid) {
    pass.End(ResolvedKind::kProxy, url);
    return true;
  }
  QueryObject query = QueryObject::Parse(rewritten.query);
  if (rewritten.is_absolute) {
    std::string text(rewritten.origin);
    text.append(rewritten.path);
    text = WithQuery(text, StringifyQuery(query, QueryObject::Parse(pass.result.target.query)));
    if (!rewritten.fragment.empty()) text.append("#").append(rewritten.fragment);
    pass.End(ResolvedKind::kProxy, std::move(text));
    return true;
  }
  pass.state.url.search = rewritten.query;
  pass.SetPath(std::string(rewritten.path));
  pass.ChangeQuery() = std::move(query);
  return false;
}

}  // namespace

bool WantsMiddleware(const RoutingPass& pass) {
  const RoutingRules& rules = pass.site.rules;
  return rules.has_middleware && rules.MatchesMiddleware(pass.path(), pass.facts);
}

void AskMiddleware(RoutingPass& pass) {
  // The render server, which runs middleware, looks for data URLs first. It does not remove the
  // base path before that.
  switch (ReadDataPath(pass.site.build, pass.path())) {
    case DataPath::kNoData:
      pass.result.fields.Clear();
      SetAnswerLocale(pass);
      return pass.End(ResolvedKind::kNotFound);
    case DataPath::kPage:
    case DataPath::kBlockedPage:
      TakeDataPage(pass);
      break;
    default:
      break;
  }
  pass.state.cookie = pass.facts.cookie;
  SetAnswerLocale(pass);
  std::string url = MiddlewareUrl(pass);
  pass.trace.Path(TracePhase::kMiddleware, pass.path(), url,
                  "A matcher accepts the path: middleware runs.");
  pass.End(ResolvedKind::kMiddleware, std::move(url));
}

bool FollowAnswer(RoutingPass& pass, const MiddlewareEffect& effect, int status) {
  ResponseFields& fields = pass.result.fields;
  switch (effect.verdict) {
    case MiddlewareVerdict::kNext:
      return false;
    case MiddlewareVerdict::kBody:
      if (!effect.target.empty()) fields.Set("location", effect.target);
      pass.End(ResolvedKind::kBody, {}, status);
      return true;
    case MiddlewareVerdict::kRedirect:
      fields.Set("location", effect.target);
      pass.End(ResolvedKind::kRedirect, effect.target, status);
      return true;
    case MiddlewareVerdict::kRewrite:
      return FollowRewrite(pass, effect.target);
  }
  return false;
}

}  // namespace next_native

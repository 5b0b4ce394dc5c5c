// Interception routes, and the fields that tell the client router about rewrites.
#include <gtest/gtest.h>

#include "unit/routing/resolver_fixture.h"

namespace next_native {
namespace {

class ResolverRscTest : public ResolverTest {
 protected:
  ResolverRscTest() {
    outputs().AppPage("/feed").AppPage("/feed/(.)photo/[id]").AppPage("/feed/photo/[id]");
    outputs().AppPage("/blog/[slug]").AppPage("/a");
  }
};

// As `next build` writes it for app/feed/(.)photo/[id].
Rule Intercepting() {
  Rule rule("/feed/photo/:nxtPid");
  rule.To("/feed/(.)photo/:nxtPid").Has(ConditionKind::kHeader, "next-url", "\\/feed(?:\\/.*)?");
  return rule;
}

TEST_F(ResolverRscTest, InterceptsNavigationsFromThePageBelow) {
  rules().before_files = {Intercepting()};
  Check({
      {"a visit", "/feed/photo/1", "page /feed/photo/[id] id=1"},
      {"a navigation from a page below",
       "/feed/photo/1",
       "page /feed/(.)photo/[id] id=1 ?"
       " {x-nextjs-rewritten-path: /feed/(.)photo/1} {x-nextjs-rewritten-path: /feed/(.)photo/1}",
       {{"next-url", "/feed"}, {"rsc", "1"}}},
      {"a navigation from another page",
       "/feed/photo/1",
       "page /feed/photo/[id] id=1",
       {{"next-url", "/a"}}},
  });
}

TEST_F(ResolverRscTest, TellsTheClientRouterAboutRewrites) {
  build().config.client_param_parsing_origins = {"^https://sub\\.example\\.com$"};
  rules().before_files = {Rule("/first").To("/second?x=1"), Rule("/second").To("/a?y=2"),
                          Rule("/same/:path*").To("/same/:path*?only=query")};
  rules().after_files = {Rule("/out").To("https://example.com/out"),
                         Rule("/sub").To("https://sub.example.com/out?z=1")};
  const FieldList rsc = {{"rsc", "1"}};
  Check({
      {"other clients are not told", "/first", "page /a ?x=1&y=2"},
      {"the last path and query", "/first",
       "page /a ?x=1&y=2 {x-nextjs-rewritten-path: /a, x-nextjs-rewritten-query: y=2}"
       " {x-nextjs-rewritten-path: /a}",
       rsc},
      {"the query alone", "/same/x", "miss {x-nextjs-rewritten-query: only=query}", rsc},
      {"another origin is not told", "/out", "proxy https://example.com/out", rsc},
      {"an origin that the config allows", "/sub",
       "proxy https://sub.example.com/out?z=1"
       " {x-nextjs-rewritten-path: /out, x-nextjs-rewritten-query: z=1}",
       rsc},
      {"other values of rsc do not count", "/first", "page /a ?x=1&y=2", {{"rsc", "2"}}},
  });
}

}  // namespace
}  // namespace next_native

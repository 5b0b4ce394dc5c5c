#include "pages/prerendered_request.h"

#include <gtest/gtest.h>

#include "support/build_output_builder.h"
#include "support/request_builder.h"

namespace next_native {
namespace {

using Choice = std::optional<Representation>;

TEST(ChooseRepresentation, RefusesRequestsThatNeedARender) {
  BuildOutputBuilder builder;
  builder.AppPage("/app").AppRoute("/route").Page("/page", true).ApiRoute("/api/x");
  const BuildOutput build = builder.Build();
  struct Case {
    const char* why;
    const char* pathname;
    const char* method;
    RequestFieldList fields;
    bool is_data;
    Choice expected;
  };
  const Case cases[] = {
      {"document", "/app", "GET", {}, false, Representation::kAppHtml},
      {"HEAD", "/app", "HEAD", {}, false, Representation::kAppHtml},
      {"POST", "/app", "POST", {}, false, std::nullopt},
      {"navigation", "/app", "GET", {{RequestHeader::kRsc, "1"}}, false, Representation::kAppRsc},
      {"odd rsc value", "/app", "GET", {{RequestHeader::kRsc, "2"}}, false, std::nullopt},
      {"segment prefetch",
       "/app",
       "GET",
       {{RequestHeader::kRsc, "1"},
        {RequestHeader::kNextRouterPrefetch, "1"},
        {RequestHeader::kNextRouterSegmentPrefetch, "/_tree"}},
       false,
       Representation::kAppSegment},
      {"runtime prefetch",
       "/app",
       "GET",
       {{RequestHeader::kRsc, "1"}, {RequestHeader::kNextRouterPrefetch, "2"}},
       false,
       std::nullopt},
      {"draft cookie",
       "/app",
       "GET",
       {{RequestHeader::kCookie, "a=b; __prerender_bypass=x"}},
       false,
       std::nullopt},
      {"preview cookie",
       "/page",
       "GET",
       {{RequestHeader::kCookie, "__next_preview_data=x"}},
       false,
       std::nullopt},
      {"other cookie",
       "/app",
       "GET",
       {{RequestHeader::kCookie, "a=__prerender_bypass"}},
       false,
       Representation::kAppHtml},
      {"on demand revalidation",
       "/page",
       "GET",
       {{RequestHeader::kXPrerenderRevalidate, "x"}},
       false,
       std::nullopt},
      {"pages document", "/page", "GET", {}, false, Representation::kPagesHtml},
      {"pages data", "/page", "GET", {}, true, Representation::kPagesData},
      {"route handler", "/route", "GET", {}, false, Representation::kRouteBody},
      {"API route", "/api/x", "GET", {}, false, std::nullopt},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.why);
    const Output& output = build.outputs[build.output_by_pathname.find(test.pathname)->second];
    const Request request = MakeRequest(test.method, test.pathname, test.fields);
    EXPECT_EQ(ChooseRepresentation(build, output, request, test.is_data), test.expected);
  }
}

TEST(ChooseRepresentation, RefusesAllRequestsWithACacheHandlerOfTheUser) {
  BuildOutputBuilder builder;
  builder.AppPage("/app");
  builder.Value().config.has_cache_handler = true;
  const BuildOutput build = builder.Build();
  EXPECT_EQ(ChooseRepresentation(build, build.outputs[0], MakeRequest("GET", "/app"), false),
            std::nullopt);
}

TEST(ChooseRepresentation, RefusesPathsThatLookLikePayloads) {
  BuildOutputBuilder builder;
  builder.AppPage("/app");
  const BuildOutput build = builder.Build();
  const Output& output = build.outputs[0];
  EXPECT_FALSE(ChooseRepresentation(build, output, MakeRequest("GET", "/small.rsc?a"), false));
  EXPECT_TRUE(ChooseRepresentation(build, output, MakeRequest("GET", "/small?a=.rsc"), false));
}

TEST(PrerenderedPath, FillsInParametersAsTheManifestSpellsThem) {
  BuildOutputBuilder builder;
  builder.AppPage("/").AppPage("/blog/[slug]").AppPage("/docs/[[...rest]]").Page("/p").Page("/");
  const BuildOutput build = builder.Build();
  const Output& root = build.outputs[0];
  const Output& blog = build.outputs[1];
  const Output& docs = build.outputs[2];
  const auto slug = [](std::string value) {
    return std::vector<RouteParam>{{"slug", {std::move(value)}}};
  };
  EXPECT_EQ(PrerenderedPath(root, {}, ""), "/");
  EXPECT_EQ(PrerenderedPath(blog, slug("caffè b"), ""), "/blog/caffè b");
  EXPECT_EQ(PrerenderedPath(blog, slug("a/b"), ""), std::nullopt) << "Next.js escapes it";
  EXPECT_EQ(PrerenderedPath(docs, {{"rest", {"a", "b"}, true}}, ""), "/docs/a/b");
  EXPECT_EQ(PrerenderedPath(docs, {}, ""), "/docs");
  EXPECT_EQ(PrerenderedPath(root, {}, "fr"), "/") << "app pages have no locale";
  EXPECT_EQ(PrerenderedPath(build.outputs[3], {}, "fr"), "/fr/p");
  EXPECT_EQ(PrerenderedPath(build.outputs[4], {}, "fr"), "/fr");
}

}  // namespace
}  // namespace next_native

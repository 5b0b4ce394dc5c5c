// Files, pages and dynamic routes.
#include <gtest/gtest.h>

#include "unit/routing/resolver_fixture.h"

namespace next_native {
namespace {

class ResolverOutputsTest : public ResolverTest {
 protected:
  ResolverOutputsTest() {
    outputs().AppPage("/").AppPage("/about").AppPage("/blog/[slug]").AppPage("/docs/[[...path]]");
    outputs().AppRoute("/api/[id]").Page("/old").Page("/[any]").Page("/caf\xC3\xA9");
    AddFile("/file.txt");
    AddFile("/about.txt");
    AddFile("/blog/file");
  }
};

TEST_F(ResolverOutputsTest, FindsFilesBeforePages) {
  Check({
      {"a file", "/file.txt", "file /file.txt"},
      {"a file with a query", "/file.txt?v=1", "file /file.txt"},
      {"a trailing slash", "/file.txt/", "file /file.txt"},
      {"a file wins over a dynamic route", "/blog/file", "file /blog/file"},
      {"dot segments are resolved first", "/x/../file.txt", "file /file.txt"},
      {"encoded dot segments are resolved first", "/x/%2e%2e/file.txt", "file /file.txt"},
      {"the image optimizer", "/_next/image?url=a", "image"},
  });
}

TEST_F(ResolverOutputsTest, FindsPages) {
  Check({
      {"the root page", "/", "page /"},
      {"a page", "/about", "page /about"},
      {"a trailing slash, which this build does not redirect", "/about/", "page /about"},
      {"a page of the other router", "/old", "page /old"},
      {"Next.js does not find a page with such a name", "/caf%C3%A9",
       "page /[any] any=caf\xC3\xA9"},
      {"case matters for pages", "/About", "page /[any] any=About"},
      {"no page", "/x/y/z", "miss"},
  });
}

TEST_F(ResolverOutputsTest, FindsDynamicRoutes) {
  Check({
      {"one segment", "/blog/a", "page /blog/[slug] slug=a"},
      {"parameters are decoded", "/blog/a%20b%2Fc", "page /blog/[slug] slug=a b/c"},
      {"two segments do not match one", "/blog/a/b", "miss"},
      {"an optional catch-all without segments", "/docs", "page /docs/[[...path]]"},
      {"an optional catch-all with segments", "/docs/a/b%20c", "page /docs/[[...path]] path=a,b c"},
      {"static routes win over dynamic ones", "/old", "page /old"},
      {"a route handler", "/api/1", "page /api/[id] id=1"},
      {"invalid UTF-8", "/blog/%ff", "bad request"},
      {"an incomplete escape", "/blog/%", "bad request"},
      {"an encoded name of a page matches the dynamic route", "/%61bout", "page /[any] any=about"},
  });
}

TEST_F(ResolverOutputsTest, SkipsOutputsThatWereTried) {
  Compile();
  EXPECT_EQ(Ask("/old"), "page /old");
  tried().push_back(built().output_by_pathname.find("/old")->second);
  EXPECT_EQ(Ask("/old"), "page /[any] any=old");
  tried().push_back(built().output_by_pathname.find("/[any]")->second);
  EXPECT_EQ(Ask("/old"), "miss");
}

TEST_F(ResolverOutputsTest, SetsOnMatchHeaders) {
  rules().on_match_headers = {Rule("/file.txt").Sets("cache-control", "public"),
                              Rule("/about").Sets("x-page", "1")};
  rules().after_files = {Rule("/way").To("/about")};
  Check({
      {"a file", "/file.txt", "file /file.txt {cache-control: public}"},
      {"a page", "/about", "page /about {x-page: 1}"},
      {"the path after rewrites", "/way", "page /about ? {x-page: 1}"},
  });
}

TEST_F(ResolverOutputsTest, TracesEveryStep) {
  class Notes : public RoutingTrace {
   public:
    void Add(TraceStep step) override {
      text += std::string(TracePhaseName(step.phase)) + " " + step.from;
      if (!step.to.empty()) text += " -> " + step.to;
      if (step.rule) text += " (" + step.rule->source + ")";
      text += "\n";
    }
    std::string text;
  };
  rules().headers = {Rule("/:path*").Sets("x-a", "1")};
  rules().before_files = {Rule("/first").To("/second")};
  rules().fallback = {Rule("/second").To("/blog/b")};
  ASSERT_EQ(Ask("/first"), "page /[any] any=second ? {x-a: 1}");
  Notes notes;
  const Resolved& resolved = AskWithTrace("/first/", notes);
  EXPECT_EQ(resolved.kind, ResolvedKind::kOutput);
  EXPECT_EQ(notes.text,
            "headers /first/ (/:path*)\n"
            "beforeFiles /first/ -> /second (/first)\n"
            "dynamicRoutes /second\n");
}

}  // namespace
}  // namespace next_native

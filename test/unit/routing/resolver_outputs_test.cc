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
      {"with a query", "/file.txt?v=1", "file /file.txt"},
      {"with a slash at the end", "/file.txt/", "file /file.txt"},
      {"in front of a dynamic route", "/blog/file", "file /blog/file"},
      {"dot segments are resolved first", "/x/../file.txt", "file /file.txt"},
      {"encoded ones, too", "/x/%2e%2e/file.txt", "file /file.txt"},
      {"the image optimizer", "/_next/image?url=a", "image"},
  });
}

TEST_F(ResolverOutputsTest, FindsPages) {
  Check({
      {"the root page", "/", "page /"},
      {"a page", "/about", "page /about"},
      {"a page with a slash at the end, which nothing redirects here", "/about/", "page /about"},
      {"a page of the other router", "/old", "page /old"},
      {"Next.js does not find such a page by its own name", "/caf%C3%A9",
       "page /[any] any=caf\xC3\xA9"},
      {"case matters for pages", "/About", "page /[any] any=About"},
      {"nothing", "/x/y/z", "miss"},
  });
}

TEST_F(ResolverOutputsTest, FindsDynamicRoutes) {
  Check({
      {"one segment", "/blog/a", "page /blog/[slug] slug=a"},
      {"decoded", "/blog/a%20b%2Fc", "page /blog/[slug] slug=a b/c"},
      {"not two", "/blog/a/b", "miss"},
      {"an optional catch-all without segments", "/docs", "page /docs/[[...path]]"},
      {"and with some", "/docs/a/b%20c", "page /docs/[[...path]] path=a,b c"},
      {"static parts go before dynamic ones", "/old", "page /old"},
      {"a route handler", "/api/1", "page /api/[id] id=1"},
      {"what cannot be decoded", "/blog/%ff", "bad request"},
      {"nor this", "/blog/%", "bad request"},
      {"a page in another spelling is the dynamic route's", "/%61bout", "page /[any] any=about"},
  });
}

TEST_F(ResolverOutputsTest, GoesOnBehindOutputsThatWereTried) {
  Compile();
  EXPECT_EQ(Ask("/old"), "page /old");
  tried().push_back(built().output_by_pathname.find("/old")->second);
  EXPECT_EQ(Ask("/old"), "page /[any] any=old");
  tried().push_back(built().output_by_pathname.find("/[any]")->second);
  EXPECT_EQ(Ask("/old"), "miss");
}

TEST_F(ResolverOutputsTest, SetsFieldsOfWhatMatched) {
  rules().on_match_headers = {Rule("/file.txt").Sets("cache-control", "public"),
                              Rule("/about").Sets("x-page", "1")};
  rules().after_files = {Rule("/way").To("/about")};
  Check({
      {"of a file", "/file.txt", "file /file.txt {cache-control: public}"},
      {"of a page", "/about", "page /about {x-page: 1}"},
      {"by the path it was rewritten to", "/way", "page /about ? {x-page: 1}"},
  });
}

TEST_F(ResolverOutputsTest, TellsEveryStep) {
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

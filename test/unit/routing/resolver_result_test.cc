// The result of routing: its members, the text it views, and what a second call keeps.
#include <gtest/gtest.h>

#include <memory>

#include "unit/routing/resolver_fixture.h"

namespace next_native {
namespace {

class ResolverResultTest : public ResolverTest {
 protected:
  ResolverResultTest() {
    outputs().AppPage("/about").Page("/blog/[slug]", true);
    AddFile("/file.txt");
    AddFile("/wh%y.txt");
    rules().after_files = {Rule("/way/:slug").To("/blog/:slug?from=way")};
  }

  // Routes a URL, then overwrites its text.
  const Resolved& AskAndOwn(std::string_view url) {
    (void)Ask("/");  // has no fields; the resolver is used again
    auto text = std::make_unique<std::string>(url);
    (void)StartAt(*text);
    resolver().Own();
    text->assign(text->size(), '#');
    return resolved();
  }
};

TEST_F(ResolverResultTest, HasTheFileThatWasFound) {
  EXPECT_EQ(Ask("/file.txt"), "file /file.txt");
  ASSERT_EQ(resolved().file.lookup, StaticLookup::kFound);
  EXPECT_EQ(resolved().file.file->file_path, "/app/public/file.txt");
  EXPECT_EQ(resolved().match, nullptr);
  EXPECT_EQ(Ask("/about"), "page /about");
  EXPECT_FALSE(resolved().file);
}

TEST_F(ResolverResultTest, HasAFileThatCannotBeServed) {
  EXPECT_EQ(Ask("/wh%y.txt"), "misspelt file");
  EXPECT_EQ(resolved().file.lookup, StaticLookup::kBadRequest);
}

TEST_F(ResolverResultTest, HasTheTargetAsSentAndTheWorkingPath) {
  EXPECT_EQ(Ask("/about?a=1"), "page /about");
  EXPECT_EQ(resolved().target.query, "a=1");
  EXPECT_EQ(resolved().path, "/about");
  EXPECT_EQ(resolved().changed_query, nullptr);
  EXPECT_EQ(Ask("/way/b?a=1"), "page /blog/[slug] slug=b ?a=1&from=way");
  EXPECT_EQ(resolved().target.path, "/way/b");
  EXPECT_EQ(resolved().path, "/blog/b");
}

TEST_F(ResolverResultTest, OwnsTheUrlOnDemand) {
  const Resolved& plain = AskAndOwn("/about?a=1");
  EXPECT_EQ(plain.target.path, "/about");
  EXPECT_EQ(plain.target.query, "a=1");
  EXPECT_EQ(plain.path, "/about");
  const Resolved& rewritten = AskAndOwn("/way/b?a=1");
  EXPECT_EQ(rewritten.target.path, "/way/b");
  EXPECT_EQ(rewritten.path, "/blog/b");
  EXPECT_EQ(FormatSearchParams(*rewritten.changed_query), "a=1&from=way");
}

TEST_F(ResolverResultTest, ASecondStartKeepsTheDataRequest) {
  Compile();
  EXPECT_EQ(Ask("/_next/data/build-1/blog/a.json"), "page /blog/[slug] slug=a (data)");
  EXPECT_TRUE(resolved().marks_data_request);
  EXPECT_TRUE(resolved().adds_data_header);
  EXPECT_EQ(StartAt("/way/b").kind, ResolvedKind::kOutput);
  EXPECT_NE(resolved().changed_query, nullptr);
  EXPECT_EQ(StartAt("/file.txt?a=1").kind, ResolvedKind::kFile);
  EXPECT_TRUE(resolved().marks_data_request) << "the request stays one for data";
  EXPECT_FALSE(resolved().adds_data_header) << "but the field is there already";
  EXPECT_EQ(resolved().changed_query, nullptr);
  EXPECT_EQ(resolved().path, "/file.txt");
  EXPECT_EQ(Ask("/file.txt"), "file /file.txt");
  EXPECT_FALSE(resolved().marks_data_request) << "until it is reset";
}

TEST_F(ResolverResultTest, SettleGivesTheResultOfRouting) {
  Compile();
  EXPECT_EQ(Ask("/blog/a?x=1"), "page /blog/[slug] slug=a");
  const RouteMatch match = *resolved().match;
  EXPECT_EQ(Ask("/file.txt"), "file /file.txt");
  const StaticMatch file = resolved().file;

  resolver().Reset();
  const Resolved& page = resolver().Settle("/blog/a?x=1", ResolvedKind::kOutput, match, {});
  EXPECT_EQ(page.kind, ResolvedKind::kOutput);
  EXPECT_EQ(page.match, &match) << "it is not copied";
  EXPECT_EQ(page.target.query, "x=1");
  EXPECT_EQ(page.path, "/blog/a");

  resolver().Reset();
  const Resolved& text = resolver().Settle("/file.txt", ResolvedKind::kFile, {}, file);
  EXPECT_EQ(text.match, nullptr);
  EXPECT_EQ(text.file.file, file.file);
  EXPECT_EQ(text.target.path, "/file.txt");
}

}  // namespace
}  // namespace next_native

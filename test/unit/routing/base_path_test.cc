#include "routing/base_path.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(PathHasPrefix, AcceptsThePrefixAndPathsBelowIt) {
  struct Case {
    std::string_view path, prefix;
    bool expected;
  };
  const Case cases[] = {
      {"/docs", "/docs", true},     {"/docs/", "/docs", true},  {"/docs/a", "/docs", true},
      {"/docs?a=/", "/docs", true}, {"/docs#a", "/docs", true}, {"/docsearch", "/docs", false},
      {"/doc", "/docs", false},     {"/Docs", "/docs", false},  {"/", "/docs", false},
      {"/a?/docs", "/docs", false}, {"/a", "", true},           {"/", "", true},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(PathHasPrefix(c.path, c.prefix), c.expected) << c.path << " " << c.prefix;
  }
}

TEST(StripBasePath, ReturnsAnAbsolutePath) {
  struct Case {
    std::string_view path, base_path;
    std::optional<std::string_view> expected;
  };
  const Case cases[] = {
      {"/docs", "/docs", "/"},
      {"/docs/", "/docs", "/"},
      {"/docs/a/", "/docs", "/a/"},
      {"/docsearch", "/docs", {}},
      {"/", "/docs", {}},
      {"/a", "", "/a"},
      {"/docs/docs/a", "/docs", "/docs/a"},
  };
  for (const Case& c : cases) EXPECT_EQ(StripBasePath(c.path, c.base_path), c.expected) << c.path;
}

TEST(RewriteAssetPath, RewritesOnlyNextFilesBelowThePrefix) {
  struct Case {
    std::string_view path, prefix;
    std::optional<std::string> expected;
  };
  const Case cases[] = {
      {"/cdn/_next/static/a.js", "/cdn", "/_next/static/a.js"},
      {"/cdn/_next/static/a.js/", "/cdn", "/_next/static/a.js"},
      {"/CDN/_NEXT/static/A.js", "/cdn", "/_next/static/A.js"},
      {"/cdn/_next", "/cdn", {}},
      {"/cdn/_next/", "/cdn", {}},
      {"/cdn/_next//a", "/cdn", {}},
      {"/cdn/a.js", "/cdn", {}},
      {"/_next/static/a.js", "/cdn", {}},
      {"/_next/static/a.js", "", {}},
  };
  for (const Case& c : cases) EXPECT_EQ(RewriteAssetPath(c.path, c.prefix), c.expected) << c.path;
}

}  // namespace
}  // namespace next_native

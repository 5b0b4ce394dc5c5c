#include "manifest/locale_path.h"

#include <gtest/gtest.h>

#include <vector>

namespace next_native {
namespace {

TEST(SplitLocalePath, TakesOffTheFirstSegmentIfItIsALocale) {
  const std::vector<std::string> locales = {"en", "fr", "nl-BE"};
  struct Case {
    std::string_view path, locale, rest;
  };
  const Case cases[] = {
      {"/", "", "/"},
      {"", "", ""},
      {"/about", "", "/about"},
      {"/fr", "fr", "/"},
      {"/fr/", "fr", "/"},
      {"/FR/a/b", "fr", "/a/b"},
      {"/nl-be/a", "nl-BE", "/a"},
      {"/fr/en/a", "fr", "/en/a"},
      {"/french", "", "/french"},
      {"/nl", "", "/nl"},
      {"//fr", "", "//fr"},
      {"/fr?x", "", "/fr?x"},
      {"*", "", "*"},
  };
  for (const Case& c : cases) {
    const LocalePath split = SplitLocalePath(c.path, locales);
    EXPECT_EQ(split.locale, c.locale) << c.path;
    EXPECT_EQ(split.rest, c.rest) << c.path;
    EXPECT_EQ(SplitLocalePath(c.path, {}).rest, c.path);
  }
}

}  // namespace
}  // namespace next_native

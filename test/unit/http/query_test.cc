#include "http/query.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(Query, FindsTheFirstParameter) {
  const struct {
    std::string_view query;
    std::optional<std::string_view> raw;  // of parameter "_rsc"
  } cases[] = {
      {"_rsc=x", "x"},    {"a=1&_rsc=x&_rsc=y", "x"}, {"_rsc", ""},
      {"_rsc=", ""},      {"_rsc=a=b%20", "a=b%20"},  {"%5Frsc=x", "x"},
      {"&&_rsc=x", "x"},  {"_rscx=1", std::nullopt},  {"a=_rsc", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& c : cases) EXPECT_EQ(FindParameter(c.query, "_rsc"), c.raw) << c.query;
}

TEST(Query, DecodesAsUrlSearchParams) {
  EXPECT_EQ(DecodeParameter("a+b%20c%2B"), "a b c+");
  EXPECT_EQ(DecodeParameter("%zz%4"), "%zz%4");
  EXPECT_EQ(DecodeParameter("%E2%82%AC"), "€");
  EXPECT_EQ(DecodeParameter("%ff%E2%82"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Query, RemovesEveryParameterOfTheName) {
  EXPECT_EQ(RemoveParameter("a=%20&_rsc=x&b=+&_rsc", "_rsc"), "a=%20&b=+");
  EXPECT_EQ(RemoveParameter("_rsc=x", "_rsc"), "");
  EXPECT_EQ(RemoveParameter("a=1", "_rsc"), "a=1");
  EXPECT_EQ(RemoveParameter("", "_rsc"), "");
}

}  // namespace
}  // namespace next_native

#include "cache/header_builder.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

std::string Lines(std::vector<HeaderField> fields) {
  std::string lines;
  for (const HeaderField& field : fields) lines += field.name + ": " + field.value + "\n";
  return lines;
}

TEST(HeaderBuilderTest, SetKeepsThePlaceAndTakesTheSpelling) {
  HeaderBuilder headers;
  headers.Set("vary", "a");
  headers.Set("X", "1");
  headers.Set("Vary", "b");
  EXPECT_EQ(Lines(headers.Take()), "Vary: b\nX: 1\n");
}

TEST(HeaderBuilderTest, AppendGoesBehindTheEarlierLines) {
  HeaderBuilder headers;
  headers.Set("Allow", "GET");
  headers.Set("X", "1");
  headers.Append("allow", "HEAD");
  headers.Append("Y", "2");
  EXPECT_EQ(headers.Joined("ALLOW"), "GET, HEAD");
  EXPECT_TRUE(headers.Has("y"));
  EXPECT_FALSE(headers.Has("z"));
  EXPECT_EQ(Lines(headers.Take()), "Allow: GET\nAllow: HEAD\nX: 1\nY: 2\n");
}

TEST(HeaderBuilderTest, SetReplacesEveryLine) {
  HeaderBuilder headers;
  headers.Append("A", "1");
  headers.Append("A", "2");
  headers.Append("B", "3");
  headers.Set("A", "4");
  EXPECT_EQ(Lines(headers.Take()), "A: 4\nB: 3\n");
}

}  // namespace
}  // namespace next_native

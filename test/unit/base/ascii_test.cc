#include "base/ascii.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(Ascii, IgnoresTheCaseOfAsciiLetters) {
  EXPECT_TRUE(EqualsIgnoreCase("Accept-Encoding", "accept-encoding"));
  EXPECT_TRUE(EqualsIgnoreCase("", ""));
  EXPECT_FALSE(EqualsIgnoreCase("a", "ab"));
  EXPECT_FALSE(EqualsIgnoreCase("[", "{"));
  EXPECT_FALSE(EqualsIgnoreCase("\xC9", "\xE9"));
}

TEST(Ascii, IgnoresCaseOfPrefixesAndSuffixes) {
  EXPECT_TRUE(StartsWithIgnoreCase("Text/html", "text/"));
  EXPECT_FALSE(StartsWithIgnoreCase("tex", "text"));
  EXPECT_TRUE(EndsWithIgnoreCase("a+JSON", "+json"));
  EXPECT_FALSE(EndsWithIgnoreCase("json", "+json"));
}

TEST(Ascii, LowersAsciiLetters) { EXPECT_EQ(ToLower("AZ[\xC9]09"), "az[\xC9]09"); }

TEST(Ascii, TrimsWhatJavaScriptTrims) {
  EXPECT_EQ(Trim(" \t\r\n\v\f\xA0"
                 "a b\xA0 "),
            "a b");
  EXPECT_EQ(Trim("   "), "");
  EXPECT_EQ(Trim(""), "");
}

TEST(Ascii, ReadsHexDigits) {
  EXPECT_EQ(HexDigitValue('0'), 0);
  EXPECT_EQ(HexDigitValue('f'), 15);
  EXPECT_EQ(HexDigitValue('A'), 10);
  EXPECT_EQ(HexDigitValue('g'), -1);
  EXPECT_EQ(HexDigitValue('/'), -1);
}

}  // namespace
}  // namespace next_native

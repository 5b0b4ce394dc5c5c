#include "http/field_syntax.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(FieldSyntaxTest, NamesAreTokens) {
  for (const char* name : {"x-a", "Set-Cookie", "!#$%&'*+-.^_`|~", "0"})
    EXPECT_TRUE(IsFieldName(name)) << name;
  for (const char* name : {"", "x a", "x:a", "x/a", "x(", "\u00fc", "x\n"})
    EXPECT_FALSE(IsFieldName(name)) << name;
}

TEST(FieldSyntaxTest, ValuesAreLatin1WithoutControls) {
  for (const char* value : {"", "a b", "a\tb", "\u00fc", "\u00ff", "\u0080"})
    EXPECT_TRUE(IsFieldValue(value)) << value;
  for (const char* value :
       {"\u0100", "\u20ac", "\U0001f600", "a\nb", "\r", "\x7f", "\x01", "\xff"}) {
    EXPECT_FALSE(IsFieldValue(value)) << value;
  }
}

}  // namespace
}  // namespace next_native

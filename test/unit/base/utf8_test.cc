#include "base/utf8.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

std::string Repaired(std::string_view text) {
  std::string repaired;
  while (!text.empty()) {
    const CodePoint point = NextCodePoint(text);
    AppendUtf8(repaired, point.value);
    text.remove_prefix(point.length);
  }
  return repaired;
}

TEST(Utf8, RoundTripsEveryScalarValue) {
  for (char32_t value = 0; value <= 0x10FFFF; ++value) {
    if (value >= 0xD800 && value <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(text, value);
    const CodePoint point = NextCodePoint(text);
    ASSERT_TRUE(point.valid);
    ASSERT_EQ(point.value, value);
    ASSERT_EQ(point.length, text.size());
  }
}

// One U+FFFD for each maximal subpart, as TextDecoder has it.
TEST(Utf8, ReplacesMaximalSubparts) {
  const struct {
    std::string_view text;
    std::string_view repaired;
  } cases[] = {
      {"\x80", "\xEF\xBF\xBD"},
      {"\xC0\xAF", "\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xE2\x82", "\xEF\xBF\xBD"},
      {"\xE2\x82z", "\xEF\xBF\xBDz"},
      {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xF0\x9F\x98", "\xEF\xBF\xBD"},
      {"\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xFF", "\xEF\xBF\xBD"},
  };
  for (const auto& c : cases) {
    EXPECT_FALSE(IsValidUtf8(c.text));
    EXPECT_EQ(Repaired(c.text), c.repaired);
  }
}

TEST(Utf8, ConvertsLatin1) {
  EXPECT_EQ(Latin1ToUtf8("a\xE9\xFF"), "aéÿ");
  EXPECT_EQ(Latin1ToUtf8(""), "");
}

}  // namespace
}  // namespace next_native

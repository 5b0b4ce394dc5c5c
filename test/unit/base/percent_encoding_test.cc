#include "base/percent_encoding.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

using namespace std::string_literals;

TEST(PercentEncoding, DecodesComponents) {
  const struct {
    std::string text;
    std::string decoded;
  } cases[] = {
      {"", ""},           {"plain+text", "plain+text"}, {"%41%2f%2F", "A//"},
      {"%E2%82%ac", "€"}, {"%F0%9F%98%80x", "😀x"},      {"caf\xC3\xA9%20", "café "},
      {"a%00b", "a\0b"s},
  };
  for (const auto& c : cases) EXPECT_EQ(DecodeComponent(c.text), c.decoded) << c.text;
}

TEST(PercentEncoding, RefusesWhatDecodeURIComponentThrowsFor) {
  for (const std::string_view text :
       {"%", "%4", "a%4", "%zz", "%4g", "%80", "%C3", "%C3%28", "%C3x%A9", "%C0%AF", "%ED%A0%80",
        "%F4%90%80%80", "%E2%82", "%E2%82%AC%FF", "%E2\x82\xAC"}) {
    EXPECT_EQ(DecodeComponent(text), std::nullopt) << text;
  }
}

TEST(PercentEncoding, EncodesComponents) {
  EXPECT_EQ(EncodeComponent("aZ09-_.!~*'()"), "aZ09-_.!~*'()");
  EXPECT_EQ(EncodeComponent("a b/c?d=é&%"), "a%20b%2Fc%3Fd%3D%C3%A9%26%25");
  EXPECT_EQ(EncodeComponent("\0[]"s), "%00%5B%5D");
}

TEST(PercentEncoding, KeepsSlashesOfPaths) {
  EXPECT_EQ(EncodeUriPath("/_next/static/[slug]/a b.js"), "/_next/static/%5Bslug%5D/a%20b.js");
  EXPECT_EQ(EncodeUriPath("//"), "//");
}

}  // namespace
}  // namespace next_native

#include "http/rsc_hash.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

// The hashes were made by next's cache-busting-search-param.js.
TEST(RscHash, HashesAsNext) {
  const struct {
    RscHeaders headers;
    const char* hash;
    const char* legacy;
  } cases[] = {
      {{"1", "/_tree", "%5B%22%22%5D", "/a"}, "6p_GObr3ykUttsn-", "o3mli"},
      {{"1", {}, {}, {}}, "HEAvJdHAQJrUAe2K", "bl95g"},
      {{"2", {}, {}, {}}, "gO6pH-93hUwkIF31", "wy5si"},
      {{{}, {}, "x", {}}, "fINUy1142XBO8Mew", "1p9i8"},
      {{"0", {}, {}, "/"}, "f2VoNpDTu3vL93O1", "1p9gk"},
      {{{}, "\xE9", {}, {}}, "CIEFPO7NfKbJmyed", "1sw2y"},
      {{"0", {}, {}, {}}, "", ""},
      {{}, "", ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(RscHash(c.headers), c.hash);
    EXPECT_EQ(LegacyRscHash(c.headers), c.legacy);
  }
}

}  // namespace
}  // namespace next_native

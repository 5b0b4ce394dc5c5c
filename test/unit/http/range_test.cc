#include "http/range.h"

#include <gtest/gtest.h>

#include "http/date.h"

namespace next_native {
namespace {

constexpr std::string_view kDate = "Sun, 06 Nov 1994 08:49:37 GMT";

// Returns "whole", "*" or "<first>-<last>" for a file of `size` bytes.
std::string Resolve(const RangeHeaders& request, uint64_t size) {
  const Validators validators{"W/\"a-1\"", ParseHttpDate(kDate)};
  const RangeDecision decision = ResolveRange(request, validators, size);
  switch (decision.outcome) {
    case RangeOutcome::kWhole:
      EXPECT_EQ(decision.offset, 0U);
      EXPECT_EQ(decision.length, size);
      return "whole";
    case RangeOutcome::kUnsatisfiable:
      return "*";
    case RangeOutcome::kPartial:
      break;
  }
  return std::to_string(decision.offset) + "-" +
         std::to_string(decision.offset + decision.length - 1);
}

TEST(Range, ReadsRangesAsRangeParser) {
  const struct {
    std::string_view range;
    std::string_view expected;  // for a file of 10 bytes
  } cases[] = {
      {"bytes=0-4", "0-4"},
      {"bytes=0-", "0-9"},
      {"bytes=9-", "9-9"},
      {"bytes=-3", "7-9"},
      {"bytes=-10", "0-9"},
      {"bytes=0-99", "0-9"},
      {" bytes=1-1", "1-1"},
      {"bytes= 1 - 2", "1-2"},
      {"bytes=1x-2y", "1-2"},
      {"bytes=10-", "*"},
      {"bytes=-11", "*"},
      {"bytes=-0", "*"},
      {"bytes=5-4", "*"},
      {"bytes=", "*"},
      {"bytes=x", "*"},
      {"bytes=--1", "*"},
      {"bytes=99999999999999999999999-", "*"},
      {"bytes=0-99999999999999999999999", "0-9"},
      {"bytes=0-1,2-3", "0-3"},
      {"bytes=4-5, 0-4", "0-5"},
      {"bytes=0-1,1-1,-8", "0-9"},
      {"bytes=0-1,3-4", "whole"},
      {"bytes=0-1,20-30", "0-1"},
      {"bytes=0-1,junk", "0-1"},
      {"Bytes=0-1", "whole"},
      {"bytes =0-1", "whole"},
      {"lines=0-1", "whole"},
      {"", "whole"},
  };
  for (const auto& c : cases) EXPECT_EQ(Resolve({c.range, {}}, 10), c.expected) << c.range;
  EXPECT_EQ(Resolve({}, 10), "whole");
  EXPECT_EQ(Resolve({"bytes=0-", {}}, 0), "*");
}

TEST(Range, IsIgnoredWhenIfRangeIsStale) {
  const struct {
    std::string_view if_range;
    bool is_fresh;
  } cases[] = {
      {"", true},
      {"W/\"a-1\"", true},
      {"x W/\"a-1\" y", true},
      {"\"a-1\"", false},
      {"\"b\"", false},
      {kDate, true},
      {"Sun, 06 Nov 1994 08:49:38 GMT", true},
      {"Sun, 06 Nov 1994 08:49:36 GMT", false},
      {"junk", false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Resolve({"bytes=1-2", c.if_range}, 10), c.is_fresh ? "1-2" : "whole") << c.if_range;
    // A stale range is ignored even if it is unsatisfiable.
    EXPECT_EQ(Resolve({"bytes=20-", c.if_range}, 10), c.is_fresh ? "*" : "whole") << c.if_range;
  }
}

TEST(Range, WritesContentRange) {
  EXPECT_EQ(ContentRange(0, 5, 10), "bytes 0-4/10");
  EXPECT_EQ(ContentRange(9, 1, 10), "bytes 9-9/10");
  EXPECT_EQ(UnsatisfiedContentRange(10), "bytes */10");
}

}  // namespace
}  // namespace next_native

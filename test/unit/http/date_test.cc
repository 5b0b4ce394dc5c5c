#include "http/date.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(HttpDate, Formats) {
  const struct {
    int64_t time_ms;
    const char* text;
  } cases[] = {
      {0, "Thu, 01 Jan 1970 00:00:00 GMT"},
      {999, "Thu, 01 Jan 1970 00:00:00 GMT"},
      {-1, "Wed, 31 Dec 1969 23:59:59 GMT"},
      {784111777000, "Sun, 06 Nov 1994 08:49:37 GMT"},
      {951782400000, "Tue, 29 Feb 2000 00:00:00 GMT"},
      {4107542399000, "Sun, 28 Feb 2100 23:59:59 GMT"},
      {4107542400000, "Mon, 01 Mar 2100 00:00:00 GMT"},
      {253402300799000, "Fri, 31 Dec 9999 23:59:59 GMT"},
      {-62167219200000, "Sat, 01 Jan 0000 00:00:00 GMT"},
  };
  for (const auto& c : cases) EXPECT_EQ(FormatHttpDate(c.time_ms), c.text);
}

TEST(HttpDate, ReadsTheThreeForms) {
  for (const std::string_view text :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994", "sun, 6 NOVEMBER 1994 08:49:37 gmt",
        "Fri, 06 Nov 1994 08:49:37 GMT", "06 Nov 1994 08:49:37 UTC", "06 Nov 1994 08:49:37"}) {
    EXPECT_EQ(ParseHttpDate(text), 784111777000) << text;
  }
}

TEST(HttpDate, ReadsOddValuesAsV8) {
  EXPECT_EQ(ParseHttpDate("Sun, 31 Feb 1999 00:00:00 GMT"), ParseHttpDate("03 Mar 1999 00:00:00"));
  EXPECT_EQ(ParseHttpDate("01 Jan 2000 24:00:00 GMT"), ParseHttpDate("02 Jan 2000 00:00:00 GMT"));
  EXPECT_EQ(ParseHttpDate("01 Jan 2000 10:00:60 GMT"), ParseHttpDate("01 Jan 2000 10:00:00 GMT"));
  EXPECT_EQ(ParseHttpDate("Mon, 01-Jan-49 00:00:00 GMT"), ParseHttpDate("01 Jan 2049 00:00:00"));
  EXPECT_EQ(ParseHttpDate("Mon, 01-Jan-50 00:00:00 GMT"), ParseHttpDate("01 Jan 1950 00:00:00"));
  EXPECT_EQ(ParseHttpDate("Mon, 40-Jan-09 00:00 GMT"), ParseHttpDate("09 Jan 2040 00:00:00"));
}

TEST(HttpDate, ReadsIsoDatesAsV8) {
  const struct {
    std::string_view text;
    int64_t time_ms;
  } cases[] = {
      {"2024-02-29T12:34:57Z", 1709210097000},
      {"2024-02-29t12:34:57z", 1709210097000},
      {"2024-02-29T12:34:57", 1709210097000},
      {"2024-02-29T12:34:57.123Z", 1709210097123},
      {"2024-02-29T12:34:57.1239999999999999999999Z", 1709210097123},
      {"2024-02-29T12:34:57.5", 1709210097500},
      {"2024-02-29T12:34Z", 1709210040000},
      {"2024-02-29T12:34", 1709210040000},
      {"2024-02-29T12:34:57+01:00", 1709206497000},
      {"2024-02-29T12:34:57+0100", 1709206497000},
      {"2024-02-29T12:34:57-23:59", 1709296437000},
      {"2024-02-29T24:00:00Z", 1709251200000},
      {"2024-02-29", 1709164800000},
      {"2024-02-30", 1709251200000},
      {"2024-02", 1706745600000},
      {"2024-02T12:34Z", 1706790840000},
      {"2024", 1704067200000},
      {"0099-01-01T00:00:00Z", -59042995200000},
  };
  for (const auto& c : cases) EXPECT_EQ(ParseHttpDate(c.text), c.time_ms) << c.text;
}

TEST(HttpDate, RefusesOtherIsoDates) {
  for (const std::string_view text : {"2024-13-01",
                                      "2024-00-01",
                                      "2024-01-00",
                                      "2024-01-32",
                                      "2024-",
                                      "2024-02-",
                                      "2024-2-9T1:2",
                                      "2024-02-29T",
                                      "2024-02-29T12",
                                      "2024-02-29T12Z",
                                      "2024-02-29T12:60Z",
                                      "2024-02-29T12:34:60Z",
                                      "2024-02-29T24:00:01Z",
                                      "2024-02-29T12:34:57.Z",
                                      "2024-02-29T12:34:57,5Z",
                                      "2024-02-29T12:34:57+24:00",
                                      "2024-02-29T12:34:57+1:00",
                                      "2024-02-29T12:34:57+01",
                                      "2024-02-29T12:34:57Z x",
                                      " 2024-02-29T12:34:57Z",
                                      "20240229",
                                      "T12:34"}) {
    EXPECT_EQ(ParseHttpDate(text), std::nullopt) << text;
  }
}

TEST(HttpDate, RefusesTheRest) {
  for (const std::string_view text :
       {"", "junk", "0", "Sun, 06 Nov 1994", "Sun, 06 Nov 08:49:37 GMT",
        "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:00:00 GMT",
        "Sun, 06 Nov 1994 24:00:01 GMT", "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT x", "Sun, 06 Nov 1994 08:49:37 GMT; length=3",
        "Sun, 00 Nov 0 08:49:37 GMT", "Sun, 06 Nov 99999999999999999999 08:49:37 GMT"}) {
    EXPECT_EQ(ParseHttpDate(text), std::nullopt) << text;
  }
}

TEST(HttpDate, RoundTrips) {
  for (int64_t time_ms = -62167219200000; time_ms < 253402300800000; time_ms += 86399999777) {
    const int64_t second = time_ms - ((time_ms % 1000) + 1000) % 1000;
    const std::string text = FormatHttpDate(time_ms);
    // Years below 100 are read as two-digit years.
    if (time_ms < -59000000000000) continue;
    ASSERT_EQ(ParseHttpDate(text), second) << text;
  }
}

}  // namespace
}  // namespace next_native

// HTTP dates (RFC 9110 section 5.6.7).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// Formats `time_ms`, milliseconds since the epoch, as "Sun, 06 Nov 1994 08:49:37 GMT". Drops the
// fraction of a second, as Date.prototype.toUTCString does. For years 0 to 9999.
[[nodiscard]] std::string FormatHttpDate(int64_t time_ms);

// Parses an IMF-fixdate, an RFC 850 date or an asctime date into milliseconds since the epoch. It
// is as lenient as Date.parse: day names are not read, case does not matter, a month may be
// spelled out, a leap second counts as zero seconds, and a day past the end of its month runs into
// the next month. ISO 8601 dates are read too, as Date.parse does ("2024-02-29",
// "2024-02-29T12:34:57.5+01:00"; four-digit years). A time without a zone is UTC, as the RFC says
// for asctime. (Date.parse uses the zone of the process, which is the same on a server that runs
// in UTC.) nullopt: Date.parse gives NaN, or the text has another form that Date.parse reads.
[[nodiscard]] std::optional<int64_t> ParseHttpDate(std::string_view text);

}  // namespace next_native

// HTTP dates (RFC 9110 section 5.6.7).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace next_native {

// "Sun, 06 Nov 1994 08:49:37 GMT" for milliseconds since the epoch; the fraction of a second is
// dropped, as Date.prototype.toUTCString does. Years 0 to 9999.
[[nodiscard]] std::string FormatHttpDate(int64_t time_ms);

// Milliseconds since the epoch of an IMF-fixdate, an RFC 850 date or an asctime date, in the
// latitude Date.parse has: day names are not read, case does not matter, a month may be spelled
// out, a leap second counts as none, a day past the end of its month goes on into the next. ISO
// 8601 dates are read too, as Date.parse does ("2024-02-29", "2024-02-29T12:34:57.5+01:00"; years
// of four digits). A time without a zone is UTC, as the RFC has it for asctime (Date.parse: the
// zone of the process, which makes no difference on a server that runs in UTC). nullopt: Date.parse
// gives NaN, or reads a form that is none of these.
[[nodiscard]] std::optional<int64_t> ParseHttpDate(std::string_view text);

}  // namespace next_native

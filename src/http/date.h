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
// out, a leap second counts as none, a day past the end of its month goes on into the next. An
// asctime date is UTC, as the RFC has it (Date.parse: local time). nullopt: Date.parse gives NaN,
// or a form that HTTP does not have.
[[nodiscard]] std::optional<int64_t> ParseHttpDate(std::string_view text);

}  // namespace next_native

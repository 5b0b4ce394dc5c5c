#include "http/date.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/ascii.h"

namespace next_native {
namespace {

constexpr int64_t kMsPerSecond = 1000;
constexpr int64_t kSecondsPerDay = 86400;
constexpr std::array<std::string_view, 7> kDayNames = {"Sun", "Mon", "Tue", "Wed",
                                                       "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonthNames = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct CivilDate {
  int64_t year = 0;
  int64_t month = 0;  // 1-12
  int64_t day = 0;    // from 1
};

int64_t FloorDivide(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Counts days since 1970-01-01 in the proleptic Gregorian calendar. Its years begin in March, so
// that the leap day is the last; 719468 days lie between 0000-03-01 and the epoch.
int64_t DaysFromCivil(const CivilDate& date) {
  const int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const int64_t month = date.month <= 2 ? date.month + 9 : date.month - 3;
  const int64_t leap_days = FloorDivide(year, 4) - FloorDivide(year, 100) + FloorDivide(year, 400);
  return year * 365 + leap_days + (153 * month + 2) / 5 + date.day - 1 - 719468;
}

CivilDate CivilFromDays(int64_t days) {
  const int64_t shifted = days + 719468;
  const int64_t era = FloorDivide(shifted, 146097);
  const int64_t day_of_era = shifted - era * 146097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month = (5 * day_of_year + 2) / 153;
  const int64_t day = day_of_year - (153 * month + 2) / 5 + 1;
  const int64_t year = year_of_era + era * 400;
  return {month < 10 ? year : year + 1, month < 10 ? month + 3 : month - 9, day};
}

void AppendDigits(std::string& out, int64_t value, int width) {
  char digits[20];
  int count = 0;
  do {
    digits[count++] = static_cast<char>('0' + value % 10);
    value /= 10;
  } while (count < width);
  while (count > 0) out += digits[--count];
}

// Reads a date piece by piece. A Read... function that fails leaves the text unchanged.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : text_(text) {}

  [[nodiscard]] bool AtEnd() const { return text_.empty(); }

  bool ReadChar(char c) {
    if (!text_.starts_with(c)) return false;
    text_.remove_prefix(1);
    return true;
  }

  // Empty if the next character is not a letter.
  std::string_view ReadWord() {
    size_t length = 0;
    while (length < text_.size() && IsAsciiAlpha(text_[length])) ++length;
    return Take(length);
  }

  // nullopt if there is no digit, or there are more than a date can have.
  std::optional<int64_t> ReadNumber() {
    size_t length = 0;
    int64_t value = 0;
    while (length < text_.size() && IsAsciiDigit(text_[length])) {
      if (length == 9) return std::nullopt;
      value = value * 10 + (text_[length++] - '0');
    }
    if (length == 0) return std::nullopt;
    Take(length);
    return value;
  }

  // nullopt if the next `count` characters are not all digits.
  std::optional<int64_t> ReadDigits(size_t count) {
    if (text_.size() < count) return std::nullopt;
    const std::string_view digits = text_.substr(0, count);
    if (!std::all_of(digits.begin(), digits.end(), IsAsciiDigit)) return std::nullopt;
    Take(count);
    int64_t value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
  }

  void SkipSeparators() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == ',' ||
                              text_.front() == '-' || text_.front() == '\t')) {
      text_.remove_prefix(1);
    }
  }

 private:
  std::string_view Take(size_t length) {
    const std::string_view taken = text_.substr(0, length);
    text_.remove_prefix(length);
    return taken;
  }

  std::string_view text_;
};

// Compares the first three letters, as V8 does. 0: not a month.
int MonthOf(std::string_view word) {
  if (word.size() < 3) return 0;
  for (size_t i = 0; i < kMonthNames.size(); ++i) {
    if (EqualsIgnoreCase(word.substr(0, 3), kMonthNames[i])) return static_cast<int>(i) + 1;
  }
  return 0;
}

bool IsUtcName(std::string_view word) {
  return EqualsIgnoreCase(word, "GMT") || EqualsIgnoreCase(word, "UTC") ||
         EqualsIgnoreCase(word, "UT") || EqualsIgnoreCase(word, "Z");
}

// The parts of a date, in whatever order they came.
struct DateParts {
  // Day and year in either order, and one more number, which V8 reads and ignores.
  std::array<int64_t, 3> numbers = {0, 0, 0};
  size_t number_count = 0;
  int month = 0;
  bool has_time = false;
  int64_t second_of_day = 0;
};

bool AddNumber(DateParts& parts, int64_t number) {
  if (parts.number_count == parts.numbers.size()) return false;
  parts.numbers[parts.number_count++] = number;
  return true;
}

// Reads "<minute>" or "<minute>:<second>"; the hour and its colon are already read. A number that
// is not a second (a leap second, for example) does not belong to the time.
bool ReadTime(DateReader& reader, int64_t hour, DateParts& parts) {
  const std::optional<int64_t> minute = reader.ReadNumber();
  if (!minute || *minute > 59) return false;
  int64_t second = 0;
  if (reader.ReadChar(':')) {
    const std::optional<int64_t> number = reader.ReadNumber();
    if (!number) return false;
    if (*number <= 59) {
      second = *number;
    } else if (!AddNumber(parts, *number)) {
      return false;
    }
  }
  if (hour > 24 || (hour == 24 && (*minute != 0 || second != 0))) return false;
  parts.has_time = true;
  parts.second_of_day = hour * 3600 + *minute * 60 + second;
  return true;
}

std::optional<DateParts> ReadParts(std::string_view text) {
  DateReader reader(text);
  DateParts parts;
  bool has_zone = false;
  for (reader.SkipSeparators(); !reader.AtEnd(); reader.SkipSeparators()) {
    if (has_zone) return std::nullopt;
    if (const std::string_view word = reader.ReadWord(); !word.empty()) {
      if (const int month = MonthOf(word); month != 0) {
        parts.month = month;
      } else if (parts.has_time && IsUtcName(word)) {
        has_zone = true;
      } else if (parts.number_count > 0 || parts.has_time) {
        return std::nullopt;  // unknown words are skipped only before the first number
      }
      continue;
    }
    const std::optional<int64_t> number = reader.ReadNumber();
    if (!number) return std::nullopt;
    const bool is_read = !parts.has_time && reader.ReadChar(':') ? ReadTime(reader, *number, parts)
                                                                 : AddNumber(parts, *number);
    if (!is_read) return std::nullopt;
  }
  return parts;
}

// Reads "HH:mm", "HH:mm:ss" or "HH:mm:ss.s" as milliseconds. Drops smaller fractions.
std::optional<int64_t> ReadIsoTime(DateReader& reader) {
  const std::optional<int64_t> hour = reader.ReadDigits(2);
  if (!hour || !reader.ReadChar(':')) return std::nullopt;
  const std::optional<int64_t> minute = reader.ReadDigits(2);
  if (!minute || *minute > 59) return std::nullopt;
  int64_t ms = (*hour * 60 + *minute) * 60 * kMsPerSecond;
  if (reader.ReadChar(':')) {
    const std::optional<int64_t> second = reader.ReadDigits(2);
    if (!second || *second > 59) return std::nullopt;
    ms += *second * kMsPerSecond;
    if (reader.ReadChar('.')) {
      int64_t unit = kMsPerSecond / 10;
      std::optional<int64_t> digit = reader.ReadDigits(1);
      if (!digit) return std::nullopt;
      for (; digit; digit = reader.ReadDigits(1), unit /= 10) ms += *digit * unit;
    }
  }
  return ms <= kSecondsPerDay * kMsPerSecond ? std::optional(ms) : std::nullopt;
}

// Returns how many milliseconds the zone is ahead of UTC: "Z", "+HH:mm" or "-HHmm". No zone counts
// as UTC.
std::optional<int64_t> ReadIsoZone(DateReader& reader) {
  if (reader.AtEnd() || reader.ReadChar('Z') || reader.ReadChar('z')) return 0;
  const bool is_behind = reader.ReadChar('-');
  if (!is_behind && !reader.ReadChar('+')) return std::nullopt;
  const std::optional<int64_t> hour = reader.ReadDigits(2);
  (void)reader.ReadChar(':');
  const std::optional<int64_t> minute = reader.ReadDigits(2);
  if (!hour || *hour > 23 || !minute || *minute > 59) return std::nullopt;
  const int64_t ms = (*hour * 60 + *minute) * 60 * kMsPerSecond;
  return is_behind ? -ms : ms;
}

// Parses the date format of JavaScript itself (ECMA-262, "Date Time String Format"), which
// Date.parse tries first: "YYYY", "YYYY-MM" or "YYYY-MM-DD", optionally followed by "T", a time
// and a zone.
std::optional<int64_t> ParseIsoDate(std::string_view text) {
  DateReader reader(text);
  const std::optional<int64_t> year = reader.ReadDigits(4);
  if (!year) return std::nullopt;
  CivilDate date{*year, 1, 1};
  if (reader.ReadChar('-')) {
    const std::optional<int64_t> month = reader.ReadDigits(2);
    if (!month || *month < 1 || *month > 12) return std::nullopt;
    date.month = *month;
    if (reader.ReadChar('-')) {
      const std::optional<int64_t> day = reader.ReadDigits(2);
      if (!day || *day < 1 || *day > 31) return std::nullopt;
      date.day = *day;
    }
  }
  const int64_t midnight_ms = DaysFromCivil(date) * kSecondsPerDay * kMsPerSecond;
  if (reader.AtEnd()) return midnight_ms;
  if (!reader.ReadChar('T') && !reader.ReadChar('t')) return std::nullopt;
  const std::optional<int64_t> time_ms = ReadIsoTime(reader);
  if (!time_ms) return std::nullopt;
  const std::optional<int64_t> ahead_ms = ReadIsoZone(reader);
  if (!ahead_ms || !reader.AtEnd()) return std::nullopt;
  return midnight_ms + *time_ms - *ahead_ms;
}

}  // namespace

std::string FormatHttpDate(int64_t time_ms) {
  const int64_t seconds = FloorDivide(time_ms, kMsPerSecond);
  const int64_t days = FloorDivide(seconds, kSecondsPerDay);
  const int64_t second_of_day = seconds - days * kSecondsPerDay;
  const CivilDate date = CivilFromDays(days);
  // 1970-01-01 was a Thursday.
  const int64_t weekday = days + 4 - FloorDivide(days + 4, 7) * 7;

  std::string text;
  text.reserve(29);
  text += kDayNames[static_cast<size_t>(weekday)];
  text += ", ";
  AppendDigits(text, date.day, 2);
  text += ' ';
  text += kMonthNames[static_cast<size_t>(date.month - 1)];
  text += ' ';
  AppendDigits(text, date.year, 4);
  text += ' ';
  AppendDigits(text, second_of_day / 3600, 2);
  text += ':';
  AppendDigits(text, second_of_day / 60 % 60, 2);
  text += ':';
  AppendDigits(text, second_of_day % 60, 2);
  text += " GMT";
  return text;
}

std::optional<int64_t> ParseHttpDate(std::string_view text) {
  if (const std::optional<int64_t> time_ms = ParseIsoDate(text)) return time_ms;
  const std::optional<DateParts> parts = ReadParts(text);
  if (!parts || parts->month == 0 || !parts->has_time || parts->number_count < 2) {
    return std::nullopt;
  }
  auto [day, year, unused] = parts->numbers;
  if (day < 1 || day > 31) std::swap(day, year);
  if (day < 1 || day > 31) return std::nullopt;
  // RFC 850 years have two digits; V8 puts them between 1950 and 2049.
  if (year < 100) year += year < 50 ? 2000 : 1900;
  if (year > 9999) return std::nullopt;

  const int64_t days = DaysFromCivil({year, parts->month, day});
  return (days * kSecondsPerDay + parts->second_of_day) * kMsPerSecond;
}

}  // namespace next_native

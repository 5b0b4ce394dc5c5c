#include "http/range.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "http/date.h"

namespace next_native {
namespace {

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

// Inclusive, in bytes, within the file.
struct Span {
  double first = 0;
  double last = 0;
};

// parseInt(text, 10): allows blanks and a sign before the digits, and any text after them. Numbers
// are doubles because range-parser's are; a position past 2^53 is past the end of any file anyway.
double ParseInteger(std::string_view text) {
  while (!text.empty() && IsFieldSpace(text.front())) text.remove_prefix(1);
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !IsAsciiDigit(text.front())) return kNotANumber;
  double value = 0;
  for (; !text.empty() && IsAsciiDigit(text.front()); text.remove_prefix(1)) {
    value = value * 10 + (text.front() - '0');
  }
  return is_negative ? -value : value;
}

std::string_view CutAt(std::string_view& text, char separator) {
  const size_t end = std::min(text.find(separator), text.size());
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

// Parses "<first>-<last>", "<first>-" or "-<suffix length>" as range-parser does.
std::optional<Span> ParseSpan(std::string_view text, double size) {
  const bool has_dash = text.find('-') != std::string_view::npos;
  double first = ParseInteger(CutAt(text, '-'));
  double last = has_dash ? ParseInteger(CutAt(text, '-')) : kNotANumber;
  if (std::isnan(first)) {
    first = size - last;
    last = size - 1;
  } else if (std::isnan(last)) {
    last = size - 1;
  }
  last = std::min(last, size - 1);
  if (std::isnan(first) || first > last || first < 0) return std::nullopt;
  return Span{first, last};
}

// Returns the spans within the file. "bytes=" alone has one element, the empty one, which is not a
// span.
std::vector<Span> ParseSpans(std::string_view list, double size) {
  std::vector<Span> spans;
  for (bool more = true; more;) {
    more = list.find(',') != std::string_view::npos;
    if (const std::optional<Span> span = ParseSpan(CutAt(list, ','), size)) spans.push_back(*span);
  }
  return spans;
}

// Joins all spans into one, or returns nullopt if there is a gap.
std::optional<Span> Combine(std::vector<Span> spans) {
  std::sort(spans.begin(), spans.end(),
            [](const Span& a, const Span& b) { return a.first < b.first; });
  Span whole = spans.front();
  for (const Span& span : spans) {
    if (span.first > whole.last + 1) return std::nullopt;
    whole.last = std::max(whole.last, span.last);
  }
  return whole;
}

// True if If-Range names the current response. In a value with a quotation mark, `send` searches
// for the tag anywhere.
bool IsRangeFresh(std::optional<std::string_view> if_range, const Validators& response) {
  if (!if_range || if_range->empty()) return true;
  if (if_range->find('"') != std::string_view::npos) {
    return !response.entity_tag.empty() &&
           if_range->find(response.entity_tag) != std::string_view::npos;
  }
  const std::optional<int64_t> date = ParseHttpDate(*if_range);
  return date && response.last_modified_ms && *response.last_modified_ms <= *date;
}

}  // namespace

RangeDecision ResolveRange(const RangeHeaders& request, const Validators& response, uint64_t size) {
  const RangeDecision whole{RangeOutcome::kWhole, 0, size};
  if (!request.range) return whole;
  std::string_view range = *request.range;
  while (range.starts_with(' ')) range.remove_prefix(1);
  constexpr std::string_view kUnit = "bytes=";
  if (!range.starts_with(kUnit)) return whole;
  if (!IsRangeFresh(request.if_range, response)) return whole;

  std::vector<Span> spans = ParseSpans(range.substr(kUnit.size()), static_cast<double>(size));
  if (spans.empty()) return {RangeOutcome::kUnsatisfiable, 0, 0};
  const std::optional<Span> span = Combine(std::move(spans));
  if (!span) return whole;
  const auto offset = static_cast<uint64_t>(span->first);
  return {RangeOutcome::kPartial, offset, static_cast<uint64_t>(span->last) - offset + 1};
}

std::string ContentRange(uint64_t offset, uint64_t length, uint64_t size) {
  return "bytes " + std::to_string(offset) + "-" + std::to_string(offset + length - 1) + "/" +
         std::to_string(size);
}

std::string UnsatisfiedContentRange(uint64_t size) { return "bytes */" + std::to_string(size); }

}  // namespace next_native

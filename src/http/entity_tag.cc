#include "http/entity_tag.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "base/utf8.h"

namespace next_native {
namespace {

// 64-bit FNV-1a with Next's own initial value. Only the lower 52 bits of the state are used.
class CodeUnitHash {
 public:
  void Add(uint32_t code_unit) {
    hash_ = (hash_ ^ code_unit) * kPrime;
    ++length_;
  }

  // Next keeps the hash in four parts of 16 bits. The value is 52 bits, with the top bits folded
  // into the lowest.
  [[nodiscard]] uint64_t Value() const {
    const uint64_t kept = hash_ & ((uint64_t{1} << 52) - 1);
    return kept ^ (hash_ >> 52);
  }
  [[nodiscard]] uint64_t length() const { return length_; }

 private:
  static constexpr uint64_t kPrime = 0x100000001B3;
  uint64_t hash_ = 0xCBF29CE484222325;
  uint64_t length_ = 0;  // code units
};

void AppendNumber(std::string& out, uint64_t value, int base) {
  std::array<char, 64> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value, base);
  out.append(digits.data(), result.ptr);
}

// Compares weakly the way both packages do: equal, or equal once one of them gets a "W/".
bool WeaklyEqual(std::string_view a, std::string_view b) {
  if (a == b) return true;
  if (a.starts_with("W/") && a.substr(2) == b) return true;
  return b.starts_with("W/") && b.substr(2) == a;
}

}  // namespace

std::string PageEntityTag(std::string_view utf8) {
  CodeUnitHash hash;
  while (!utf8.empty()) {
    const auto byte = static_cast<unsigned char>(utf8.front());
    if (byte < 0x80) {
      hash.Add(byte);
      utf8.remove_prefix(1);
      continue;
    }
    const CodePoint point = NextCodePoint(utf8);
    utf8.remove_prefix(point.length);
    if (point.value < 0x10000) {
      hash.Add(point.value);
    } else {
      hash.Add(0xD800 + ((point.value - 0x10000) >> 10));
      hash.Add(0xDC00 + ((point.value - 0x10000) & 0x3FF));
    }
  }
  std::string tag = "\"";
  AppendNumber(tag, hash.Value(), 36);
  AppendNumber(tag, hash.length(), 36);
  tag += '"';
  return tag;
}

std::string FileEntityTag(uint64_t size, int64_t mtime_ms) {
  std::string tag = "W/\"";
  AppendNumber(tag, size, 16);
  tag += '-';
  // A date before the epoch is written with a sign, as Number.prototype.toString does.
  if (mtime_ms < 0) tag += '-';
  AppendNumber(tag, mtime_ms < 0 ? 0 - static_cast<uint64_t>(mtime_ms) : mtime_ms, 16);
  tag += '"';
  return tag;
}

bool ListNamesEntityTag(std::string_view list, std::string_view tag) {
  for (;;) {
    const size_t comma = std::min(list.find(','), list.size());
    std::string_view element = list.substr(0, comma);
    while (element.starts_with(' ')) element.remove_prefix(1);
    while (element.ends_with(' ')) element.remove_suffix(1);
    if (WeaklyEqual(element, tag)) return true;
    if (comma == list.size()) return false;
    list.remove_prefix(comma + 1);
  }
}

}  // namespace next_native

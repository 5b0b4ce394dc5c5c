#include "base/utf8.h"

namespace next_native {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool InRange(unsigned char byte, unsigned char first, unsigned char last) {
  return byte >= first && byte <= last;
}

}  // namespace

// Unicode 15, table 3-7 (well-formed sequences). Only the range of the second byte depends on the
// first byte.
CodePoint NextCodePoint(std::string_view text) {
  const auto byte_at = [text](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte_at(0);
  if (lead < 0x80) return {lead, 1, true};

  size_t length = 0;
  unsigned char second_first = 0x80;
  unsigned char second_last = 0xBF;
  if (InRange(lead, 0xC2, 0xDF)) {
    length = 2;
  } else if (InRange(lead, 0xE0, 0xEF)) {
    length = 3;
    if (lead == 0xE0) second_first = 0xA0;
    if (lead == 0xED) second_last = 0x9F;
  } else if (InRange(lead, 0xF0, 0xF4)) {
    length = 4;
    if (lead == 0xF0) second_first = 0x90;
    if (lead == 0xF4) second_last = 0x8F;
  } else {
    return {kReplacement, 1, false};
  }

  char32_t value = lead & (0xFFU >> (length + 1));
  for (size_t i = 1; i < length; ++i) {
    const unsigned char first = i == 1 ? second_first : 0x80;
    const unsigned char last = i == 1 ? second_last : 0xBF;
    if (i >= text.size() || !InRange(byte_at(i), first, last)) return {kReplacement, i, false};
    value = (value << 6) | (byte_at(i) & 0x3FU);
  }
  return {value, length, true};
}

bool IsValidUtf8(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = NextCodePoint(text);
    if (!point.valid) return false;
    text.remove_prefix(point.length);
  }
  return true;
}

void AppendUtf8(std::string& out, char32_t value) {
  const auto append = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (value < 0x80) {
    append(value);
  } else if (value < 0x800) {
    append(0xC0 | (value >> 6));
    append(0x80 | (value & 0x3F));
  } else if (value < 0x10000) {
    append(0xE0 | (value >> 12));
    append(0x80 | ((value >> 6) & 0x3F));
    append(0x80 | (value & 0x3F));
  } else {
    append(0xF0 | (value >> 18));
    append(0x80 | ((value >> 12) & 0x3F));
    append(0x80 | ((value >> 6) & 0x3F));
    append(0x80 | (value & 0x3F));
  }
}

std::string Latin1ToUtf8(std::string_view latin1) {
  std::string utf8;
  utf8.reserve(latin1.size());
  for (const char c : latin1) AppendUtf8(utf8, static_cast<unsigned char>(c));
  return utf8;
}

}  // namespace next_native

#include "base/percent_encoding.h"

#include <algorithm>
#include <cstddef>

#include "base/ascii.h"
#include "base/utf8.h"

namespace next_native {
namespace {

// Returns true if encodeURIComponent keeps the character.
bool IsUnescaped(char c) {
  return IsAsciiAlpha(c) || IsAsciiDigit(c) ||
         std::string_view("-_.!~*'()").find(c) != std::string_view::npos;
}

enum class Slash { kEncode, kKeep };

std::string Encoded(std::string_view text, Slash slash) {
  std::string encoded;
  encoded.reserve(text.size());
  for (const char c : text) {
    if (IsUnescaped(c) || (c == '/' && slash == Slash::kKeep)) {
      encoded += c;
    } else {
      AppendPercentEncoded(encoded, c);
    }
  }
  return encoded;
}

}  // namespace

std::optional<std::string> DecodeComponent(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  while (!text.empty()) {
    const size_t plain = std::min(text.find('%'), text.size());
    decoded.append(text.substr(0, plain));
    text.remove_prefix(plain);

    // Consecutive escapes form characters among themselves. Plain bytes beside them never complete
    // one.
    const size_t run = decoded.size();
    while (text.starts_with('%')) {
      if (text.size() < 3) return std::nullopt;
      const int high = HexDigitValue(text[1]);
      const int low = HexDigitValue(text[2]);
      if (high < 0 || low < 0) return std::nullopt;
      decoded += static_cast<char>(high * 16 + low);
      text.remove_prefix(3);
    }
    if (!IsValidUtf8(std::string_view(decoded).substr(run))) return std::nullopt;
  }
  return decoded;
}

std::string EncodeComponent(std::string_view text) { return Encoded(text, Slash::kEncode); }

std::string EncodeUriPath(std::string_view path) { return Encoded(path, Slash::kKeep); }

void AppendPercentEncoded(std::string& out, char byte) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  out += '%';
  out += kDigits[value >> 4];
  out += kDigits[value & 15];
}

}  // namespace next_native

#include <string>

#include "base/percent_encoding.h"
#include "base/utf8.h"
#include "fuzz_input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace next_native;
  const std::string_view text(reinterpret_cast<const char*>(data), size);

  const std::string encoded = EncodeComponent(text);
  Require(encoded.find_first_of("/ %\"") == encoded.find('%'));
  // UTF-8 text round-trips; other bytes do not decode.
  const std::optional<std::string> decoded = DecodeComponent(encoded);
  Require(decoded.has_value() == IsValidUtf8(text));
  if (decoded) Require(*decoded == text);

  const std::string path = EncodeUriPath(text);
  Require(std::count(path.begin(), path.end(), '/') == std::count(text.begin(), text.end(), '/'));

  if (const std::optional<std::string> once = DecodeComponent(text)) {
    Require(once->size() <= text.size());
    if (IsValidUtf8(text)) Require(IsValidUtf8(*once));
    if (text.find('%') == std::string_view::npos) Require(*once == text);
  }
  return 0;
}

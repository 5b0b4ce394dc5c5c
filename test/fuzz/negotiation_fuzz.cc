#include <string>

#include "fuzz_input.h"
#include "http/content_negotiation.h"
#include "http/cookie.h"

namespace next_native {
namespace {

void CheckCoding(std::string_view accept_encoding) {
  using enum ContentCoding;
  const ContentCoding middleware = NegotiateCoding(accept_encoding, {kGzip, kDeflate});
  const ContentCoding ours = NegotiateCoding(accept_encoding, {kGzip, kDeflate, kBrotli, kZstd});
  Require(middleware == kIdentity || middleware == kGzip || middleware == kDeflate);
  Require(ours == middleware || ours == kBrotli || ours == kZstd);
  Require(NegotiateCoding(accept_encoding, {}) == kIdentity);
  // A coding that the field does not name never replaces the middleware's choice.
  if (accept_encoding.find_first_of("bB") == std::string_view::npos) Require(ours != kBrotli);
  if (accept_encoding.find_first_of("zZ") == std::string_view::npos)
    Require(ours == middleware || ours == kBrotli);
}

void CheckVary(std::string_view vary) {
  const std::string once = WithVaryAcceptEncoding(vary);
  Require(WithVaryAcceptEncoding(once) == once);
}

}  // namespace
}  // namespace next_native

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace next_native;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  CheckCoding(text);
  CheckVary(text);
  static_cast<void>(IsCompressibleType(text));
  static_cast<void>(AllowsTransform(text));
  FuzzInput input(data, size);
  const std::string_view name = input.TakeText();
  Require(HasCookie(input.rest(), name) == FindCookie(input.rest(), name).has_value());
  return 0;
}

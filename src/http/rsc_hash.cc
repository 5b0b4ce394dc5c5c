#include "http/rsc_hash.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <span>

#include "base/base64url.h"
#include "base/sha256.h"
#include "base/utf8.h"

namespace next_native {
namespace {

constexpr size_t kDigestBytes = 12;
constexpr size_t kLegacyLength = 5;

// Returns the text to hash, in Latin-1; nullopt if the request has none of the fields. A prefetch
// of "0" counts as absent.
std::optional<std::string> HashInput(const RscHeaders& headers) {
  const bool has_prefetch = headers.router_prefetch && headers.router_prefetch != "0";
  if (!has_prefetch && !headers.segment_prefetch && !headers.state_tree && !headers.next_url) {
    return std::nullopt;
  }
  std::string input(headers.router_prefetch.value_or("0"));
  for (const auto& field : {headers.segment_prefetch, headers.state_tree, headers.next_url}) {
    input += ',';
    input.append(field.value_or("0"));
  }
  return input;
}

}  // namespace

std::string RscHash(const RscHeaders& headers) {
  const std::optional<std::string> input = HashInput(headers);
  if (!input) return {};
  const auto digest = Sha256(Latin1ToUtf8(*input));
  return EncodeBase64Url(std::span(digest).first<kDigestBytes>());
}

std::string LegacyRscHash(const RscHeaders& headers) {
  const std::optional<std::string> input = HashInput(headers);
  if (!input) return {};
  uint32_t hash = 5381;  // djb2
  for (const char c : *input) hash = hash * 33 + static_cast<unsigned char>(c);
  std::array<char, 8> digits{};
  const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 36);
  return std::string(digits.data(), result.ptr).substr(0, kLegacyLength);
}

}  // namespace next_native

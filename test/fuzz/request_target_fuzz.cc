#include <string>

#include "fuzz_input.h"
#include "http/query.h"
#include "http/request_target.h"

namespace next_native {
namespace {

bool IsSafe(std::string_view part) {
  return std::all_of(part.begin(), part.end(), [](char c) { return c > ' ' && c < '\x7F'; });
}

void CheckTarget(std::string_view url) {
  const RequestTarget target = ParseRequestTarget(url);
  if (!target.is_valid) {
    Require(!url.starts_with('/'));
    Require(target.path.empty() && target.query.empty() && target.origin.empty());
    return;
  }
  Require(target.is_absolute != target.origin.empty());
  Require(target.path.starts_with('/'));
  Require(target.path.find_first_of("\\?# \"<>`{}") == std::string_view::npos);
  Require(target.query.find('#') == std::string_view::npos);
  Require(IsSafe(target.path) && IsSafe(target.query) && IsSafe(target.fragment));
  Require((std::string(target.path) + "/").find("/../") == std::string::npos);
  Require((std::string(target.path) + "/").find("/./") == std::string::npos);

  // A parsed target needs no further change.
  std::string again(target.origin);
  again.append(target.path).append("?").append(target.query).append("#").append(target.fragment);
  const RequestTarget second = ParseRequestTarget(again);
  Require(second.is_valid && second.origin == target.origin);
  Require(second.path == target.path);
  Require(second.query == target.query && second.fragment == target.fragment);
}

void CheckSlashes(std::string_view url) {
  const std::string normalized = NormalizeRepeatedSlashes(url);
  Require(!ParseRequestTarget(normalized).has_repeated_slashes);
  if (!ParseRequestTarget(url).has_repeated_slashes && !url.ends_with('?') &&
      url.find("??") == std::string_view::npos) {
    Require(normalized == url);
  }
}

void CheckQuery(std::string_view query, std::string_view name) {
  const std::string rest = RemoveParameter(query, name);
  Require(!FindParameter(rest, name));
  Require(rest.size() <= query.size());
}

}  // namespace
}  // namespace next_native

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  next_native::CheckTarget(text);
  next_native::CheckSlashes(text);
  next_native::FuzzInput input(data, size);
  const std::string_view name = input.TakeText();
  next_native::CheckQuery(input.rest(), name);
  return 0;
}

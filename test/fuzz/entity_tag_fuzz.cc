#include <string>

#include "fuzz_input.h"
#include "http/conditional_request.h"
#include "http/date.h"
#include "http/entity_tag.h"

namespace next_native {
namespace {

void CheckPageTag(std::string_view body) {
  const std::string tag = PageEntityTag(body);
  Require(tag.size() >= 4 && tag.starts_with('"') && tag.ends_with('"'));
  Require(ListNamesEntityTag(tag, tag));
  Require(ListNamesEntityTag("\"x\", W/" + tag, tag));
}

void CheckDate(std::string_view text) {
  const std::optional<int64_t> date = ParseHttpDate(text);
  if (!date) return;
  // Date.parse reads a year below 100 as a two-digit year, so the formatted date does not come back
  // the same. The zone of an ISO 8601 date reaches years that HTTP dates have no digits for.
  constexpr int64_t kYear100 = -59'011'459'200'000;
  constexpr int64_t kYear10000 = 253'402'300'800'000;
  if (*date < kYear100 || *date >= kYear10000) return;
  const int64_t fraction = (*date % 1000 + 1000) % 1000;
  Require(ParseHttpDate(FormatHttpDate(*date)) == *date - fraction);
}

void CheckConditions(FuzzInput input) {
  const ConditionalHeaders request{input.TakeField(), input.TakeField(), input.TakeField(),
                                   input.TakeField(), input.TakeField()};
  const Validators response{input.TakeText(), ParseHttpDate(input.TakeText())};
  const Precondition outcome = EvaluatePrecondition(request, response);
  if (outcome == Precondition::kNotModified) Require(IsFresh(request, response));
  if (outcome == Precondition::kFailed) Require(request.if_match || request.if_unmodified_since);
  // A status that is not cachable never gives kNotModified.
  Require(EvaluatePrecondition(request, response, 404) != Precondition::kNotModified);
}

}  // namespace
}  // namespace next_native

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  next_native::CheckPageTag(text);
  next_native::CheckDate(text);
  next_native::CheckConditions(next_native::FuzzInput(data, size));
  return 0;
}

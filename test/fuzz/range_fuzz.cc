#include "fuzz_input.h"
#include "http/date.h"
#include "http/range.h"

// Input: Range, If-Range, the entity tag, Last-Modified, and one byte for the size of the file.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace next_native;
  FuzzInput input(data, size);
  const RangeHeaders request{input.TakeField(), input.TakeField()};
  const Validators validators{input.TakeText(), ParseHttpDate(input.TakeText())};
  const uint64_t file_size =
      input.rest().empty() ? 1000 : static_cast<unsigned char>(input.rest().front());

  const RangeDecision decision = ResolveRange(request, validators, file_size);
  switch (decision.outcome) {
    case RangeOutcome::kWhole:
      Require(decision.offset == 0 && decision.length == file_size);
      break;
    case RangeOutcome::kPartial:
      Require(decision.length > 0 && decision.offset + decision.length <= file_size);
      break;
    case RangeOutcome::kUnsatisfiable:
      Require(request.range.has_value());
      break;
  }
  return 0;
}

#include "pages/page_context.h"

#include <string>
#include <utility>

namespace next_native {

SharedReply Finish(const PageContext& context, GeneratedReply reply) {
  std::string vary_before(context.request.ResponseField(ResponseHeader::kVary).value_or(""));
  if (!context.appended_vary.empty()) {
    if (!vary_before.empty()) vary_before += ", ";
    vary_before += context.appended_vary;
  }
  FinishGeneratedReply(context.request, context.compression, vary_before, *reply);
  if (context.purpose == Purpose::kValue) reply->headers.clear();
  return SharedReply(std::move(reply));
}

}  // namespace next_native

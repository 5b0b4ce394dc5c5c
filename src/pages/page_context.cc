#include "pages/page_context.h"

#include <string>
#include <utility>

namespace next_native {

bool HasNormalUrl(const PageContext& context, const RequestTarget& target) {
  if (!context.url.empty() || !target.is_valid) return false;
  if (target.rewritten || target.is_absolute) return false;
  // The sizes differ if the URL has a fragment, or a "?" without a query.
  const size_t query_size = target.query.empty() ? 0 : target.query.size() + 1;
  if (target.path.size() + query_size != context.request.url.size()) return false;
  // The URL classes of Node.js disagree about "^".
  return target.path.find('^') == std::string_view::npos;
}

SharedReply Finish(const PageContext& context, GeneratedReply reply) {
  std::string vary_before(context.request.PresetField(ResponseHeader::kVary).value_or(""));
  if (!context.appended_vary.empty()) {
    if (!vary_before.empty()) vary_before += ", ";
    vary_before += context.appended_vary;
  }
  FinishGeneratedReply(context.request, context.compression, vary_before, *reply);
  if (context.purpose == Purpose::kValue) reply->headers.clear();
  return SharedReply(std::move(reply));
}

}  // namespace next_native

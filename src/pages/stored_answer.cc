#include "pages/stored_answer.h"

#include <utility>

#include "pages/page_checks.h"
#include "pages/router_request.h"

namespace next_native {
namespace {

// A value is always the whole page: conditional requests are for responses.
constexpr RequestFields kNoFields = {};

// Returns true for prefetches. They get the stored response and never start a re-render
// (handleResponse of next's server/route-modules/route-module.js).
bool IsPrefetch(const Request& request) {
  if (request.Header(RequestHeader::kPurpose) == "prefetch") return true;
  return RouterRequestOf(request).is_prefetch;
}

PrerenderedRequest Want(const PageContext& context, const StoreQuery& page,
                        Representation representation) {
  const Request& request = context.request;
  return {.representation = representation,
          .method = request.method,
          .segment = request.Header(RequestHeader::kNextRouterSegmentPrefetch).value_or(""),
          .has_data_header = context.has_data_header && !page.is_error_page,
          .status = page.status,
          .compress = context.compression == Compression::kOn,
          .no_store = page.has_error_headers,
          .fields = context.purpose == Purpose::kValue ? kNoFields : request.headers,
          .preset = request.response_headers};
}

}  // namespace

StoredAnswer AnswerFromStore(const PageContext& context, const StoreQuery& page,
                             std::string_view key, Representation representation) {
  PrerenderedLookup found = context.store.Find(key, page.output, context.now_ms);
  if (found.job) return PageAwait{std::move(found.job), nullptr};
  if (!found.replies || !found.replies->Has(representation)) return NotStored{};
  PrerenderedRequest want = Want(context, page, representation);
  want.is_stale = found.is_stale;
  PrerenderedAnswer answer = found.replies->Answer(want);
  if (!answer.reply) return PageAwait{std::move(answer.job), std::move(found.replies)};
  if (found.is_stale && !IsPrefetch(context.request)) {
    if (Renewal renewal = context.store.Renew(found.replies)) {
      return RenewStored{std::move(answer.reply), std::move(renewal)};
    }
  }
  return PageReply{std::move(answer.reply)};
}

StoredAnswer AnswerFromStaticPage(const PageContext& context, const StoreQuery& page) {
  PrerenderedLookup found = context.store.FindStaticPage(page.output);
  if (found.job && context.may_load) {
    return PageAwait{std::move(found.job), nullptr, AnswerReason::kStaticPage};
  }
  if (!found.replies) return NotStored{AnswerReason::kMissingFile};
  PrerenderedAnswer answer =
      found.replies->Answer(Want(context, page, Representation::kStaticHtml));
  if (!answer.reply) {
    return PageAwait{std::move(answer.job), std::move(found.replies), AnswerReason::kStaticPage};
  }
  if (context.purpose == Purpose::kValue) {
    return PageReply{WithoutHeaders(answer.reply), AnswerReason::kStaticPage};
  }
  const std::string_view vary = context.appended_vary.empty()
                                    ? PageVary(page.output, context.request)
                                    : context.appended_vary;
  return PageReply{WithVary(std::move(answer.reply), vary), AnswerReason::kStaticPage};
}

}  // namespace next_native

#include "server/redirect_memo.h"

#include <algorithm>

namespace next_native {
namespace {

// Longer URLs are rare and would evict many others.
constexpr size_t kMaxUrlSize = 2048;

// The bytes of an entry besides its texts: the reply, its fields, the node of the cache.
constexpr size_t kOverhead = 768;

size_t ChargeOf(std::string_view url, const Reply& reply) {
  size_t charge = kOverhead + url.size() + reply.body->size();
  for (const HeaderField& field : reply.headers) charge += field.name.size() + field.value.size();
  return charge;
}

// Returns true if all such requests get the same reply to a redirect; see FinishGeneratedReply().
bool IsOrdinary(const Request& request) {
  return request.method != "HEAD" &&
         std::none_of(request.response_headers.begin(), request.response_headers.end(),
                      [](const auto& field) { return field.has_value(); });
}

}  // namespace

SharedReply RedirectMemo::Find(const Request& request) const {
  // Many apps have no redirects. Their requests skip the lookup.
  if (replies_.charge() == 0 || !IsOrdinary(request)) return nullptr;
  return replies_.Get(request.url);
}

void RedirectMemo::Learn(const Request& request, const Resolved& resolved,
                         const SharedReply& reply) {
  const bool is_settled = IsOrdinary(request) && request.url.size() <= kMaxUrlSize &&
                          !build_.config.has_i18n && !resolved.adds_data_header &&
                          !rules_.HasConditionsForRedirect(resolved.target.path);
  if (is_settled) replies_.Put(request.url, reply, ChargeOf(request.url, *reply));
}

}  // namespace next_native

#include "http/conditional_request.h"

#include "http/cache_control.h"
#include "http/date.h"
#include "http/entity_tag.h"

namespace next_native {
namespace {

// JavaScript treats an empty field value as an absent one.
bool IsGiven(std::optional<std::string_view> field) { return field && !field->empty(); }

bool IsConditional(const ConditionalHeaders& request) {
  return IsGiven(request.if_match) || IsGiven(request.if_unmodified_since) ||
         IsGiven(request.if_none_match) || IsGiven(request.if_modified_since);
}

bool IsFailed(const ConditionalHeaders& request, const Validators& response) {
  if (IsGiven(request.if_match)) {
    if (response.entity_tag.empty()) return true;
    return *request.if_match != "*" && !ListNamesEntityTag(*request.if_match, response.entity_tag);
  }
  if (!IsGiven(request.if_unmodified_since)) return false;
  const std::optional<int64_t> unmodified_since = ParseHttpDate(*request.if_unmodified_since);
  if (!unmodified_since) return false;
  return !response.last_modified_ms || *response.last_modified_ms > *unmodified_since;
}

}  // namespace

Precondition EvaluatePrecondition(const ConditionalHeaders& request, const Validators& response,
                                  int status) {
  if (!IsConditional(request)) return Precondition::kProceed;
  if (IsFailed(request, response)) return Precondition::kFailed;
  const bool is_cachable = (status >= 200 && status < 300) || status == 304;
  return is_cachable && IsFresh(request, response) ? Precondition::kNotModified
                                                   : Precondition::kProceed;
}

bool IsFresh(const ConditionalHeaders& request, const Validators& response) {
  const bool has_tags = IsGiven(request.if_none_match);
  const bool has_date = IsGiven(request.if_modified_since);
  if (!has_tags && !has_date) return false;
  if (request.cache_control && HasDirective(*request.cache_control, "no-cache")) return false;

  if (has_tags && *request.if_none_match != "*") {
    if (response.entity_tag.empty()) return false;
    if (!ListNamesEntityTag(*request.if_none_match, response.entity_tag)) return false;
  }
  if (has_date) {
    const std::optional<int64_t> modified_since = ParseHttpDate(*request.if_modified_since);
    if (!response.last_modified_ms || !modified_since) return false;
    if (*response.last_modified_ms > *modified_since) return false;
  }
  return true;
}

}  // namespace next_native

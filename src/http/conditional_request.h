// Conditional requests as the `send` and `fresh` packages inside Next.js decide them
// (dist/compiled/send, dist/compiled/fresh; RFC 9110 section 13).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace next_native {

// Fields of the request. nullopt and the empty value both mean that the field is absent.
struct ConditionalHeaders {
  std::optional<std::string_view> if_match;
  std::optional<std::string_view> if_unmodified_since;
  std::optional<std::string_view> if_none_match;
  std::optional<std::string_view> if_modified_since;
  std::optional<std::string_view> cache_control;
};

// Validators of the response. Fields that the user's server has set take precedence.
struct Validators {
  std::string_view entity_tag;              // with quotes and W/; empty: none
  std::optional<int64_t> last_modified_ms;  // whole seconds, in ms; nullopt: none or not a date
};

enum class Precondition : uint8_t {
  kProceed,
  kNotModified,  // 304
  kFailed,       // 412
};

// Applies to a GET or HEAD of a static file, before ranges. If-Match and If-Unmodified-Since are
// checked first, whatever the status; 304 needs a status of 2xx or 304. Unlike the RFC, `send`
// compares If-Match weakly.
[[nodiscard]] Precondition EvaluatePrecondition(const ConditionalHeaders& request,
                                                const Validators& response, int status = 200);

// True if the client's copy can be used. Pages pass only their entity tag (next's
// send-payload.js), so any If-Modified-Since makes the copy stale. `Cache-Control: no-cache`
// always does.
[[nodiscard]] bool IsFresh(const ConditionalHeaders& request, const Validators& response);

}  // namespace next_native

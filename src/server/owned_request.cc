#include "server/owned_request.h"

#include <utility>

namespace next_native {
namespace {

template <class Visit>
void ForEachText(Request& request, Visit&& visit) {
  visit(request.method);
  visit(request.url);
  for (auto& field : request.headers) {
    if (field) visit(*field);
  }
  for (auto& field : request.extra_headers) {
    if (field) visit(*field);
  }
  for (auto& field : request.response_headers) {
    if (field) visit(*field);
  }
}

}  // namespace

void OwnedRequest::Keep(const Request& request) {
  if (&request == &request_) return;
  Request copy = request;
  size_t size = 0;
  ForEachText(copy, [&](std::string_view part) { size += part.size(); });
  auto text = std::make_unique<std::string>();
  text->reserve(size);  // views stay valid: nothing is moved while copying
  ForEachText(copy, [&](std::string_view& part) {
    const size_t at = text->size();
    text->append(part);
    part = std::string_view(*text).substr(at, part.size());
  });
  text_ = std::move(text);
  request_ = std::move(copy);
}

void OwnedRequest::Clear() {
  if (!text_) return;
  text_.reset();
  request_ = Request();
}

}  // namespace next_native

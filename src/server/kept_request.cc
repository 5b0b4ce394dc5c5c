#include "server/kept_request.h"

namespace next_native {
namespace {

size_t TextSize(const Request& request) {
  size_t size = request.method.size() + request.url.size();
  for (const auto& field : request.headers) size += field.value_or("").size();
  for (const auto& field : request.response_headers) size += field.value_or("").size();
  return size;
}

}  // namespace

void KeptRequest::Keep(const Request& request) {
  if (is_set_) return;
  is_set_ = true;
  text_.reserve(TextSize(request));  // views stay valid: nothing is moved while copying
  request_ = request;
  request_.method = Copy(request.method);
  request_.url = Copy(request.url);
  for (auto& field : request_.headers) {
    if (field) field = Copy(*field);
  }
  for (auto& field : request_.response_headers) {
    if (field) field = Copy(*field);
  }
}

void KeptRequest::Clear() {
  is_set_ = false;
  text_.clear();
}

std::string_view KeptRequest::Copy(std::string_view part) {
  const size_t at = text_.size();
  text_.append(part);
  return std::string_view(text_).substr(at, part.size());
}

}  // namespace next_native

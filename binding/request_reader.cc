#include "request_reader.h"

#include <array>

namespace next_native {
namespace {

// One field a line: a code character, then the value. lib/request-facts.js writes it.
template <class Fields>
void ReadFields(std::string_view text, Fields& fields) {
  fields.fill(std::nullopt);
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos || end == 0) return;
    const size_t index = static_cast<unsigned char>(text[0]) - size_t{kHeaderCodeBase};
    if (index < fields.size()) fields[index] = text.substr(1, end - 1);
    text.remove_prefix(end + 1);
  }
}

}  // namespace

bool RequestReader::Append(Napi::Value value, Encoding encoding, std::string_view* out) {
  napi_env env = value.Env();
  auto get =
      encoding == Encoding::kLatin1 ? napi_get_value_string_latin1 : napi_get_value_string_utf8;
  char* at = inline_buffer_.data() + used_;
  const size_t room = kCapacity - used_;
  size_t written = 0;
  // A UTF-8 character needs at most three bytes more than the room reported as filled, so a string
  // that may have been cut is read again with its true length.
  if (room > 4) {
    if (get(env, value, at, room, &written) != napi_ok) return false;
    if (written + 4 < room) {
      *out = std::string_view(at, written);
      used_ += written + 1;
      return true;
    }
  }
  size_t length = 0;
  if (get(env, value, nullptr, 0, &length) != napi_ok) return false;
  overflow_.push_back(std::make_unique<char[]>(length + 1));
  if (get(env, value, overflow_.back().get(), length + 1, &written) != napi_ok) return false;
  *out = std::string_view(overflow_.back().get(), written);
  return true;
}

bool RequestReader::Read(const Napi::CallbackInfo& info, size_t first) {
  used_ = 0;
  overflow_.clear();
  std::string_view headers;
  std::string_view response_headers;
  const bool read = Append(info[first], Encoding::kLatin1, &request_.method) &&
                    Append(info[first + 1], Encoding::kUtf8, &request_.url) &&
                    Append(info[first + 2], Encoding::kLatin1, &headers) &&
                    Append(info[first + 3], Encoding::kLatin1, &response_headers);
  if (!read) {
    Napi::TypeError::New(info.Env(), "method, url and header texts must be strings")
        .ThrowAsJavaScriptException();
    return false;
  }
  const Napi::Value status = info[first + 4];
  request_.response_status = status.IsNumber() ? status.As<Napi::Number>().Int32Value() : 200;
  ReadFields(headers, request_.headers);
  ReadFields(response_headers, request_.response_headers);
  return true;
}

}  // namespace next_native

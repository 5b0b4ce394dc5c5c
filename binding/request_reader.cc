#include "request_reader.h"

#include <array>

namespace next_native {
namespace {

// Calls `set(index, value)` for every field. lib/exchange/header-text.js writes one field a line:
// the code of its name, then its value. A code is one character, with one kHeaderCodeShift in front
// for every kHeaderCodesPerShift names before it.
template <class Set>
void ReadFields(std::string_view text, Set&& set) {
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    size_t index = 0;
    while (!line.empty() && line.front() == kHeaderCodeShift) {
      index += kHeaderCodesPerShift;
      line.remove_prefix(1);
    }
    if (line.empty()) return;
    index += static_cast<unsigned char>(line.front()) - size_t{kHeaderCodeBase};
    set(index, line.substr(1));
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
  // A UTF-8 character may need up to three bytes more than are left, so a string that may have been
  // cut off is read again with its true length.
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

bool RequestReader::Read(const Napi::CallbackInfo& info, size_t first, const HeaderSlots& slots) {
  used_ = 0;
  overflow_.clear();
  std::string_view headers;
  std::string_view response_headers;
  const bool read = Append(info[first], Encoding::kLatin1, &request_.method) &&
                    Append(info[first + 1], Encoding::kUtf8, &request_.url) &&
                    Append(info[first + 2], Encoding::kLatin1, &headers) &&
                    (info[first + 3].IsUndefined() ||
                     Append(info[first + 3], Encoding::kLatin1, &response_headers));
  if (!read) {
    Napi::TypeError::New(info.Env(), "method, url and header texts must be strings")
        .ThrowAsJavaScriptException();
    return false;
  }
  const Napi::Value status = info[first + 4];
  request_.response_status = status.IsNumber() ? status.As<Napi::Number>().Int32Value() : 200;
  request_.headers.fill(std::nullopt);
  request_.extra_headers.assign(slots.extra_names().size(), std::nullopt);
  request_.response_headers.fill(std::nullopt);
  ReadFields(headers, [this](size_t index, std::string_view value) {
    if (index < kRequestHeaderCount) {
      request_.headers[index] = value;
    } else if (index - kRequestHeaderCount < request_.extra_headers.size()) {
      request_.extra_headers[index - kRequestHeaderCount] = value;
    }
  });
  ReadFields(response_headers, [this](size_t index, std::string_view value) {
    if (index < kResponseHeaderCount) request_.response_headers[index] = value;
  });
  return true;
}

}  // namespace next_native

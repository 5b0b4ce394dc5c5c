// JavaScript's facts of a request -> Request, in one pass and without heap in the usual case.
#pragma once

#include <napi.h>

#include <memory>
#include <string_view>

#include "pages/request.h"

namespace next_native {

// Holds the text of one request while the core looks at it. Reused from call to call.
class RequestReader {
 public:
  // Arguments from `first` on: method, url, header text, response header text, response status; the
  // last two may be left out. `slots`: what the app looks at besides the fixed fields. False, with
  // a TypeError pending, if one of them is not a string. The result views this reader.
  bool Read(const Napi::CallbackInfo& info, size_t first, const HeaderSlots& slots);
  [[nodiscard]] const Request& request() const { return request_; }

 private:
  enum class Encoding { kLatin1, kUtf8 };
  // Appends the string to `buffer_` and returns where it is.
  bool Append(Napi::Value value, Encoding encoding, std::string_view* out);

  static constexpr size_t kCapacity = 16 * 1024;
  std::array<char, kCapacity> inline_buffer_;
  size_t used_ = 0;
  std::vector<std::unique_ptr<char[]>> overflow_;  // requests larger than the inline buffer
  Request request_;
};

}  // namespace next_native

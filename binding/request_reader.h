// Reads JavaScript's facts of a request into a Request: one pass, usually without the heap.
#pragma once

#include <napi.h>

#include <memory>
#include <string_view>

#include "pages/request.h"

namespace next_native {

// Holds the text of one request while the core reads it. Reused for every request.
class RequestReader {
 public:
  // Reads the arguments from `first` on: method, url, header text, response header text, response
  // status. The last two may be left out. `slots` has the fields that the app reads besides the
  // fixed ones. Returns false, with a TypeError pending, if an argument is not a string. The
  // result views this reader.
  bool Read(const Napi::CallbackInfo& info, size_t first, const HeaderSlots& slots);
  [[nodiscard]] const Request& request() const { return request_; }

 private:
  enum class Encoding { kLatin1, kUtf8 };
  // Appends the string to `inline_buffer_`, or to `overflow_` if it does not fit. Sets `out` to it.
  bool Append(Napi::Value value, Encoding encoding, std::string_view* out);

  static constexpr size_t kCapacity = 16 * 1024;
  std::array<char, kCapacity> inline_buffer_;
  size_t used_ = 0;
  std::vector<std::unique_ptr<char[]>> overflow_;  // requests larger than the inline buffer
  Request request_;
};

}  // namespace next_native

// A request that outlives the text it was read from.
#pragma once

#include <memory>
#include <string>

#include "pages/request.h"

namespace next_native {

// Not copyable or movable: the request views the text beside it.
class OwnedRequest {
 public:
  OwnedRequest() = default;
  OwnedRequest(const OwnedRequest&) = delete;
  OwnedRequest& operator=(const OwnedRequest&) = delete;

  // Replaces the kept request by a copy of `request` and of the text that it views. `request` may
  // view the text that is replaced.
  void Keep(const Request& request);
  // The kept request; empty before Keep().
  [[nodiscard]] const Request& request() const { return request_; }
  void Clear();

 private:
  std::unique_ptr<const std::string> text_;
  Request request_;
};

}  // namespace next_native

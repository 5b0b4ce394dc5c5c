// A whole response, ready to be written: status, header fields and body.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace next_native {

// Immutable bytes shared by caches, replies and the Buffers JavaScript sees.
using SharedBytes = std::shared_ptr<const std::string>;

struct HeaderField {
  std::string name;  // in the spelling Next.js sends
  std::string value;
};

// Which of Next's parts answered; app.stats() counts by it.
enum class ReplyKind : uint8_t {
  kStatic,
  kPrerendered,
  kEntrypoint,
  kError,
  kMiddleware,
  kProxy,
  kImage,
  kRedirect,
  kCount
};

// Immutable once shared. The binding keeps the JavaScript form of a shared reply, so a reply that
// is served again makes no garbage.
struct Reply {
  int status = 200;
  std::vector<HeaderField> headers;  // in sending order; may repeat a name
  SharedBytes body;                  // null: no body
  ReplyKind kind = ReplyKind::kStatic;
};
using SharedReply = std::shared_ptr<const Reply>;

}  // namespace next_native

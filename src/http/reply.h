// A whole response, ready to write: status, header fields and body.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace next_native {

// Immutable bytes shared by caches, replies and the Buffers that JavaScript sees.
using SharedBytes = std::shared_ptr<const std::string>;

// Decides about a field of the same name that the response already has, from the user's server or
// from `headers` of next.config.
enum class FieldMerge : uint8_t {
  kReplace,  // it is replaced (setHeader)
  kAppend,   // it stays, before the new value (appendHeader)
  kYield,    // it stays, and the new value is dropped
};

struct HeaderField {
  std::string name;   // in the spelling Next.js sends
  std::string value;  // UTF-8; sent as Node.js sends such text
  // Applies to the first field of a name; later ones are appended.
  FieldMerge merge = FieldMerge::kReplace;
};

// The part of Next.js that answered. app.stats() counts by it.
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

// Immutable once shared. The binding keeps the JavaScript form of a shared reply, so serving it
// again creates no garbage.
struct Reply {
  int status = 200;
  std::vector<HeaderField> headers;       // in sending order; may repeat a name
  std::vector<std::string_view> removed;  // fields to remove from the response; literals
  SharedBytes body;                       // null: no body
  ReplyKind kind = ReplyKind::kStatic;
  // The route of a page or a route handler; "" for an error page. Traces name it.
  std::optional<std::string> route;
};
using SharedReply = std::shared_ptr<const Reply>;

}  // namespace next_native

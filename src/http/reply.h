// A whole response, ready to be written: status, header fields and body.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace next_native {

// Immutable bytes shared by caches, replies and the Buffers JavaScript sees.
using SharedBytes = std::shared_ptr<const std::string>;

// What becomes of a field of the name that is on the response already, from the user's server or
// from `headers` of next.config.
enum class FieldMerge : uint8_t {
  kReplace,  // it goes (setHeader)
  kAppend,   // it stays, in front (appendHeader)
  kYield,    // it stays, alone
};

struct HeaderField {
  std::string name;   // in the spelling Next.js sends
  std::string value;  // UTF-8; sent as Node.js sends such text
  // Of the first field of a name; those behind it are appended.
  FieldMerge merge = FieldMerge::kReplace;
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
  std::vector<HeaderField> headers;       // in sending order; may repeat a name
  std::vector<std::string_view> removed;  // of what is on the response already; literals
  SharedBytes body;                       // null: no body
  ReplyKind kind = ReplyKind::kStatic;
  // Of a page or a route handler: its route, or "" if it answers for an error. Traces name it.
  std::optional<std::string> route;
};
using SharedReply = std::shared_ptr<const Reply>;

}  // namespace next_native

// What the edge is to do next for a request. The core decides, the shim acts.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "http/reply.h"
#include "manifest/build_output.h"
#include "routing/route_param.h"

namespace next_native {

// Write these ready bytes.
struct SendReply {
  SharedReply reply;
};

// Stream part of a file.
struct SendFile {
  int status = 200;
  std::vector<HeaderField> headers;
  std::string path;
  uint64_t offset = 0;
  uint64_t length = 0;  // bytes; 0 sends an empty body
};

// Call the compiled entrypoint of `output`.
struct InvokeEntrypoint {
  const Output* output = nullptr;  // owned by the Site, which the exchange keeps alive
  std::vector<RouteParam> params;
  bool has_params = false;           // false: the route is not dynamic
  int status = 200;                  // preset on the response
  std::vector<HeaderField> headers;  // set on the response before the call
  std::string append_vary;           // appended to the response's Vary; empty: nothing
  bool drop_next_url = false;        // delete `next-url` from the request headers
  bool is_data_request = false;      // a /_next/data URL
  bool marks_data_request = false;   // set `x-nextjs-data: 1` on the request
  bool is_error_page = false;        // counted as ReplyKind::kError
  bool custom_error_render = false;  // meta customErrorRender: run getInitialProps, send nothing
};

// A blocking job on the worker pool has to finish first; then ask the exchange again.
struct AwaitLoad {};

// Hand the request to the installed Next.js as it is.
struct Delegate {};

// Nothing more to do: the response was already ended.
struct Finished {};

using ResponseAction =
    std::variant<SendReply, SendFile, InvokeEntrypoint, AwaitLoad, Delegate, Finished>;

}  // namespace next_native

// Fills a request's parameters into the destination of a redirect or a rewrite (prepareDestination
// of next's shared/lib/router/utils/prepare-destination.js).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/query_object.h"
#include "pattern/pattern_param.h"

namespace next_native {

// A destination with its parameters filled in.
struct PreparedDestination {
  std::string protocol;  // "https:"; empty for a path of this app
  std::string hostname;  // without port; empty for a path
  std::string port;
  std::string auth;    // "user:password"
  std::string path;    // begins with "/", or is empty: "/:path*" without a value
  QueryObject query;   // the request's query, overridden by the destination's
  std::string search;  // "?a=b" of the destination, with parameters filled in; or empty
  std::string hash;    // "#x" or empty
  std::string origin;  // "https://host:port" of an external destination

  [[nodiscard]] bool is_external() const { return !protocol.empty(); }
};

// Params that no part of the destination uses go into the query of a rewrite, but not into that of
// a redirect.
enum class UnusedParams : uint8_t { kDrop, kAppendToQuery };

// A destination. It is parsed once, unless the parse depends on the request. Immutable and
// thread-safe.
class DestinationTemplate {
 public:
  explicit DestinationTemplate(std::string_view destination);
  DestinationTemplate(DestinationTemplate&& other) noexcept;
  DestinationTemplate& operator=(DestinationTemplate&& other) noexcept;
  ~DestinationTemplate();

  // Does prepareDestination(). nullopt where Next.js throws, which makes the answer a 500: a
  // parameter is missing, or is a list where one value is expected. Adds to `params` what Next.js
  // adds for interception markers.
  [[nodiscard]] std::optional<PreparedDestination> Fill(PatternParams& params,
                                                        const QueryObject& query,
                                                        UnusedParams unused) const;

 private:
  struct Parts;
  [[nodiscard]] static std::optional<PreparedDestination> FillParts(const Parts& parts,
                                                                    PatternParams& params,
                                                                    const QueryObject& query,
                                                                    UnusedParams unused);
  std::string text_;
  bool is_parsed_ = false;              // the constructor has set parts_
  std::unique_ptr<const Parts> parts_;  // null: Next.js throws
};

// `url.format({ ...destination, search })` of Node.js. `search` has no "?" and may be empty.
[[nodiscard]] std::string FormatDestination(const PreparedDestination& destination,
                                            std::string_view search);

}  // namespace next_native

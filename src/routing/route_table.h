// Decides which output of the build a path resolves to: exact outputs by hash, dynamic routes by a
// trie of segments. Rules: next's lib/router-utils/filesystem.js (getItem) and resolve-routes.js
// (checkTrue), order of dynamic routes as sorted-routes.js.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "manifest/build_output.h"
#include "routing/route_param.h"
#include "routing/route_pattern.h"
#include "routing/route_trie.h"

namespace next_native {

// What may be routed to where `useFileSystemPublicRoutes` is off: nothing, unless a rewrite led
// here.
enum class PageAccess : uint8_t { kAsConfigured, kByRewrite };

struct RouteMatch {
  const Output* output = nullptr;  // null: nothing matched; owned by the BuildOutput
  uint32_t output_id = 0;          // index into BuildOutput::outputs
  std::vector<RouteParam> params;
  bool has_params = false;  // false: matched as an exact path; `params` is then empty
  bool is_data = false;     // a /_next/data URL of this build
  // i18n: the locale the path itself names; empty: none. Views the BuildOutput.
  std::string_view locale;
  // Next.js now adds "x-nextjs-data: 1" to the request: a dynamic route below /_next/data matched.
  bool marks_data_request = false;
  // A parameter is not valid percent-encoding: answer 400. `output` is null.
  bool decode_error = false;
  // The path names an output only in another spelling ("/%61bout") and no route takes it: Next.js
  // stops and shows the 404 page with its own Cache-Control, not that of a miss. `output` is null.
  bool is_dead_end = false;

  explicit operator bool() const { return output != nullptr; }
};

// Immutable; safe to share between threads. Refers to the BuildOutput it was compiled from.
class RouteTable {
 public:
  // `build` must outlive the table. kInvalidPattern where two dynamic routes contradict each other.
  [[nodiscard]] static Result<RouteTable> Compile(const BuildOutput& build);

  // Outputs with `is_internal` are matched too (Next.js stops at them and answers 404).
  // `path` is still percent-encoded, without query and base path, beginning with "/"; with i18n it
  // begins with a locale where one is known. Outputs in `tried` (those that gave NoFallbackError)
  // are passed over. No allocation on an exact match, or a miss, of a path without
  // percent-encoding.

  // Only the exact outputs (step 9 of the routing order), as before `afterFiles` rewrites.
  [[nodiscard]] RouteMatch MatchExact(std::string_view path, std::span<const uint32_t> tried = {},
                                      PageAccess access = PageAccess::kAsConfigured) const;

  // Only the dynamic data and page routes. `has_path_locale`: the URL names a locale, which routes
  // of the app router do not have.
  [[nodiscard]] RouteMatch MatchDynamic(std::string_view path, std::span<const uint32_t> tried = {},
                                        PageAccess access = PageAccess::kAsConfigured,
                                        bool has_path_locale = false) const;

  // Exact outputs, then dynamic ones.
  [[nodiscard]] RouteMatch Match(std::string_view path, std::span<const uint32_t> tried = {},
                                 PageAccess access = PageAccess::kAsConfigured) const;

 private:
  explicit RouteTable(const BuildOutput& build);

  [[nodiscard]] const Output* FindExact(std::string_view pathname, bool is_data) const;
  // The output whose name the path is when it is decoded or encoded.
  [[nodiscard]] const Output* FindRespelled(std::string_view path, bool is_data) const;
  [[nodiscard]] RouteMatch MatchRespelled(std::string_view path, const Output& named, bool is_data,
                                          std::span<const uint32_t> tried) const;
  [[nodiscard]] bool AllowsPages(PageAccess access) const;
  [[nodiscard]] std::optional<TrieMatch> MatchDynamicData(std::string_view path,
                                                          std::span<const uint32_t> tried) const;
  [[nodiscard]] std::optional<TrieMatch> MatchCatchAllData(std::string_view pathname,
                                                           std::span<const uint32_t> tried) const;
  // The page pathname of a data URL of this build; nullopt for other paths.
  [[nodiscard]] std::optional<std::string_view> DataPathname(std::string_view path) const;
  void SetLiteralParams(std::string_view pathname, RouteMatch& match) const;
  [[nodiscard]] uint32_t IdOf(const Output& output) const;
  [[nodiscard]] RouteMatch Found(uint32_t output_id) const;

  const BuildOutput* build_;
  RouteTrie dynamic_;
  RouteTrie dynamic_data_;
  // What gives an exact match parameters: the pathname itself, if it is dynamic, and its slots.
  std::unordered_map<uint32_t, std::vector<RoutePattern>> literal_patterns_;
  std::string data_prefix_;  // "/_next/data/<build id>/"
};

}  // namespace next_native

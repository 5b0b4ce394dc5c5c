// Finds the output of the build for a path: exact outputs by hash, dynamic routes by a trie of
// segments. Rules: next's lib/router-utils/filesystem.js (getItem) and resolve-routes.js
// (checkTrue); dynamic routes are ordered as in sorted-routes.js.
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

// `useFileSystemPublicRoutes: false` hides all outputs except from rewrites.
enum class PageAccess : uint8_t { kAsConfigured, kByRewrite };

struct RouteMatch {
  const Output* output = nullptr;  // null: nothing matched; owned by the BuildOutput
  uint32_t output_id = 0;          // index into BuildOutput::outputs
  std::vector<RouteParam> params;
  bool has_params = false;  // false: an exact match; `params` is then empty
  bool is_data = false;     // a data URL of this build
  // i18n: the locale that the path names; empty: none. Views the BuildOutput.
  std::string_view locale;
  // A dynamic route below /_next/data matched: Next.js adds "x-nextjs-data: 1" to the request.
  bool marks_data_request = false;
  // A parameter is not valid percent-encoding, which is answered with 400. `output` is null.
  bool decode_error = false;
  // The path is the pathname of an output in another spelling ("/%61bout"), and no route takes it.
  // Next.js stops and shows the 404 page with its own Cache-Control, not that of a miss. `output`
  // is null.
  bool is_dead_end = false;

  explicit operator bool() const { return output != nullptr; }
};

// Immutable; safe to share between threads. Refers to the BuildOutput it was compiled from.
class RouteTable {
 public:
  // `build` must outlive the table. kInvalidPattern: two dynamic routes contradict each other.
  [[nodiscard]] static Result<RouteTable> Compile(const BuildOutput& build);

  // For all three: `path` is percent-encoded, without query and base path, and begins with "/";
  // with i18n its first segment may be a locale. Outputs in `tried` (those that gave
  // NoFallbackError) are passed over. Outputs with `is_internal` match too (Next.js stops at them
  // and answers 404). An exact match or a miss of a path without percent-encoding does not
  // allocate.

  // Exact outputs only, which come before `afterFiles` rewrites.
  [[nodiscard]] RouteMatch MatchExact(std::string_view path, std::span<const uint32_t> tried = {},
                                      PageAccess access = PageAccess::kAsConfigured) const;

  // Dynamic routes only, those for data first. `has_path_locale`: the URL names a locale, so that
  // routes of the app router do not match.
  [[nodiscard]] RouteMatch MatchDynamic(std::string_view path, std::span<const uint32_t> tried = {},
                                        PageAccess access = PageAccess::kAsConfigured,
                                        bool has_path_locale = false) const;

  // Exact outputs, then dynamic ones.
  [[nodiscard]] RouteMatch Match(std::string_view path, std::span<const uint32_t> tried = {},
                                 PageAccess access = PageAccess::kAsConfigured) const;

 private:
  explicit RouteTable(const BuildOutput& build);

  [[nodiscard]] const Output* FindExact(std::string_view pathname, bool is_data) const;
  // The output whose pathname is the decoded or encoded path.
  [[nodiscard]] const Output* FindRespelled(std::string_view path, bool is_data) const;
  [[nodiscard]] RouteMatch MatchRespelled(std::string_view path, const Output& named, bool is_data,
                                          std::span<const uint32_t> tried) const;
  [[nodiscard]] bool AllowsPages(PageAccess access) const;
  [[nodiscard]] std::optional<TrieMatch> MatchDynamicData(std::string_view path,
                                                          std::span<const uint32_t> tried) const;
  [[nodiscard]] std::optional<TrieMatch> MatchCatchAllData(std::string_view pathname,
                                                           std::span<const uint32_t> tried) const;
  // The pathname of the page that a data URL of this build belongs to; nullopt for other paths.
  [[nodiscard]] std::optional<std::string_view> DataPathname(std::string_view path) const;
  void SetLiteralParams(std::string_view pathname, RouteMatch& match) const;
  [[nodiscard]] uint32_t IdOf(const Output& output) const;
  [[nodiscard]] RouteMatch Found(uint32_t output_id) const;

  const BuildOutput* build_;
  RouteTrie dynamic_;
  RouteTrie dynamic_data_;
  // By output: the patterns that give an exact match parameters, of its pathname or its slots.
  std::unordered_map<uint32_t, std::vector<RoutePattern>> literal_patterns_;
  std::string data_prefix_;  // "/_next/data/<build id>/"
};

}  // namespace next_native

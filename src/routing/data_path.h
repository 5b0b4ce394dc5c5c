// Data URLs, by which the client router asks for the data of a page of pages/:
// "/_next/data/<build id>/fr/blog/a.json" (handleNextDataRequest of next's server/base-server.js).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "manifest/build_output.h"

namespace next_native {

inline constexpr std::string_view kDataRoot = "/_next/data";
inline constexpr std::string_view kDataFolder = "/_next/data/";
inline constexpr std::string_view kDataSuffix = ".json";

enum class DataPath : uint8_t {
  kNone,  // lies outside of /_next/data/
  kPage,
  kBlockedPage,  // of a page that cannot be requested; see IsBlockedPath()
  kOtherBuild,
  kNoData,    // does not end with ".json"
  kNoLocale,  // names no locale, which i18n without middleware requires
};

// Reads a path without base path and locale: "/_next/data/…".
[[nodiscard]] DataPath ReadDataPath(const BuildOutput& build, std::string_view path);

// The text between build id and suffix, for any build: "/fr/a" for "/_next/data/<id>/fr/a.json".
// nullopt: not such a path. Views `path`.
[[nodiscard]] std::optional<std::string_view> TextOfDataPath(std::string_view path);

// The page of a data URL: for what follows the build id, "/fr/blog/a.json" with or without a
// trailing slash, "/fr/blog/a". Views `path` or a literal.
[[nodiscard]] std::string_view PageOfDataPath(std::string_view path);

// True for the paths of parts of other pages, such as "/_app". Requests for them find nothing,
// whatever they would match (BLOCKED_PAGES of next's shared/lib/constants.js). `path` is without
// base path and locale.
[[nodiscard]] bool IsBlockedPath(std::string_view path);

}  // namespace next_native

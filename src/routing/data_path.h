// The URLs under which pages of pages/ give their data: "/_next/data/<build id>/fr/blog/a.json"
// (handleNextDataRequest of next's server/base-server.js).
#pragma once

#include <cstdint>
#include <string_view>

#include "manifest/build_output.h"

namespace next_native {

inline constexpr std::string_view kDataRoot = "/_next/data";
inline constexpr std::string_view kDataFolder = "/_next/data/";
inline constexpr std::string_view kDataSuffix = ".json";

enum class DataPath : uint8_t {
  kNone,  // none below /_next/data
  kPage,
  kBlockedPage,  // see IsBlockedPath()
  kOtherBuild,
  kNoData,    // does not end like one
  kNoLocale,  // i18n without middleware: it has to name one
};

// `path` without base path and locale, "/_next/data/…".
[[nodiscard]] DataPath ReadDataPath(const BuildOutput& build, std::string_view path);

// What is behind the build id, "/fr/blog/a.json" with or without a slash at its end, as the page
// it stands for: "/fr/blog/a". Views `path` or a literal.
[[nodiscard]] std::string_view PageOfDataPath(std::string_view path);

// Parts of other pages; a request for the path itself finds nothing, whatever it would match
// (BLOCKED_PAGES of next's shared/lib/constants.js). Without base path and locale.
[[nodiscard]] bool IsBlockedPath(std::string_view path);

}  // namespace next_native

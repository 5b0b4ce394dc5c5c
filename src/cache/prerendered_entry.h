// What the build, or a process before this one, left on disk for a prerendered path.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "base/text_map.h"
#include "http/reply.h"
#include "manifest/build_output.h"

namespace next_native {

enum class PrerenderedKind : uint8_t {
  kAppPage,
  kAppRoute,
  kPage,
  kStaticPage,  // a plain .html without a handler: never goes stale
};

// What getStaticProps gave in place of props.
struct StoredRedirect {
  std::string location;
  int status = 307;
};

// Immutable once made.
struct PrerenderedEntry {
  PrerenderedKind kind = PrerenderedKind::kAppPage;
  std::string path;                  // decoded, as in PrerenderedRoute
  std::string page_pathname;         // "/blog/[slug]"; what x-nextjs-matched-path says
  std::optional<int> status;         // stored `status`
  std::vector<HeaderField> headers;  // stored `headers`, in order, without the cache tags
  std::vector<std::string> tags;     // of the stored x-next-cache-tags
  int64_t last_modified_ms = 0;
  CacheLifetime lifetime;
  bool has_stored_lifetime = false;  // `lifetime` was written beside the entry
  // Partially prerendered: only the entrypoint can complete it, so it is never served from here.
  bool is_partial = false;
  std::optional<StoredRedirect> redirect;  // kPage; `html` and `data` tell it in their way
  bool is_not_found = false;               // kPage; there is `data` alone

  SharedBytes html;               // kAppPage, kPage
  SharedBytes rsc;                // kAppPage
  SharedBytes data;               // kPage: the .json text
  SharedBytes body;               // kAppRoute
  bool has_segments = false;      // kAppPage: segment prefetches were made for the page
  TextMap<SharedBytes> segments;  // by segment path: "/_tree"
  std::string html_entity_tag;    // quoted; of `html` and `data`
  std::string data_entity_tag;

  // Of the bodies, for the charge in a cache.
  [[nodiscard]] size_t ByteSize() const;
  // Fills in the entity tags, once the bodies are there.
  void TagBodies();
};

// A stored response without a body, or one that lives for no time: the entrypoint's to answer.
[[nodiscard]] bool IsServable(const PrerenderedEntry& entry);

// What a field of stored headers is called that names the cache tags.
inline constexpr std::string_view kCacheTagsHeader = "x-next-cache-tags";

// The tags in a value of it.
[[nodiscard]] std::vector<std::string> SplitCacheTags(std::string_view text);

// Blocking. `output` is the one that `route.source_route` names. Errors: kNotFound (nothing usable
// is on disk, a file of the entry is missing), kInvalidManifest (a .meta of the wrong shape),
// kIoError (such as files that somebody keeps replacing while they are read). Whatever the error,
// the entrypoint can still answer. Rules: dist/server/lib/incremental-cache/file-system-cache.js
// (get), dist/server/lib/route-cache-key.js.
[[nodiscard]] Result<std::shared_ptr<const PrerenderedEntry>> LoadPrerenderedEntry(
    const FileSystem& files, const BuildOutput& build, const PrerenderedRoute& route,
    const Output& output);

// Blocking. The .html of an output of kind kStaticPage. Errors: kNotFound, kIoError.
[[nodiscard]] Result<std::shared_ptr<const PrerenderedEntry>> LoadStaticPage(
    const FileSystem& files, const BuildOutput& build, const Output& output);

}  // namespace next_native

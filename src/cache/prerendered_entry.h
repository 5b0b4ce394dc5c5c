// A prerendered page or route handler as the build, or an earlier process, left it on disk.
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

// The `redirect` that getStaticProps returned.
struct StoredRedirect {
  std::string location;
  int status = 307;
};

// Immutable once it is complete.
struct PrerenderedEntry {
  PrerenderedKind kind = PrerenderedKind::kAppPage;
  std::string path;                  // decoded, as in PrerenderedRoute
  std::string page_pathname;         // "/blog/[slug]", the value of x-nextjs-matched-path
  std::optional<int> status;         // stored `status`
  std::vector<HeaderField> headers;  // stored `headers`, in order, without the cache tags
  std::vector<std::string> tags;     // from the stored x-next-cache-tags
  int64_t last_modified_ms = 0;
  CacheLifetime lifetime;
  bool has_stored_lifetime = false;  // `lifetime` comes from the files of the entry
  // Partially prerendered. Only the entrypoint can complete such a page, so it is never served from
  // memory.
  bool is_partial = false;
  bool is_fallback = false;                // a shell for params that are not known yet
  std::optional<StoredRedirect> redirect;  // kPage; `html` and `data` express it too
  bool is_not_found = false;               // kPage; then only `data` is set

  SharedBytes html;               // kAppPage, kPage
  SharedBytes rsc;                // kAppPage
  SharedBytes data;               // kPage: the .json text
  SharedBytes body;               // kAppRoute
  bool has_segments = false;      // kAppPage: the page has segment prefetches
  TextMap<SharedBytes> segments;  // by segment path: "/_tree"
  std::string html_entity_tag;    // quoted; for `html`
  std::string data_entity_tag;    // quoted; for `data`

  // Size of all bodies, which a cache charges.
  [[nodiscard]] size_t ByteSize() const;
  // Computes the entity tags. Call it when the bodies are set.
  void TagBodies();
};

// False for a response that its entrypoint has to complete, or to report as an error: a partially
// prerendered page or fallback shell, an app page without its RSC payload, a redirect whose
// location Node.js refuses.
[[nodiscard]] bool IsComplete(const PrerenderedEntry& entry);

// Returns true if Next's file system cache writes the response in a form that
// LoadPrerenderedEntry() reads (set in dist/server/lib/incremental-cache/file-system-cache.js).
[[nodiscard]] bool HasFiles(const PrerenderedEntry& entry);

// False for a stored response without a body or with a lifetime of zero: the entrypoint answers.
[[nodiscard]] bool IsServable(const PrerenderedEntry& entry);

// The name of the stored header field that lists the cache tags.
inline constexpr std::string_view kCacheTagsHeader = "x-next-cache-tags";

// The tags in the value of that field.
[[nodiscard]] std::vector<std::string> SplitCacheTags(std::string_view text);

// Blocking. `output` is the one that `route.source_route` names. Errors: kNotFound (no usable entry
// on disk, or one of its files is missing), kInvalidManifest (a .meta of the wrong shape), kIoError
// (for example, the files keep changing while they are read). After any error the entrypoint can
// still answer. Rules: dist/server/lib/incremental-cache/file-system-cache.js (get),
// dist/server/lib/route-cache-key.js.
[[nodiscard]] Result<std::shared_ptr<const PrerenderedEntry>> LoadPrerenderedEntry(
    const FileSystem& files, const BuildOutput& build, const PrerenderedRoute& route,
    const Output& output);

// Blocking. Loads the .html of an output of kind kStaticPage. Errors: kNotFound, kIoError.
[[nodiscard]] Result<std::shared_ptr<const PrerenderedEntry>> LoadStaticPage(
    const FileSystem& files, const BuildOutput& build, const Output& output);

}  // namespace next_native

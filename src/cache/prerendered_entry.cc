#include "cache/prerendered_entry.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "cache/cache_key.h"
#include "http/entity_tag.h"
#include "http/field_syntax.h"
#include "manifest/json_reader.h"

namespace next_native {
namespace {

// How often an entry is read before it is given up because another process keeps replacing its
// files.
constexpr int kMaxReads = 4;

// The folder of a kind's seeds (the files that `next build` wrote) and the suffix of their main
// file.
struct KindTraits {
  PrerenderedKind kind;
  std::string_view folder;
  std::string_view main_suffix;
};

std::optional<KindTraits> TraitsOf(OutputKind kind) {
  switch (kind) {
    case OutputKind::kAppPage:
      return KindTraits{PrerenderedKind::kAppPage, "/app", ".html"};
    case OutputKind::kAppRoute:
      return KindTraits{PrerenderedKind::kAppRoute, "/app", ".body"};
    case OutputKind::kPage:
      return KindTraits{PrerenderedKind::kPage, "/pages", ".html"};
    case OutputKind::kPagesApi:
    case OutputKind::kStaticPage:
      return std::nullopt;
  }
  return std::nullopt;
}

// The .meta file beside a main file.
struct Meta {
  std::optional<int> status;
  std::vector<HeaderField> headers;
  std::vector<std::string> tags;
  bool is_postponed = false;
  bool has_segments = false;
  std::vector<std::string> segment_paths;
  std::string route_cache_key;
  std::string owner_namespace;
  bool is_fallback = false;
  std::optional<int64_t> last_modified_ms;
  std::optional<CacheLifetime> lifetime;
};

void ReadHeaders(const JsonValue& root, Meta* meta) {
  root.OptionalObject("headers").ForEachMember([&](std::string_view name, const JsonValue& value) {
    if (value.is_array()) {
      value.ForEachElement([&](const JsonValue& element) {
        meta->headers.push_back({std::string(name), element.AsString()});
      });
    } else if (name == kCacheTagsHeader) {
      meta->tags = SplitCacheTags(value.AsString());
    } else {
      meta->headers.push_back({std::string(name), value.AsString()});
    }
  });
}

Result<Meta> ReadMeta(const FileSystem& files, const std::string& path) {
  const Result<std::string> text = files.ReadFile(path);
  if (!text) return tl::unexpected<Error>(text.error());
  const Result<std::unique_ptr<JsonDocument>> document = JsonDocument::Parse(*text, path);
  if (!document) return tl::unexpected<Error>(document.error());

  Meta meta;
  const JsonValue root = (*document)->Root();
  if (root.Any("status").is_present()) meta.status = static_cast<int>(root.Integer("status"));
  ReadHeaders(root, &meta);
  meta.is_postponed = root.Any("postponed").is_present();
  if (const JsonValue segments = root.OptionalArray("segmentPaths"); segments.is_present()) {
    meta.has_segments = true;
    segments.ForEachElement(
        [&](const JsonValue& segment) { meta.segment_paths.push_back(segment.AsString()); });
  }
  if (const JsonValue route = root.OptionalObject("routeCache"); route.is_present()) {
    meta.route_cache_key = route.String("key");
    const JsonValue owner = route.Object("owner");
    meta.owner_namespace = RouteCacheNamespace(owner.String("kind"), owner.String("sourceRoute"));
    meta.is_fallback = route.Bool("isFallback", false);
  }
  if (root.Any("routeCacheLastModified").is_present()) {
    meta.last_modified_ms = root.Integer("routeCacheLastModified");
  }
  if (const JsonValue control = root.OptionalObject("cacheControl"); control.is_present()) {
    meta.lifetime =
        CacheLifetime{control.NumberOrFalse("revalidate"), control.OptionalNumberOrFalse("expire")};
  }
  if ((*document)->error()) return tl::unexpected<Error>(*(*document)->error());
  return meta;
}

Result<SharedBytes> ReadBytes(const FileSystem& files, const std::string& path) {
  Result<std::string> content = files.ReadFile(path);
  if (!content) return tl::unexpected<Error>(std::move(content.error()));
  return std::make_shared<const std::string>(std::move(*content));
}

// Next.js decodes these as UTF-8 and encodes them again. Only Next.js can answer with bytes that
// change by that.
Result<SharedBytes> ReadUtf8(const FileSystem& files, const std::string& path) {
  Result<SharedBytes> content = ReadBytes(files, path);
  if (content && !IsValidUtf8(**content)) {
    return Fail(ErrorCode::kInvalidManifest, "The file is not valid UTF-8.", path);
  }
  return content;
}

// Stores the bytes in `*bytes`, or returns the error.
std::optional<Error> ReadInto(Result<SharedBytes> read, SharedBytes* bytes) {
  if (!read) return std::move(read.error());
  *bytes = std::move(*read);
  return std::nullopt;
}

// A segment that cannot be read counts as absent, as in Next.js.
void ReadSegments(const FileSystem& files, const std::string& base,
                  const std::vector<std::string>& paths, PrerenderedEntry* entry) {
  for (const std::string& path : paths) {
    if (path.find("..") != std::string::npos) continue;
    std::string file = base;
    file.append(".segments").append(path).append(".segment.rsc");
    Result<SharedBytes> segment = ReadBytes(files, file);
    if (segment) entry->segments.insert_or_assign(path, std::move(*segment));
  }
}

std::optional<Error> ReadBodies(const FileSystem& files, const std::string& base, const Meta& meta,
                                PrerenderedEntry* entry) {
  switch (entry->kind) {
    case PrerenderedKind::kAppRoute:
      return ReadInto(ReadBytes(files, base + ".body"), &entry->body);
    case PrerenderedKind::kAppPage:
      if (auto error = ReadInto(ReadUtf8(files, base + ".html"), &entry->html)) return error;
      ReadSegments(files, base, meta.segment_paths, entry);
      if (entry->is_partial) return std::nullopt;
      return ReadInto(ReadBytes(files, base + ".rsc"), &entry->rsc);
    case PrerenderedKind::kPage:
      if (auto error = ReadInto(ReadUtf8(files, base + ".html"), &entry->html)) return error;
      return ReadInto(ReadUtf8(files, base + ".json"), &entry->data);
    case PrerenderedKind::kStaticPage:  // read by LoadStaticPage
      return std::nullopt;
  }
  return std::nullopt;
}

size_t SizeOf(const SharedBytes& bytes) { return bytes ? bytes->size() : 0; }

// The files of one entry.
struct EntryFiles {
  KindTraits traits;
  std::string key;
  std::string base;  // without suffix
  bool is_seed = false;

  [[nodiscard]] std::string main() const { return base + std::string(traits.main_suffix); }
};

// Two routes can claim one path. A seed belongs to the route that prerendered it.
bool Owns(const EntryFiles& entry_files, const Meta& meta) {
  if (!entry_files.is_seed) return true;
  return meta.route_cache_key == entry_files.key && !meta.is_fallback &&
         meta.owner_namespace == SplitCacheKey(entry_files.key).owner;
}

Result<std::shared_ptr<PrerenderedEntry>> ReadEntry(const FileSystem& files,
                                                    const EntryFiles& entry_files,
                                                    const FileInfo& main,
                                                    const PrerenderedRoute& route) {
  const std::string meta_file = entry_files.base + ".meta";
  Result<Meta> meta = ReadMeta(files, meta_file);
  if (!meta) return tl::unexpected<Error>(std::move(meta.error()));
  if (!Owns(entry_files, *meta)) {
    return Fail(ErrorCode::kNotFound, "The prerendered files belong to another route.", meta_file);
  }
  auto entry = std::make_shared<PrerenderedEntry>();
  entry->kind = entry_files.traits.kind;
  entry->path = route.path;
  entry->status = meta->status;
  entry->headers = std::move(meta->headers);
  entry->tags = std::move(meta->tags);
  entry->has_segments = meta->has_segments;
  entry->is_partial = route.is_partial || meta->is_postponed;
  // Next.js does not read the stored lifetime of a pages/ entry (file-system-cache.js, get).
  entry->has_stored_lifetime = meta->lifetime && entry->kind != PrerenderedKind::kPage;
  entry->lifetime = entry->has_stored_lifetime ? *meta->lifetime : route.lifetime;
  entry->last_modified_ms = meta->last_modified_ms.value_or(main.mtime_ms);
  if (auto error = ReadBodies(files, entry_files.base, *meta, entry.get())) {
    return tl::unexpected<Error>(std::move(*error));
  }
  entry->TagBodies();
  return entry;
}

bool IsSameFile(const FileInfo& before, const Result<FileInfo>& after) {
  return after && after->mtime_ms == before.mtime_ms && after->size == before.size;
}

}  // namespace

std::vector<std::string> SplitCacheTags(std::string_view text) {
  std::vector<std::string> tags;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    tags.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return tags;
}

bool IsComplete(const PrerenderedEntry& entry) {
  if (entry.is_partial || entry.is_fallback) return false;
  if (entry.kind == PrerenderedKind::kAppPage && !entry.rsc) return false;
  return !entry.redirect || IsFieldValue(entry.redirect->location);
}

bool HasFiles(const PrerenderedEntry& entry) { return !entry.redirect && !entry.is_not_found; }

bool IsServable(const PrerenderedEntry& entry) {
  if (entry.is_partial) return false;
  if (entry.status == 204 || entry.status == 205 || entry.status == 304) return false;
  return entry.lifetime.revalidate.value_or(1) >= 1;
}

void PrerenderedEntry::TagBodies() {
  if (redirect || is_not_found) return;
  if (html) html_entity_tag = PageEntityTag(*html);
  if (data) data_entity_tag = PageEntityTag(*data);
}

size_t PrerenderedEntry::ByteSize() const {
  size_t size = SizeOf(html) + SizeOf(rsc) + SizeOf(data) + SizeOf(body);
  for (const auto& [name, segment] : segments) size += name.size() + SizeOf(segment);
  return size;
}

Result<std::shared_ptr<const PrerenderedEntry>> LoadPrerenderedEntry(const FileSystem& files,
                                                                     const BuildOutput& build,
                                                                     const PrerenderedRoute& route,
                                                                     const Output& output) {
  const std::optional<KindTraits> traits = TraitsOf(output.kind);
  EntryFiles entry_files;
  entry_files.key = RouteCacheKey(output, route.path);
  if (!traits || entry_files.key.empty()) {
    return Fail(ErrorCode::kNotFound, "The path has no prerendered files.", route.path);
  }
  entry_files.traits = *traits;
  const std::string server_dir = build.dist_dir + "/server";
  for (int read = 0; read < kMaxReads; ++read) {
    // The files that a running server wrote come first. Their main file is written last, so the
    // others exist if it does.
    entry_files.base = server_dir + entry_files.key;
    Result<FileInfo> main = files.Stat(entry_files.main());
    entry_files.is_seed = !main;
    if (!main) {
      entry_files.base = server_dir + std::string(traits->folder) + PagePath(route.path);
      main = files.Stat(entry_files.main());
    }
    if (!main) return tl::unexpected<Error>(std::move(main.error()));
    Result<std::shared_ptr<PrerenderedEntry>> entry = ReadEntry(files, entry_files, *main, route);
    // Another process may have replaced the files meanwhile.
    if (!IsSameFile(*main, files.Stat(entry_files.main()))) continue;
    if (!entry) return tl::unexpected<Error>(std::move(entry.error()));
    if (!(*entry)->is_partial && !IsServable(**entry)) {
      return Fail(ErrorCode::kNotFound, "The stored response is not one to send.",
                  entry_files.main());
    }
    (*entry)->page_pathname = output.pathname;
    return std::shared_ptr<const PrerenderedEntry>(std::move(*entry));
  }
  return Fail(ErrorCode::kIoError, "The files change while they are read.", entry_files.main());
}

Result<std::shared_ptr<const PrerenderedEntry>> LoadStaticPage(const FileSystem& files,
                                                               const BuildOutput& build,
                                                               const Output& output) {
  auto entry = std::make_shared<PrerenderedEntry>();
  entry->kind = PrerenderedKind::kStaticPage;
  entry->path = output.pathname;
  entry->page_pathname = output.pathname;
  const std::string file = build.dist_dir + "/server/" + output.file;
  if (auto error = ReadInto(ReadUtf8(files, file), &entry->html)) {
    return tl::unexpected<Error>(std::move(*error));
  }
  entry->TagBodies();
  return entry;
}

}  // namespace next_native

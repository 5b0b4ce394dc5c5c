#include "cache/prerendered_entry.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/sha256.h"
#include "base/utf8.h"
#include "http/entity_tag.h"
#include "manifest/json_reader.h"

namespace next_native {
namespace {

// Between the owner and the page path in a cache key.
constexpr std::string_view kNamespaceEnd = "/$";

constexpr std::string_view kTagsHeader = "x-next-cache-tags";

// What a kind is called in cache keys, where its seeds lie and what its main file ends with.
struct KindTraits {
  PrerenderedKind kind;
  std::string_view name;
  std::string_view folder;
  std::string_view main_suffix;
};

std::optional<KindTraits> TraitsOf(OutputKind kind) {
  switch (kind) {
    case OutputKind::kAppPage:
      return KindTraits{PrerenderedKind::kAppPage, "APP_PAGE", "/app", ".html"};
    case OutputKind::kAppRoute:
      return KindTraits{PrerenderedKind::kAppRoute, "APP_ROUTE", "/app", ".body"};
    case OutputKind::kPage:
      return KindTraits{PrerenderedKind::kPage, "PAGES", "/pages", ".html"};
    case OutputKind::kPagesApi:
    case OutputKind::kStaticPage:
      return std::nullopt;
  }
  return std::nullopt;
}

// normalizePagePath (dist/shared/lib/page-path/normalize-page-path.js) of a path that is not
// dynamic; empty where that throws: the path is not in its normal form.
std::string PagePath(std::string_view path) {
  if (path == "/") return "/index";
  if (!path.starts_with('/') || path.ends_with('/')) return {};
  for (size_t begin = 1; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view segment = path.substr(begin, end - begin);
    if (segment.empty() || segment == "." || segment == "..") return {};
    begin = end + 1;
  }
  const bool is_below_index = path == "/index" || path.starts_with("/index/");
  return (is_below_index ? "/index" : "") + std::string(path);
}

// The part of a cache key that names the owner: "/route-cache/PAGES/<sha-256>".
std::string KeyNamespace(std::string_view kind, std::string_view source_route) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string key = "/route-cache/";
  key.append(kind).append("/");
  for (const uint8_t byte : Sha256(source_route)) {
    key += kDigits[byte >> 4];
    key += kDigits[byte & 15];
  }
  return key;
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

std::vector<std::string> SplitTags(std::string_view text) {
  std::vector<std::string> tags;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find(',', begin), text.size());
    tags.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return tags;
}

void ReadHeaders(const JsonValue& root, Meta* meta) {
  root.OptionalObject("headers").ForEachMember([&](std::string_view name, const JsonValue& value) {
    if (value.is_array()) {
      value.ForEachElement([&](const JsonValue& element) {
        meta->headers.push_back({std::string(name), element.AsString()});
      });
    } else if (name == kTagsHeader) {
      meta->tags = SplitTags(value.AsString());
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
    meta.owner_namespace = KeyNamespace(owner.String("kind"), owner.String("sourceRoute"));
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

// Next reads these as UTF-8 and writes them again; bytes that would not survive are left to it.
Result<SharedBytes> ReadUtf8(const FileSystem& files, const std::string& path) {
  Result<SharedBytes> content = ReadBytes(files, path);
  if (content && !IsValidUtf8(**content)) {
    return Fail(ErrorCode::kInvalidManifest, "The file is not valid UTF-8.", path);
  }
  return content;
}

// Reads `path` into `bytes`; the error, if any.
std::optional<Error> ReadInto(Result<SharedBytes> read, SharedBytes* bytes) {
  if (!read) return std::move(read.error());
  *bytes = std::move(*read);
  return std::nullopt;
}

// A segment that cannot be read counts as one without a prefetch, as in Next.
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

void TagBodies(PrerenderedEntry* entry) {
  if (entry->html) entry->html_entity_tag = PageEntityTag(*entry->html);
  if (entry->data) entry->data_entity_tag = PageEntityTag(*entry->data);
}

size_t SizeOf(const SharedBytes& bytes) { return bytes ? bytes->size() : 0; }

}  // namespace

std::string RouteCacheKey(const Output& output, std::string_view path) {
  const std::optional<KindTraits> traits = TraitsOf(output.kind);
  const std::string page_path = PagePath(path);
  if (!traits || page_path.empty()) return {};
  const bool is_page = traits->kind == PrerenderedKind::kPage;
  return KeyNamespace(traits->name, is_page ? output.pathname : output.page)
      .append(kNamespaceEnd)
      .append(page_path);
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
  const std::string key = RouteCacheKey(output, route.path);
  if (!traits || key.empty()) {
    return Fail(ErrorCode::kNotFound, "The path has no prerendered files.", route.path);
  }
  const std::string server_dir = build.dist_dir + "/server";
  const bool is_page = traits->kind == PrerenderedKind::kPage;
  const std::string key_namespace = key.substr(0, key.find(kNamespaceEnd));
  const std::string page_path = PagePath(route.path);

  // What a running server wrote comes first; its main file is written last, so its presence says
  // that the rest is there.
  std::string base = server_dir + key;
  const std::string main_suffix(traits->main_suffix);
  const bool is_seed = !files.Stat(base + main_suffix);
  if (is_seed) base = server_dir + std::string(traits->folder) + page_path;

  Result<Meta> meta = ReadMeta(files, base + ".meta");
  if (!meta) return tl::unexpected<Error>(std::move(meta.error()));
  // Two routes can claim one path; a seed belongs to the one that prerendered it.
  if (is_seed && (meta->route_cache_key != key || meta->is_fallback ||
                  meta->owner_namespace != key_namespace)) {
    return Fail(ErrorCode::kNotFound, "The prerendered files belong to another route.",
                base + ".meta");
  }

  auto entry = std::make_shared<PrerenderedEntry>();
  entry->kind = traits->kind;
  entry->path = route.path;
  entry->page_pathname = output.pathname;
  // A response that may have no body at all is left to the entrypoint.
  if (meta->status == 204 || meta->status == 205 || meta->status == 304) {
    return Fail(ErrorCode::kNotFound, "The stored status has no body.", base + ".meta");
  }
  entry->status = meta->status;
  entry->headers = std::move(meta->headers);
  entry->tags = std::move(meta->tags);
  entry->has_segments = meta->has_segments;
  entry->is_partial = route.is_partial || meta->is_postponed;
  // The stored lifetime of a pages/ entry is not read back (file-system-cache.js, get).
  entry->lifetime = meta->lifetime && !is_page ? *meta->lifetime : route.lifetime;
  if (entry->lifetime.revalidate && *entry->lifetime.revalidate < 1) {
    return Fail(ErrorCode::kInvalidManifest, "The entry has no lifetime.", base + ".meta");
  }

  if (auto error = ReadBodies(files, base, *meta, entry.get())) {
    return tl::unexpected<Error>(std::move(*error));
  }
  if (meta->last_modified_ms) {
    entry->last_modified_ms = *meta->last_modified_ms;
  } else {
    const Result<FileInfo> info = files.Stat(base + main_suffix);
    if (!info) return tl::unexpected<Error>(info.error());
    entry->last_modified_ms = info->mtime_ms;
  }
  TagBodies(entry.get());
  return entry;
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
  TagBodies(entry.get());
  return entry;
}

}  // namespace next_native

#include "static_files/static_file_index.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/percent_encoding.h"
#include "base/utf8.h"
#include "http/media_type.h"

namespace next_native {
namespace {

constexpr std::string_view kNextStaticPrefix = "/_next/static";
constexpr std::string_view kLegacyPrefix = "/static";

bool IsBelow(std::string_view path, std::string_view prefix) {
  return path.starts_with(prefix) && (path.size() == prefix.size() || path[prefix.size()] == '/');
}

// `send` refuses a file whose own name begins with a dot, but not a file in such a folder.
bool IsDotFile(std::string_view path) { return path[path.rfind('/') + 1] == '.'; }

// A name that no request can spell: keys are text in which every separator is "/".
bool IsNameable(std::string_view name) {
  return IsValidUtf8(name) && name.find('\\') == std::string_view::npos;
}

// Returns true if EncodeUriPath() keeps the path as it is.
bool IsPlain(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) {
    return IsAsciiAlpha(c) || IsAsciiDigit(c) ||
           std::string_view("/-_.!~*'()").find(c) != std::string_view::npos;
  });
}

struct FoundFile {
  std::string path;  // below the folder
  FileInfo info;
};

// All files below `root`, by path. A missing root is empty. Skips what disappears meanwhile
// (dist/lib/recursive-readdir.js).
Result<std::vector<FoundFile>> ListFiles(const FileSystem& files, const std::string& root) {
  std::vector<FoundFile> found;
  std::vector<std::string> pending{""};
  while (!pending.empty()) {
    const std::string folder = std::move(pending.back());
    pending.pop_back();
    Result<std::vector<DirectoryEntry>> entries = files.List(root + folder);
    if (!entries) {
      if (entries.error().code == ErrorCode::kNotFound) continue;
      return tl::unexpected<Error>(std::move(entries.error()));
    }
    for (const DirectoryEntry& entry : *entries) {
      if (!IsNameable(entry.name)) continue;
      std::string path = folder + "/" + entry.name;
      if (entry.kind == FileKind::kDirectory) {
        pending.push_back(std::move(path));
      } else if (entry.kind == FileKind::kFile) {
        Result<FileInfo> info = files.Stat(root + path);
        if (info) {
          found.push_back({std::move(path), *info});
        } else if (info.error().code != ErrorCode::kNotFound) {
          return tl::unexpected<Error>(std::move(info.error()));
        }
      }
    }
  }
  std::sort(found.begin(), found.end(),
            [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
  return found;
}

struct KeyMatch {
  uint32_t id = 0;
  bool is_misspelt = false;  // `send` decodes the path and looks for another name
};

// The three tries of getItem. `path` begins with "/".
std::optional<KeyMatch> Lookup(const TextMap<uint32_t>& items, std::string_view path) {
  if (const auto item = items.find(path); item != items.end()) return KeyMatch{item->second};
  const bool has_escape = path.find('%') != std::string_view::npos;
  if (has_escape) {
    const std::optional<std::string> decoded = DecodeComponent(path);
    if (decoded) {
      if (const auto item = items.find(*decoded); item != items.end()) {
        return KeyMatch{item->second};
      }
    }
  }
  if (IsPlain(path)) return std::nullopt;
  if (const auto item = items.find(EncodeUriPath(path)); item != items.end()) {
    return KeyMatch{item->second, has_escape};
  }
  return std::nullopt;
}

}  // namespace

Result<StaticFileIndex> StaticFileIndex::Build(const FileSystem& files, const BuildOutput& build) {
  struct Source {
    StaticFolder folder;
    std::string root;
    std::string_view prefix;  // of the keys
    TextMap<uint32_t> StaticFileIndex::*items;
  };
  std::vector<Source> sources{
      {StaticFolder::kNextStatic, build.dist_dir + "/static", kNextStaticPrefix,
       &StaticFileIndex::next_static_},
      {StaticFolder::kLegacyStatic, build.dir + "/static", "", &StaticFileIndex::legacy_static_},
      {StaticFolder::kPublic, build.dir + "/public", "", &StaticFileIndex::public_},
  };
  for (const std::string& older : build.config.older_dist_dirs) {
    sources.push_back({StaticFolder::kNextStatic, older + "/static", kNextStaticPrefix,
                       &StaticFileIndex::next_static_});
  }
  StaticFileIndex index;
  for (const Source& source : sources) {
    Result<std::vector<FoundFile>> found = ListFiles(files, source.root);
    if (!found) return tl::unexpected<Error>(std::move(found.error()));
    for (FoundFile& item : *found) {
      const auto id = static_cast<uint32_t>(index.files_.size());
      // Within one folder names are unique. A file of an earlier build does not replace a newer
      // one.
      if (!(index.*source.items)
               .emplace(std::string(source.prefix) + EncodeUriPath(item.path), id)
               .second) {
        continue;
      }
      StaticFile file;
      file.id = id;
      file.folder = source.folder;
      file.file_path = source.root + item.path;
      file.media_type = MediaTypeOf(item.path);
      file.info = item.info;
      file.is_servable = !IsDotFile(item.path);
      file.path = std::move(item.path);
      index.files_.push_back(std::move(file));
    }
  }
  return index;
}

StaticMatch StaticFileIndex::Find(std::string_view path) const {
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  std::optional<KeyMatch> match;
  if (IsBelow(path, kNextStaticPrefix)) match = Lookup(next_static_, path);
  if (!match && IsBelow(path, kLegacyPrefix)) {
    match = Lookup(legacy_static_, path.substr(kLegacyPrefix.size()));
  }
  if (!match) match = Lookup(public_, path);
  if (!match) return {};
  if (match->is_misspelt) return {StaticLookup::kBadRequest, nullptr};
  return {StaticLookup::kFound, &files_[match->id]};
}

}  // namespace next_native

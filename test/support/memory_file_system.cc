#include "support/memory_file_system.h"

#include <utility>

namespace next_native {

namespace {

tl::unexpected<Error> Missing(const std::string& path) {
  return next_native::Fail(ErrorCode::kNotFound, path + " does not exist", path);
}

tl::unexpected<Error> Refused(const std::string& path) {
  return next_native::Fail(ErrorCode::kIoError, path + " cannot be read", path);
}

}  // namespace

MemoryFileSystem& MemoryFileSystem::Add(std::string path, std::string content, int64_t mtime_ms) {
  const size_t slash = path.rfind('/');
  if (slash != std::string::npos && slash > 0) AddDirectory(path.substr(0, slash));
  entries_[std::move(path)] = Entry{FileKind::kFile, std::move(content), mtime_ms, false};
  return *this;
}

MemoryFileSystem& MemoryFileSystem::AddDirectory(std::string path) {
  while (path.size() > 1) {
    entries_[path].kind = FileKind::kDirectory;
    path.resize(path.rfind('/'));
  }
  return *this;
}

MemoryFileSystem& MemoryFileSystem::Remove(const std::string& path) {
  entries_.erase(path);
  return *this;
}

MemoryFileSystem& MemoryFileSystem::Fail(std::string path) {
  entries_[std::move(path)].fails = true;
  return *this;
}

Result<std::string> MemoryFileSystem::ReadFile(const std::string& path) const {
  const auto entry = entries_.find(path);
  if (entry == entries_.end()) return Missing(path);
  if (entry->second.fails || entry->second.kind != FileKind::kFile) return Refused(path);
  return entry->second.content;
}

Result<FileInfo> MemoryFileSystem::Stat(const std::string& path) const {
  const auto entry = entries_.find(path);
  if (entry == entries_.end()) return Missing(path);
  if (entry->second.fails) return Refused(path);
  return FileInfo{entry->second.kind, entry->second.content.size(), entry->second.mtime_ms};
}

Result<std::vector<DirectoryEntry>> MemoryFileSystem::List(const std::string& path) const {
  const auto directory = entries_.find(path);
  if (directory == entries_.end()) return Missing(path);
  if (directory->second.fails || directory->second.kind != FileKind::kDirectory) {
    return Refused(path);
  }
  std::vector<DirectoryEntry> children;
  const std::string prefix = path == "/" ? path : path + "/";
  for (auto it = entries_.lower_bound(prefix);
       it != entries_.end() && it->first.starts_with(prefix); ++it) {
    std::string name = it->first.substr(prefix.size());
    if (name.empty() || name.find('/') != std::string::npos) continue;
    children.push_back({std::move(name), it->second.kind});
  }
  return children;
}

}  // namespace next_native

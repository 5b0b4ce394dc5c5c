#include "io/uv_file_system.h"

#include <fcntl.h>
#include <uv.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace next_native {
namespace {

constexpr size_t kReadChunk = 64 * 1024;
// How much capacity a text may have beyond its size, in bytes.
constexpr size_t kSlack = 64;

// One blocking call. The destructor frees what libuv allocated for it.
class Call {
 public:
  Call() = default;
  ~Call() { uv_fs_req_cleanup(&request_); }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  uv_fs_t* request() { return &request_; }

 private:
  uv_fs_t request_{};
};

class OpenFile {
 public:
  explicit OpenFile(uv_file file) : file_(file) {}
  ~OpenFile() {
    Call call;
    uv_fs_close(nullptr, call.request(), file_, nullptr);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  [[nodiscard]] uv_file get() const { return file_; }

 private:
  uv_file file_;
};

tl::unexpected<Error> FailWith(int status, const std::string& path) {
  const bool missing = status == UV_ENOENT || status == UV_ENOTDIR || status == UV_ENAMETOOLONG;
  return Fail(missing ? ErrorCode::kNotFound : ErrorCode::kIoError,
              std::string(uv_strerror(status)) + ": " + path, path);
}

// A path with NUL names no file; the system calls would cut it there.
bool IsNameable(const std::string& path) { return path.find('\0') == std::string::npos; }

FileKind KindOfMode(uint64_t mode) {
  switch (mode & S_IFMT) {
    case S_IFREG:
      return FileKind::kFile;
    case S_IFDIR:
      return FileKind::kDirectory;
    default:
      return FileKind::kOther;
  }
}

// Node.js: mtimeMs is a double, mtime is Math.round of it (lib/internal/fs/utils.js).
int64_t ModifiedMs(const uv_timespec_t& time) {
  const double ms =
      static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_nsec) / 1e6;
  return static_cast<int64_t>(std::floor(ms + 0.5));
}

FileInfo InfoOf(const uv_stat_t& stat) {
  return {KindOfMode(stat.st_mode), stat.st_size, ModifiedMs(stat.st_mtim)};
}

}  // namespace

Result<std::string> UvFileSystem::ReadFile(const std::string& path) const {
  if (!IsNameable(path)) return FailWith(UV_ENOENT, path);
  Call open;
  const int opened = uv_fs_open(nullptr, open.request(), path.c_str(), O_RDONLY, 0, nullptr);
  if (opened < 0) return FailWith(opened, path);
  const OpenFile file(opened);

  Call stat;
  const int known = uv_fs_fstat(nullptr, stat.request(), file.get(), nullptr);
  if (known < 0) return FailWith(known, path);
  if (KindOfMode(stat.request()->statbuf.st_mode) == FileKind::kDirectory) {
    return FailWith(UV_EISDIR, path);
  }

  // The size is only a hint: the file may change meanwhile, and a pipe has none. One spare byte
  // detects the end without a larger buffer, so a page kept in memory takes no more than its size.
  std::string content(static_cast<size_t>(stat.request()->statbuf.st_size) + 1, '\0');
  size_t length = 0;
  while (true) {
    if (length == content.size()) content.resize(length + kReadChunk);
    uv_buf_t buffer =
        uv_buf_init(content.data() + length,
                    static_cast<unsigned>(std::min<size_t>(content.size() - length, 1U << 30)));
    Call read;
    const int count =
        uv_fs_read(nullptr, read.request(), file.get(), &buffer, 1, /*offset=*/-1, nullptr);
    if (count < 0) return FailWith(count, path);
    if (count == 0) break;
    length += static_cast<size_t>(count);
  }
  content.resize(length);
  if (content.capacity() - length > kSlack) content.shrink_to_fit();
  return content;
}

Result<FileInfo> UvFileSystem::Stat(const std::string& path) const {
  if (!IsNameable(path)) return FailWith(UV_ENOENT, path);
  Call call;
  const int status = uv_fs_stat(nullptr, call.request(), path.c_str(), nullptr);
  if (status < 0) return FailWith(status, path);
  return InfoOf(call.request()->statbuf);
}

Result<std::vector<DirectoryEntry>> UvFileSystem::List(const std::string& path) const {
  if (!IsNameable(path)) return FailWith(UV_ENOENT, path);
  Call call;
  const int status = uv_fs_scandir(nullptr, call.request(), path.c_str(), 0, nullptr);
  if (status < 0) return FailWith(status, path);

  std::vector<DirectoryEntry> entries;
  uv_dirent_t dirent;
  while (uv_fs_scandir_next(call.request(), &dirent) != UV_EOF) {
    DirectoryEntry entry{dirent.name, FileKind::kOther};
    if (dirent.type == UV_DIRENT_FILE) {
      entry.kind = FileKind::kFile;
    } else if (dirent.type == UV_DIRENT_DIR) {
      entry.kind = FileKind::kDirectory;
    } else if (const Result<FileInfo> target = Stat(path + "/" + entry.name)) {
      entry.kind = target->kind;  // a link, or a file system that does not report the kind
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace next_native

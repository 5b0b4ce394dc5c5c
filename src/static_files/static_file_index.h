// Finds the static files of a build by request path. Rules: next's
// dist/server/lib/router-utils/filesystem.js (setupFsCheck and getItem).
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/result.h"
#include "base/text_map.h"
#include "manifest/build_output.h"

namespace next_native {

enum class StaticFolder : uint8_t {
  kNextStatic,    // <distDir>/static, at /_next/static; also those of earlier builds that are kept
  kLegacyStatic,  // static/, at /static
  kPublic,        // public/, at /
};

// A file as it was when the build was loaded.
struct StaticFile {
  uint32_t id = 0;  // its position in the index
  StaticFolder folder = StaticFolder::kPublic;
  std::string path;             // below its folder, as the file system spells it: "/img/sp ace.txt"
  std::string file_path;        // absolute
  std::string_view media_type;  // a literal, as `send` writes it: "text/plain; charset=UTF-8"
  FileInfo info;
  bool is_servable = true;  // false: a dotfile, answered with the 400 error page
};

enum class StaticLookup : uint8_t {
  kNone,  // not a static file: routing goes on
  kFound,
  kBadRequest,  // a spelling that cannot be served: answered with the 400 error page
};

struct StaticMatch {
  StaticLookup lookup = StaticLookup::kNone;
  const StaticFile* file = nullptr;  // kFound only; owned by the index

  explicit operator bool() const { return lookup != StaticLookup::kNone; }
};

// Immutable, safe to share between threads. Production never lists the folders again.
class StaticFileIndex {
 public:
  // Blocking. A missing folder counts as empty; a folder or file that cannot be read is kIoError.
  // Skips folders below public/ and static/ that disappear meanwhile.
  [[nodiscard]] static Result<StaticFileIndex> Build(const FileSystem& files,
                                                     const BuildOutput& build);

  // `path` begins with "/" and is percent-encoded as sent, without base path and query. It is tried
  // as it is, then decoded, then encoded; one slash at the end is ignored. No allocation if it
  // matches as it is, or has nothing to decode or encode.
  [[nodiscard]] StaticMatch Find(std::string_view path) const;

  [[nodiscard]] const std::deque<StaticFile>& files() const { return files_; }

 private:
  std::deque<StaticFile> files_;
  TextMap<uint32_t> next_static_;    // "/_next/static/chunks/%5Bslug%5D.js" -> id
  TextMap<uint32_t> legacy_static_;  // "/a.txt" -> id, below /static
  TextMap<uint32_t> public_;
};

}  // namespace next_native

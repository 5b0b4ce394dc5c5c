#include "manifest/manifest_file.h"

namespace next_native {

Result<std::unique_ptr<JsonDocument>> ReadManifest(const FileSystem& files, const std::string& path,
                                                   Presence presence) {
  const Result<std::string> text = files.ReadFile(path);
  if (text) return JsonDocument::Parse(*text, path);
  if (text.error().code != ErrorCode::kNotFound) return tl::unexpected(text.error());
  if (presence == Presence::kOptional) return JsonDocument::Parse("{}", path);
  return Fail(
      ErrorCode::kInvalidManifest,
      path + ": expected a file that 'next build' writes, found nothing; run 'next build' again",
      path);
}

}  // namespace next_native

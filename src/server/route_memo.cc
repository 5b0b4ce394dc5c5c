#include "server/route_memo.h"

#include <algorithm>
#include <utility>

#include "pages/prerendered_request.h"

namespace next_native {
namespace {

std::string_view PathOf(std::string_view url) { return url.substr(0, url.find('?')); }

// Whether a path has one spelling: it is taken for what it says, whatever comes behind it.
bool IsPlain(std::string_view path) {
  return std::none_of(path.begin(), path.end(), [](char c) { return c == '%' || c == '#'; });
}

}  // namespace

const SettledRoute* RouteMemo::Find(std::string_view url) const {
  const std::string_view path = PathOf(url);
  const MutexLock lock(mutex_);
  const auto found = paths_.find(path);
  return found == paths_.end() ? nullptr : found->second.get();
}

void RouteMemo::Learn(std::string_view url, const Resolver& resolver, const Resolved& resolved,
                      const StaticMatch& file) {
  const std::string_view path = PathOf(url);
  const bool is_candidate =
      !build_.config.has_i18n &&
      (resolved.kind == ResolvedKind::kFile || resolved.kind == ResolvedKind::kOutput) &&
      IsPlain(path) && !resolver.marks_data_request() && !resolver.is_data_page() &&
      !resolver.is_asset() &&
      // Neither cleaned up nor rewritten.
      resolver.target().path == path && resolver.path() == path;
  if (!is_candidate) return;
  {
    const MutexLock lock(mutex_);
    if (paths_.contains(path)) return;
  }
  std::optional<std::string> stored_path;
  if (resolved.kind == ResolvedKind::kFile) {
    if (file.lookup != StaticLookup::kFound) return;
  } else {
    const Output& output = *resolved.match.output;
    // A dynamic pathname to the letter is left to the handler.
    if (output.is_dynamic && !resolved.match.has_params) return;
    stored_path = PrerenderedPath(output, resolved.match.params, "");
    // Clients choose what else a dynamic route takes.
    const bool is_known = stored_path && build_.prerendered.contains(*stored_path);
    if (output.is_dynamic && !is_known) return;
  }
  std::unique_ptr<SettledRoute> settled;
  if (!rules_.MayConcern(path)) {
    settled = std::make_unique<SettledRoute>();
    settled->kind = resolved.kind;
    settled->match = resolved.match;
    settled->stored_path = std::move(stored_path);
    if (resolved.kind == ResolvedKind::kFile) settled->file = file;
  }
  const MutexLock lock(mutex_);
  paths_.try_emplace(std::string(path), std::move(settled));
}

}  // namespace next_native

#include "server/route_memo.h"

#include <algorithm>
#include <utility>

#include "pages/prerendered_request.h"

namespace next_native {
namespace {

std::string_view PathOf(std::string_view url) { return url.substr(0, url.find('?')); }

// Returns true if decoding does not change the path, so that it has one spelling only.
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

void RouteMemo::Learn(std::string_view url, const Resolved& resolved) {
  const std::string_view path = PathOf(url);
  const bool is_candidate =
      !build_.config.has_i18n &&
      (resolved.kind == ResolvedKind::kFile || resolved.kind == ResolvedKind::kOutput) &&
      IsPlain(path) && !resolved.marks_data_request && !resolved.is_data_page &&
      !resolved.is_asset &&
      // Neither cleaned up nor rewritten.
      resolved.target.path == path && resolved.path == path;
  if (!is_candidate) return;
  {
    const MutexLock lock(mutex_);
    if (paths_.contains(path)) return;
  }
  std::optional<std::string> stored_path;
  if (resolved.kind == ResolvedKind::kFile) {
    if (resolved.file.lookup != StaticLookup::kFound) return;
  } else {
    const Output& output = *resolved.match->output;
    // The entrypoint answers a request for the dynamic pathname itself ("/blog/[slug]").
    if (output.is_dynamic && !resolved.match->has_params) return;
    stored_path = PrerenderedPath(output, resolved.match->params, "");
    // Clients choose the other paths of a dynamic route, so their number has no bound.
    const bool is_known = stored_path && build_.prerendered.contains(*stored_path);
    if (output.is_dynamic && !is_known) return;
  }
  std::unique_ptr<SettledRoute> settled;
  if (!rules_.MayConcern(path)) {
    settled = std::make_unique<SettledRoute>();
    settled->kind = resolved.kind;
    if (resolved.kind == ResolvedKind::kFile) settled->file = resolved.file;
    if (resolved.match) settled->match = *resolved.match;
    settled->stored_path = std::move(stored_path);
  }
  const MutexLock lock(mutex_);
  paths_.try_emplace(std::string(path), std::move(settled));
}

}  // namespace next_native

#include "routing/route_table.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"
#include "base/percent_encoding.h"
#include "manifest/locale_path.h"
#include "routing/data_path.h"

namespace next_native {

namespace {

bool Contains(std::span<const uint32_t> ids, uint32_t id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

bool IsApp(const Output& output) {
  return output.kind == OutputKind::kAppPage || output.kind == OutputKind::kAppRoute;
}

// EncodeUriPath() would not change the path.
bool IsPlain(std::string_view path) {
  constexpr std::string_view kKept = "/-_.!~*'()";
  return std::all_of(path.begin(), path.end(), [&](char c) {
    return IsAsciiAlpha(c) || IsAsciiDigit(c) || kKept.find(c) != std::string_view::npos;
  });
}

}  // namespace

RouteTable::RouteTable(const BuildOutput& build)
    : build_(&build), data_prefix_(std::string(kDataFolder) + build.build_id + "/") {}

Result<RouteTable> RouteTable::Compile(const BuildOutput& build) {
  RouteTable table(build);
  for (uint32_t id = 0; id < build.outputs.size(); ++id) {
    const Output& output = build.outputs[id];
    // Two outputs may share a pathname; only one of them is routed to.
    const auto routed = build.output_by_pathname.find(output.pathname);
    if (routed == build.output_by_pathname.end() || routed->second != id) continue;

    std::vector<std::string> patterns = output.slot_pathnames;
    if (output.is_dynamic) {
      if (const Result<bool> added = table.dynamic_.Insert(output.pathname, id); !added) {
        return tl::unexpected(added.error());
      }
      if (output.has_data_route) {
        if (const Result<bool> added = table.dynamic_data_.Insert(output.pathname, id); !added) {
          return tl::unexpected(added.error());
        }
      }
      if (patterns.empty()) patterns.push_back(output.pathname);
    }
    for (const std::string& pathname : patterns) {
      Result<RoutePattern> pattern = RoutePattern::Parse(pathname);
      if (!pattern) return tl::unexpected(pattern.error());
      table.literal_patterns_[id].push_back(std::move(*pattern));
    }
  }
  return table;
}

RouteMatch RouteTable::Match(std::string_view path, std::span<const uint32_t> tried,
                             PageAccess access) const {
  RouteMatch exact = MatchExact(path, tried, access);
  if (exact || exact.decode_error || exact.is_dead_end) return exact;
  return MatchDynamic(path, tried, access);
}

bool RouteTable::AllowsPages(PageAccess access) const {
  return access == PageAccess::kByRewrite || build_->config.use_file_system_public_routes;
}

RouteMatch RouteTable::MatchExact(std::string_view path, std::span<const uint32_t> tried,
                                  PageAccess access) const {
  if (!AllowsPages(access)) return {};
  if (path.size() > 1) path = WithoutTrailingSlash(path);
  const I18nConfig& i18n = build_->config.i18n;
  LocalePath split = SplitLocalePath(path, i18n.locales);
  bool is_data = false;
  if (const std::optional<std::string_view> pathname = DataPathname(split.rest)) {
    is_data = true;
    split = SplitLocalePath(*pathname, i18n.locales);
    if (split.rest == "/index") split.rest = "/";
  }

  const Output* output = FindExact(split.rest, is_data);
  const Output* named = output ? output : FindRespelled(split.rest, is_data);
  if (named == nullptr) return {};
  // The app router knows only the default locale.
  if (IsApp(*named) && !split.locale.empty() && split.locale != i18n.default_locale) return {};
  RouteMatch match;
  if (output == nullptr) {
    match = MatchRespelled(split.rest, *named, is_data, tried);
  } else {
    const uint32_t id = IdOf(*output);
    if (Contains(tried, id)) return {};
    match = Found(id);
    match.is_data = is_data;
    SetLiteralParams(split.rest, match);
  }
  match.locale = split.locale;
  return match;
}

// `named` is an output whose pathname is the path decoded or encoded. Next.js counts that as a
// match, but it looks up what to run by the path as sent (filesystem.js finds no route definition,
// getRouteMatch of base-server.js compares without decoding). So only dynamic routes can take the
// path. Routes in `tried` are passed over here; Next.js asks them again and again and ends with
// 500.
RouteMatch RouteTable::MatchRespelled(std::string_view path, const Output& named, bool is_data,
                                      std::span<const uint32_t> tried) const {
  std::optional<TrieMatch> found = dynamic_.Match(path, tried);
  RouteMatch match;
  if (found && found->decode_error) {
    match.decode_error = true;
  } else if (!found || (named.is_dynamic && found->route != IdOf(named))) {
    match.is_dead_end = true;
  } else {
    match = Found(found->route);
    match.params = std::move(found->params);
    match.has_params = true;
    match.is_data = is_data;
  }
  return match;
}

std::optional<TrieMatch> RouteTable::MatchDynamicData(std::string_view path,
                                                      std::span<const uint32_t> tried) const {
  std::optional<std::string_view> pathname = DataPathname(path);
  if (!pathname) {
    // "/_next/data/<build id>.json" asks for the data of an optional catch-all at the root.
    const std::string_view prefix =
        std::string_view(data_prefix_).substr(0, data_prefix_.size() - 1);
    const bool is_root = path.size() == prefix.size() + kDataSuffix.size() &&
                         path.starts_with(prefix) && path.ends_with(kDataSuffix);
    if (!is_root || build_->config.has_i18n) return std::nullopt;
    return dynamic_data_.Match("/", tried);
  }
  // With i18n any first segment counts as the locale (build-data-route.js).
  std::string_view rest = *pathname;
  if (build_->config.has_i18n && TakeSegment(rest).empty()) return std::nullopt;
  if (rest.ends_with('/')) return MatchCatchAllData(WithoutTrailingSlash(rest), tried);
  return dynamic_data_.Match(rest.empty() ? "/" : rest, tried);
}

// A slash right before ".json" matches only as an empty last value of a catch-all that has others.
std::optional<TrieMatch> RouteTable::MatchCatchAllData(std::string_view pathname,
                                                       std::span<const uint32_t> tried) const {
  std::vector<uint32_t> skipped(tried.begin(), tried.end());
  std::optional<TrieMatch> found = dynamic_data_.Match(pathname, skipped);
  while (found && !found->decode_error) {
    RouteParam* last = found->params.empty() ? nullptr : &found->params.back();
    if (last && last->is_catch_all && !last->values.empty()) {
      last->values.emplace_back();
      return found;
    }
    skipped.push_back(found->route);
    found = dynamic_data_.Match(pathname, skipped);
  }
  return found;
}

RouteMatch RouteTable::MatchDynamic(std::string_view path, std::span<const uint32_t> tried,
                                    PageAccess access, bool has_path_locale) const {
  const std::string_view rest = SplitLocalePath(path, build_->config.i18n.locales).rest;
  RouteMatch match;
  for (const bool is_data : {true, false}) {
    std::vector<uint32_t> skipped(tried.begin(), tried.end());
    const auto find = [&] {
      return is_data ? MatchDynamicData(path, skipped) : dynamic_.Match(rest, skipped);
    };
    for (std::optional<TrieMatch> found = find(); found; found = find()) {
      if (found->decode_error) {
        match.decode_error = true;
        return match;
      }
      const Output& output = build_->outputs[found->route];
      const bool is_hidden = has_path_locale && IsApp(output);
      // A page that is not public marks the request too. The search goes on with the next page.
      if (!is_hidden) match.marks_data_request = path.starts_with(kDataRoot);
      if (is_hidden || !AllowsPages(access)) {
        skipped.push_back(found->route);
        continue;
      }
      match.output_id = found->route;
      match.output = &output;
      match.params = std::move(found->params);
      match.has_params = true;
      match.is_data = is_data;
      if (is_data && build_->config.has_i18n) {
        const std::string_view pathname = DataPathname(path).value_or("/");
        match.locale = SplitLocalePath(pathname, build_->config.i18n.locales).locale;
      }
      return match;
    }
  }
  return match;
}

const Output* RouteTable::FindExact(std::string_view pathname, bool is_data) const {
  const auto found = build_->output_by_pathname.find(pathname);
  if (found == build_->output_by_pathname.end()) return nullptr;
  const Output& output = build_->outputs[found->second];
  return is_data && !output.has_data_route ? nullptr : &output;
}

const Output* RouteTable::FindRespelled(std::string_view path, bool is_data) const {
  if (IsPlain(path)) return nullptr;
  if (const std::optional<std::string> decoded = DecodeComponent(path)) {
    if (const Output* output = FindExact(*decoded, is_data)) return output;
  }
  return FindExact(EncodeUriPath(path), is_data);
}

std::optional<std::string_view> RouteTable::DataPathname(std::string_view path) const {
  if (!path.starts_with(data_prefix_) || !path.ends_with(kDataSuffix) ||
      path.size() < data_prefix_.size() + kDataSuffix.size()) {
    return std::nullopt;
  }
  path.remove_prefix(data_prefix_.size() - 1);
  path.remove_suffix(kDataSuffix.size());
  return path;
}

// A path that equals the dynamic pathname of an app page still has parameters: slug is "[slug]".
// And a parallel slot may render a static pathname with a dynamic page. Outputs of other kinds work
// out their parameters themselves, also after a rewrite to their pathname.
void RouteTable::SetLiteralParams(std::string_view pathname, RouteMatch& match) const {
  if (match.output->kind != OutputKind::kAppPage) return;
  if (!match.output->is_dynamic && match.output->slot_pathnames.empty()) return;
  const auto patterns = literal_patterns_.find(match.output_id);
  if (patterns == literal_patterns_.end()) return;
  for (const RoutePattern& pattern : patterns->second) {
    const PatternResult result = pattern.Match(pathname, match.params);
    if (result == PatternResult::kNoMatch) continue;
    match.has_params = result == PatternResult::kMatch;
    if (result == PatternResult::kDecodeError) {
      match = {};
      match.decode_error = true;
    }
    return;
  }
}

uint32_t RouteTable::IdOf(const Output& output) const {
  return static_cast<uint32_t>(&output - build_->outputs.data());
}

RouteMatch RouteTable::Found(uint32_t output_id) const {
  RouteMatch match;
  match.output = &build_->outputs[output_id];
  match.output_id = output_id;
  return match;
}

}  // namespace next_native

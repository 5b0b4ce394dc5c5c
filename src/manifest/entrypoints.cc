#include "manifest/entrypoints.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text_map.h"
#include "manifest/app_paths.h"
#include "manifest/locale_path.h"

namespace next_native {

namespace {

// app-paths-manifest.json has this text in place of a file.
constexpr std::string_view kNoEntrypoint = "app-edge-has-no-entrypoint";

bool IsApiPage(std::string_view page) { return page == "/api" || page.starts_with("/api/"); }

// Pages that are parts of other pages: BLOCKED_PAGES of next's shared/lib/constants.js.
bool IsBlockedPage(std::string_view page) {
  return page == "/_document" || page == "/_app" || page == "/_error";
}

// Pages that a build may have although the user did not write them.
bool IsErrorPage(std::string_view page) {
  return IsBlockedPage(page) || page == "/404" || page == "/500";
}

class OutputReader {
 public:
  OutputReader(const EntrypointFacts& facts, BuildOutput& build) : facts_(facts), build_(build) {}

  void ReadApp(const JsonValue& app_paths_root, const JsonValue& app_path_routes_root) {
    std::unordered_set<std::string> routed;
    app_path_routes_root.ForEachMember(
        [&](std::string_view, const JsonValue& pathname) { routed.insert(pathname.AsString()); });
    TextMap<std::string> files;
    std::vector<AppPathGroup> page_groups;
    TextMap<size_t> group_of;
    std::vector<std::string> handlers;
    app_paths_root.ForEachMember([&](std::string_view page, const JsonValue& file) {
      files.insert_or_assign(std::string(page), file.AsString());
      if (page.ends_with("/page")) {
        const std::string pathname = NormalizeAppPath(page);
        const auto [it, is_new] = group_of.try_emplace(pathname, page_groups.size());
        if (is_new) page_groups.push_back({pathname, {}});
        page_groups[it->second].pages.emplace_back(page);
      } else if (page.ends_with("/route")) {
        handlers.emplace_back(page);
      }
    });
    build_.has_app = !files.empty();

    SpreadCatchAllPages(page_groups);
    for (const AppPathGroup& group : page_groups) {
      if (!routed.contains(group.pathname)) continue;
      Output output = MakeApp(OutputKind::kAppPage, SelectAppPageEntry(group), files);
      if (group.pages.size() > 1) output.slot_pathnames = DynamicPathnames(group);
      Add(std::move(output));
    }
    for (const std::string& page : handlers) {
      Output output = MakeApp(OutputKind::kAppRoute, page, files);
      if (routed.contains(output.pathname)) Add(std::move(output));
    }
  }

  void ReadPages(const JsonValue& root) {
    const std::unordered_set<std::string> data_pages(facts_.data_route_pages.begin(),
                                                     facts_.data_route_pages.end());
    root.ForEachMember([&](std::string_view page, const JsonValue& file) {
      Output output;
      const LocalePath split = SplitLocalePath(page, build_.config.i18n.locales);
      output.page = page;
      output.pathname = split.rest;
      output.locale = split.locale;
      output.file = file.AsString();
      output.kind = IsApiPage(page)                  ? OutputKind::kPagesApi
                    : output.file.ends_with(".html") ? OutputKind::kStaticPage
                                                     : OutputKind::kPage;
      output.is_internal = IsBlockedPage(output.pathname);
      output.has_data_route = data_pages.contains(output.pathname);
      build_.has_pages = build_.has_pages || !IsErrorPage(output.pathname);
      Add(std::move(output));
    });
  }

 private:
  static Output MakeApp(OutputKind kind, const std::string& page,
                        const TextMap<std::string>& files) {
    Output output;
    output.kind = kind;
    output.page = page;
    output.pathname = NormalizeAppPath(page);
    output.file = files.find(page)->second;
    return output;
  }

  static std::vector<std::string> DynamicPathnames(const AppPathGroup& group) {
    std::vector<std::string> pathnames;
    for (const std::string& page : group.pages) {
      std::string pathname = NormalizeAppPath(page);
      if (IsDynamicPathname(pathname)) pathnames.push_back(std::move(pathname));
    }
    return pathnames;
  }

  void Add(Output output) {
    output.is_dynamic = IsDynamicPathname(output.pathname);
    output.is_edge = output.file == kNoEntrypoint || facts_.edge_pages.contains(output.page);
    if (output.is_edge) output.file.clear();
    const auto id = static_cast<uint32_t>(build_.outputs.size());
    // The first output of a pathname answers: app before pages, pages before route handlers. An
    // output for all locales replaces one for a single locale.
    const auto [known, is_new] = build_.output_by_pathname.try_emplace(output.pathname, id);
    if (!is_new && output.locale.empty() && !build_.outputs[known->second].locale.empty()) {
      known->second = id;
    }
    if (!output.locale.empty()) {
      build_.output_by_localized_pathname.try_emplace(
          "/" + output.locale + (output.pathname == "/" ? "" : output.pathname), id);
    }
    build_.outputs.push_back(std::move(output));
  }

  const EntrypointFacts& facts_;
  BuildOutput& build_;
};

}  // namespace

void ReadEntrypoints(const JsonValue& pages_root, const JsonValue& app_paths_root,
                     const JsonValue& app_path_routes_root, const EntrypointFacts& facts,
                     BuildOutput& build) {
  OutputReader reader(facts, build);
  reader.ReadApp(app_paths_root, app_path_routes_root);
  reader.ReadPages(pages_root);
}

}  // namespace next_native

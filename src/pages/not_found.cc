#include "pages/not_found.h"

#include <string>
#include <utility>

#include "http/cache_control.h"
#include "http/next_headers.h"
#include "manifest/locale_path.h"
#include "pages/error_page.h"
#include "routing/base_path.h"

namespace next_native {

GeneratedReply AnswerMiss(const PageContext& context, std::string_view path) {
  const ServerConfig& config = context.build.config;
  std::string_view below = StripBasePath(path, config.base_path).value_or(path);
  const std::string& asset_prefix = config.asset_prefix;
  if (asset_prefix.starts_with('/')) below = StripBasePath(below, asset_prefix).value_or(below);
  std::string locale_prefix = "/";
  locale_prefix.append(context.locale);
  if (PathHasPrefix(below, locale_prefix)) below.remove_prefix(locale_prefix.size());
  if (WantsPlainNotFound(context.request, below)) return PlainNotFound();
  if (!context.answers_misses_with_data()) return nullptr;
  const Output* page = FindErrorPage(context.build, 404, ErrorPass::kFinal, context.locale);
  // Below a base path Next.js looks for the page of the app router in the wrong place.
  const bool has_app_page = page != nullptr && page->pathname == "/_not-found";
  if (has_app_page && config.base_path.empty()) return nullptr;
  return DataNotFound(path, {{"Cache-Control", std::string(kPrivateNoStore)}});
}

GeneratedReply AnswerHiddenPage(const PageContext& context, std::string_view path) {
  if (!context.answers_misses_with_data()) return nullptr;
  const ServerConfig& config = context.build.config;
  std::string_view below = StripBasePath(path, config.base_path).value_or(path);
  below = SplitLocalePath(below, config.i18n.locales).rest;
  if (below.size() > 1 && below.ends_with('/')) below.remove_suffix(1);
  std::string matched;
  if (!context.locale.empty()) matched.append("/").append(context.locale);
  matched.append(below);
  return MakeGeneratedReply(200, ReplyKind::kError,
                            {{std::string(kMatchedPathHeader), std::move(matched)},
                             {"Content-Type", "application/json; charset=utf-8"}},
                            "{}");
}

GeneratedReply DataNotFound(std::string_view path, std::vector<HeaderField> headers) {
  headers.push_back({std::string(kMatchedPathHeader), std::string(path)});
  headers.push_back({"content-type", "application/json"});
  return MakeGeneratedReply(404, ReplyKind::kError, std::move(headers), "{}");
}

}  // namespace next_native

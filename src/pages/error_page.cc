#include "pages/error_page.h"

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "http/cache_control.h"
#include "http/entity_tag.h"

namespace next_native {
namespace {

const Output* FindOutput(const BuildOutput& build, std::string_view pathname) {
  auto found = build.output_by_pathname.find(pathname);
  return found == build.output_by_pathname.end() ? nullptr : &build.outputs[found->second];
}

bool IsNonHtmlDestination(std::string_view destination) {
  static constexpr std::array<std::string_view, 17> kDestinations = {
      "audio",        "audioworklet", "font",        "image",         "json",         "manifest",
      "paintworklet", "report",       "script",      "serviceworker", "sharedworker", "style",
      "track",        "video",        "webidentity", "worker",        "xslt"};
  return std::find(kDestinations.begin(), kDestinations.end(), destination) != kDestinations.end();
}

}  // namespace

bool HasPagesRuntime(const BuildOutput& build) {
  return FindOutput(build, "/_document") != nullptr && FindOutput(build, "/_app") != nullptr;
}

const Output* ForLocale(const BuildOutput& build, const Output& output, std::string_view locale) {
  // Without a locale, only a page for all locales fits.
  if (locale.empty()) return output.locale.empty() ? &output : nullptr;
  std::string localized = "/";
  localized.append(locale);
  if (output.pathname != "/") localized.append(output.pathname);
  const auto found = build.output_by_localized_pathname.find(localized);
  if (found != build.output_by_localized_pathname.end()) return &build.outputs[found->second];
  return output.locale.empty() ? &output : nullptr;
}

const Output* FindErrorPage(const BuildOutput& build, int status, ErrorPass pass,
                            std::string_view locale) {
  const auto find = [&](std::string_view pathname) {
    const Output* output = FindOutput(build, pathname);
    return output == nullptr ? nullptr : ForLocale(build, *output, locale);
  };
  const bool is_final = pass == ErrorPass::kFinal;
  if (is_final && status == 404) {
    if (const Output* page = FindOutput(build, "/_not-found")) return page;
  }
  if (!HasPagesRuntime(build)) return nullptr;
  if (is_final && (status == 404 || status == 500)) {
    if (const Output* page = find(status == 404 ? "/404" : "/500")) return page;
  }
  return find("/_error");
}

bool HasCustom500(const BuildOutput& build) { return FindOutput(build, "/500") != nullptr; }

GeneratedReply InternalServerError(const BuildOutput& build, std::vector<HeaderField> headers) {
  static constexpr std::string_view kText = "Internal Server Error";
  const auto is = [](std::string_view name) {
    return [name](const HeaderField& field) { return field.name == name; };
  };
  if (build.config.generate_etags) {
    std::erase_if(headers, is("ETag"));
    headers.push_back({"ETag", PageEntityTag(kText)});
  }
  if (std::none_of(headers.begin(), headers.end(), is("Content-Type"))) {
    headers.push_back({"Content-Type", "text/plain"});
  }
  headers.push_back({"Content-Length", std::to_string(kText.size())});
  return MakeGeneratedReply(500, ReplyKind::kError, std::move(headers), std::string(kText));
}

GeneratedReply PlainNotFound(std::string_view vary) {
  return MakeGeneratedReply(404, ReplyKind::kError,
                            {{"vary", std::string(vary)},
                             {"Cache-Control", std::string(kPrivateNoStore)},
                             {"Content-Type", "text/plain; charset=utf-8"}},
                            "Not Found");
}

bool IsSubresourceRequest(const Request& request) {
  if (!request.IsGetOrHead()) return false;
  const std::optional<std::string_view> destination = request.Header(RequestHeader::kSecFetchDest);
  return destination && IsNonHtmlDestination(*destination);
}

bool WantsPlainNotFound(const Request& request, std::string_view path) {
  return path.starts_with("/_next/static/") || IsSubresourceRequest(request);
}

}  // namespace next_native

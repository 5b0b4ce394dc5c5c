#include "server/error_page.h"

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

// Both texts are shorter than what is compressed, so only Vary tells of the middleware.
SharedReply PlainText(std::shared_ptr<Reply> reply, std::string_view text,
                      Compression compression) {
  reply->kind = ReplyKind::kError;
  if (compression == Compression::kOn) reply->headers.push_back({"Vary", "Accept-Encoding"});
  reply->body = std::make_shared<const std::string>(text);
  return reply;
}

}  // namespace

bool HasPagesRuntime(const BuildOutput& build) {
  return FindOutput(build, "/_document") != nullptr && FindOutput(build, "/_app") != nullptr;
}

const Output* FindErrorPage(const BuildOutput& build, int status, ErrorPass pass) {
  const bool is_final = pass == ErrorPass::kFinal;
  if (is_final && status == 404) {
    if (const Output* page = FindOutput(build, "/_not-found")) return page;
  }
  if (!HasPagesRuntime(build)) return nullptr;
  if (is_final && (status == 404 || status == 500)) {
    if (const Output* page = FindOutput(build, status == 404 ? "/404" : "/500")) return page;
  }
  return FindOutput(build, "/_error");
}

bool HasCustom500(const BuildOutput& build) { return FindOutput(build, "/500") != nullptr; }

SharedReply InternalServerError(const BuildOutput& build, Compression compression,
                                std::vector<HeaderField> headers) {
  static constexpr std::string_view kText = "Internal Server Error";
  auto reply = std::make_shared<Reply>();
  reply->status = 500;
  reply->headers = std::move(headers);
  const auto has = [&](std::string_view name) {
    return std::any_of(reply->headers.begin(), reply->headers.end(),
                       [&](const HeaderField& field) { return field.name == name; });
  };
  if (build.config.generate_etags) {
    std::erase_if(reply->headers, [](const HeaderField& field) { return field.name == "ETag"; });
    reply->headers.push_back({"ETag", PageEntityTag(kText)});
  }
  if (!has("Content-Type")) reply->headers.push_back({"Content-Type", "text/plain"});
  reply->headers.push_back({"Content-Length", std::to_string(kText.size())});
  return PlainText(std::move(reply), kText, compression);
}

SharedReply PlainNotFound(Compression compression) {
  auto reply = std::make_shared<Reply>();
  reply->status = 404;
  reply->headers = {{"Cache-Control", std::string(kPrivateNoStore)},
                    {"Content-Type", "text/plain; charset=utf-8"}};
  return PlainText(std::move(reply), "Not Found", compression);
}

bool WantsPlainNotFound(const Request& request, std::string_view path) {
  if (path.starts_with("/_next/static/")) return true;
  if (!request.IsGetOrHead()) return false;
  const std::optional<std::string_view> destination = request.Header(RequestHeader::kSecFetchDest);
  return destination && IsNonHtmlDestination(*destination);
}

}  // namespace next_native

#include "manifest/server_config.h"

#include <string>
#include <utility>
#include <vector>

#include "manifest/json_reader.h"

namespace next_native {

namespace {

std::vector<std::string> ReadStrings(const JsonValue& list) {
  std::vector<std::string> strings;
  list.ForEachElement([&](const JsonValue& text) { strings.push_back(text.AsString()); });
  return strings;
}

I18nConfig ReadI18n(const JsonValue& value) {
  I18nConfig i18n;
  i18n.locales = ReadStrings(value.Array("locales"));
  i18n.default_locale = value.String("defaultLocale");
  i18n.locale_detection = value.Bool("localeDetection", i18n.locale_detection);
  value.OptionalArray("domains").ForEachElement([&](const JsonValue& item) {
    if (!item.ExpectObject()) return;
    I18nDomain domain;
    domain.domain = item.String("domain");
    domain.default_locale = item.String("defaultLocale");
    domain.locales = ReadStrings(item.OptionalArray("locales"));
    domain.http = item.Bool("http", domain.http);
    i18n.domains.push_back(std::move(domain));
  });
  return i18n;
}

}  // namespace

Result<ServerConfig> ParseServerConfig(std::string_view json) {
  Result<std::unique_ptr<JsonDocument>> document = JsonDocument::Parse(json, "next.config");
  if (!document) return tl::unexpected(document.error());
  const JsonValue root = (*document)->Root();

  ServerConfig config;
  config.dist_dir = root.String("distDir", config.dist_dir);
  config.base_path = root.String("basePath", config.base_path);
  config.asset_prefix = root.String("assetPrefix", config.asset_prefix);
  config.output = root.String("output", config.output);
  config.deployment_id = root.String("deploymentId", config.deployment_id);
  config.trailing_slash = root.Bool("trailingSlash", config.trailing_slash);
  config.compress = root.Bool("compress", config.compress);
  config.powered_by_header = root.Bool("poweredByHeader", config.powered_by_header);
  config.generate_etags = root.Bool("generateEtags", config.generate_etags);
  config.use_file_system_public_routes =
      root.Bool("useFileSystemPublicRoutes", config.use_file_system_public_routes);
  config.validate_rsc_request_headers =
      root.Bool("validateRSCRequestHeaders", config.validate_rsc_request_headers);
  config.cache_components = root.Bool("cacheComponents", config.cache_components);
  config.has_cache_handler = root.Bool("hasCacheHandler", config.has_cache_handler);
  const JsonValue i18n = root.OptionalObject("i18n");
  config.has_i18n = i18n.is_present();
  if (config.has_i18n) config.i18n = ReadI18n(i18n);
  config.skip_proxy_url_normalize =
      root.Bool("skipProxyUrlNormalize", config.skip_proxy_url_normalize);
  config.case_sensitive_routes = root.Bool("caseSensitiveRoutes", config.case_sensitive_routes);
  config.client_param_parsing_origins =
      ReadStrings(root.OptionalArray("clientParamParsingOrigins"));
  config.older_dist_dirs = ReadStrings(root.OptionalArray("olderDistDirs"));
  config.isr_flush_to_disk = root.Bool("isrFlushToDisk", config.isr_flush_to_disk);
  config.cache_max_memory_size = root.Integer("cacheMaxMemorySize", config.cache_max_memory_size);
  config.expire_time = root.Integer("expireTime", config.expire_time);
  config.worker_threads = root.Integer("workerThreads", config.worker_threads);
  config.reply_memory = root.Integer("replyMemory", config.reply_memory);

  if ((*document)->error()) return tl::unexpected(*(*document)->error());
  return config;
}

}  // namespace next_native

#include "manifest/server_config.h"

#include "manifest/json_reader.h"

namespace next_native {

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
  config.has_i18n = root.Bool("hasI18n", config.has_i18n);
  config.isr_flush_to_disk = root.Bool("isrFlushToDisk", config.isr_flush_to_disk);
  config.cache_max_memory_size = root.Integer("cacheMaxMemorySize", config.cache_max_memory_size);
  config.expire_time = root.Integer("expireTime", config.expire_time);

  if ((*document)->error()) return tl::unexpected(*(*document)->error());
  return config;
}

}  // namespace next_native

// The part of the evaluated next.config that the core uses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "manifest/custom_route.h"

namespace next_native {

struct ServerConfig {
  std::string dist_dir = ".next";  // below the app's folder
  std::string base_path;           // "" or "/docs"
  std::string asset_prefix;
  std::string output;  // "", "standalone" or "export"
  std::string deployment_id;
  bool trailing_slash = false;
  bool compress = true;
  bool powered_by_header = true;
  bool generate_etags = true;
  bool use_file_system_public_routes = true;
  bool validate_rsc_request_headers = false;  // experimental.validateRSCRequestHeaders
  bool cache_components = false;
  bool has_cache_handler =
      false;              // the user has a cacheHandler, so nothing is served from our copy
  bool has_i18n = false;  // `i18n` is set
  I18nConfig i18n;
  bool skip_proxy_url_normalize = false;
  bool case_sensitive_routes = false;  // experimental.caseSensitiveRoutes
  // experimental.clientParamParsingOrigins: sources of regular expressions. External rewrites to a
  // matching origin tell the client router the rewritten path.
  std::vector<std::string> client_param_parsing_origins;
  // Absolute paths of earlier builds' dist directories, the latest first. Their hashed files are
  // served if this build has no file of that name.
  std::vector<std::string> older_dist_dirs;
  bool isr_flush_to_disk = true;
  int64_t cache_max_memory_size = 50 * 1024 * 1024;  // bytes
  int64_t expire_time = 31536000;                    // seconds
  // Threads of the pool that runs load jobs. A fact of the process, not of the config.
  int64_t worker_threads = 4;
  // Bytes of the bodies whose JavaScript objects one environment keeps (option replyMemory).
  int64_t reply_memory = 128 * 1024 * 1024;
};

// Parses the JSON that the shim makes of the evaluated config (lib/app/server-config.js): one flat
// object with the names above in camel case (distDir, validateRSCRequestHeaders, …) and `i18n` as
// in next.config. Ignores unknown keys; missing keys and null keep the defaults above. Error:
// kInvalidManifest with the path of a value of the wrong type.
[[nodiscard]] Result<ServerConfig> ParseServerConfig(std::string_view json);

}  // namespace next_native

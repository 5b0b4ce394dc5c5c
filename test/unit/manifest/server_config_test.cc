#include "manifest/server_config.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(ParseServerConfig, KeepsDefaultsForWhatIsMissing) {
  const Result<ServerConfig> config = ParseServerConfig(R"({"unknown":1,"output":null})");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->dist_dir, ".next");
  EXPECT_EQ(config->output, "");
  EXPECT_TRUE(config->compress);
  EXPECT_TRUE(config->isr_flush_to_disk);
  EXPECT_EQ(config->cache_max_memory_size, 50 * 1024 * 1024);
  EXPECT_EQ(config->expire_time, 31536000);
}

TEST(ParseServerConfig, ReadsEveryField) {
  const Result<ServerConfig> config = ParseServerConfig(R"({
    "distDir": "out", "basePath": "/docs", "assetPrefix": "/cdn", "output": "standalone",
    "deploymentId": "d", "trailingSlash": true, "compress": false, "poweredByHeader": false,
    "generateEtags": false, "useFileSystemPublicRoutes": false, "validateRSCRequestHeaders": true,
    "cacheComponents": true, "hasCacheHandler": true, "hasI18n": true, "isrFlushToDisk": false,
    "cacheMaxMemorySize": 0, "expireTime": 60})");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->dist_dir, "out");
  EXPECT_EQ(config->base_path, "/docs");
  EXPECT_EQ(config->asset_prefix, "/cdn");
  EXPECT_EQ(config->output, "standalone");
  EXPECT_EQ(config->deployment_id, "d");
  EXPECT_TRUE(config->trailing_slash);
  EXPECT_FALSE(config->compress);
  EXPECT_FALSE(config->powered_by_header);
  EXPECT_FALSE(config->generate_etags);
  EXPECT_FALSE(config->use_file_system_public_routes);
  EXPECT_TRUE(config->validate_rsc_request_headers);
  EXPECT_TRUE(config->cache_components);
  EXPECT_TRUE(config->has_cache_handler);
  EXPECT_TRUE(config->has_i18n);
  EXPECT_FALSE(config->isr_flush_to_disk);
  EXPECT_EQ(config->cache_max_memory_size, 0);
  EXPECT_EQ(config->expire_time, 60);
}

TEST(ParseServerConfig, NamesTheFieldOfTheWrongType) {
  const Result<ServerConfig> config = ParseServerConfig(R"({"compress":"yes"})");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, ErrorCode::kInvalidManifest);
  EXPECT_EQ(config.error().message,
            "next.config: $.compress: expected true or false, found a string");
}

}  // namespace
}  // namespace next_native

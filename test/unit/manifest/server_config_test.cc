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
  EXPECT_EQ(config->worker_threads, 4);
  EXPECT_EQ(config->reply_memory, 128 * 1024 * 1024);
}

TEST(ParseServerConfig, ReadsEveryField) {
  const Result<ServerConfig> config = ParseServerConfig(R"({
    "distDir": "out", "basePath": "/docs", "assetPrefix": "/cdn", "output": "standalone",
    "deploymentId": "d", "trailingSlash": true, "compress": false, "poweredByHeader": false,
    "generateEtags": false, "useFileSystemPublicRoutes": false, "validateRSCRequestHeaders": true,
    "cacheComponents": true, "hasCacheHandler": true, "isrFlushToDisk": false,
    "cacheMaxMemorySize": 0, "expireTime": 60, "skipProxyUrlNormalize": true,
    "caseSensitiveRoutes": true, "clientParamParsingOrigins": ["^https://a$", "b"],
    "olderDistDirs": ["/old/2", "/old/1"], "workerThreads": 1, "replyMemory": 1024})");
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
  EXPECT_FALSE(config->isr_flush_to_disk);
  EXPECT_EQ(config->cache_max_memory_size, 0);
  EXPECT_EQ(config->expire_time, 60);
  EXPECT_TRUE(config->skip_proxy_url_normalize);
  EXPECT_TRUE(config->case_sensitive_routes);
  EXPECT_EQ(config->client_param_parsing_origins, (std::vector<std::string>{"^https://a$", "b"}));
  EXPECT_EQ(config->older_dist_dirs, (std::vector<std::string>{"/old/2", "/old/1"}));
  EXPECT_EQ(config->worker_threads, 1);
  EXPECT_EQ(config->reply_memory, 1024);
  EXPECT_FALSE(config->has_i18n);
}

TEST(ParseServerConfig, ReadsLocales) {
  const Result<ServerConfig> config = ParseServerConfig(R"({"i18n":{
    "locales": ["en", "fr"], "defaultLocale": "en", "localeDetection": false,
    "domains": [{"domain": "a.example", "defaultLocale": "fr", "locales": ["en"], "http": true},
                {"domain": "b.example", "defaultLocale": "en"}]}})");
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_TRUE(config->has_i18n);
  const I18nConfig& i18n = config->i18n;
  EXPECT_EQ(i18n.locales, (std::vector<std::string>{"en", "fr"}));
  EXPECT_EQ(i18n.default_locale, "en");
  EXPECT_FALSE(i18n.locale_detection);
  ASSERT_EQ(i18n.domains.size(), 2u);
  EXPECT_EQ(i18n.domains[0].domain, "a.example");
  EXPECT_EQ(i18n.domains[0].default_locale, "fr");
  EXPECT_EQ(i18n.domains[0].locales, std::vector<std::string>{"en"});
  EXPECT_TRUE(i18n.domains[0].http);
  EXPECT_TRUE(i18n.domains[1].locales.empty());
  EXPECT_FALSE(i18n.domains[1].http);

  EXPECT_FALSE(ParseServerConfig(R"({"i18n":null})")->has_i18n);
  EXPECT_TRUE(ParseServerConfig(R"({"i18n":{"locales":["en"],"defaultLocale":"en"}})")
                  ->i18n.locale_detection);
}

TEST(ParseServerConfig, NamesTheFieldOfTheWrongType) {
  struct Case {
    std::string_view json, message;
  };
  const Case cases[] = {
      {R"({"compress":"yes"})", "$.compress: expected true or false, found a string"},
      {R"({"i18n":[]})", "$.i18n: expected an object, found an array"},
      {R"({"i18n":{"defaultLocale":"en"}})", "$.i18n.locales: expected an array, found nothing"},
      {R"({"i18n":{"locales":[1],"defaultLocale":"en"}})",
       "$.i18n.locales[0]: expected a string, found a number"},
      {R"({"i18n":{"locales":["en"]}})", "$.i18n.defaultLocale: expected a string, found nothing"},
      {R"({"i18n":{"locales":["en"],"defaultLocale":"en","localeDetection":1}})",
       "$.i18n.localeDetection: expected true or false, found a number"},
      {R"({"i18n":{"locales":["en"],"defaultLocale":"en","domains":[null]}})",
       "$.i18n.domains[0]: expected an object, found null"},
      {R"({"i18n":{"locales":["en"],"defaultLocale":"en","domains":[{"domain":"a"}]}})",
       "$.i18n.domains[0].defaultLocale: expected a string, found nothing"},
      {R"({"skipProxyUrlNormalize":"x"})",
       "$.skipProxyUrlNormalize: expected true or false, found a string"},
      {R"({"clientParamParsingOrigins":[null]})",
       "$.clientParamParsingOrigins[0]: expected a string, found null"},
  };
  for (const Case& c : cases) {
    const Result<ServerConfig> config = ParseServerConfig(c.json);
    ASSERT_FALSE(config) << c.json;
    EXPECT_EQ(config.error().code, ErrorCode::kInvalidManifest);
    EXPECT_EQ(config.error().message, "next.config: " + std::string(c.message));
  }
}

}  // namespace
}  // namespace next_native

#include "http/media_type.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(MediaType, LooksUpByTheLastPart) {
  const struct {
    std::string_view path;
    std::string_view media_type;
  } cases[] = {
      {"/a.js", "application/javascript; charset=UTF-8"},
      {"/a.mjs", "application/javascript; charset=UTF-8"},
      {"/a.JS", "application/javascript; charset=UTF-8"},
      {"/a.js.map", "application/json; charset=UTF-8"},
      {"/manifest.webmanifest", "application/manifest+json"},
      {"/a.css", "text/css; charset=UTF-8"},
      {"/a.txt", "text/plain; charset=UTF-8"},
      {"/a.html", "text/html; charset=UTF-8"},
      {"/a.xml", "application/xml"},
      {"/a.svg", "image/svg+xml"},
      {"/a.png", "image/png"},
      {"/favicon.ico", "image/x-icon"},
      {"/a.woff2", "font/woff2"},
      {"/a.wasm", "application/wasm"},
      {"/a.avif", "image/avif"},
      {"/a.heic", "image/heic"},
      {"/a.icns", "image/x-icns"},
      {"/a.jxl", "image/jxl"},
      {"/css", "text/css; charset=UTF-8"},
      {"c:\\png", "image/png"},
      {".gif", "image/gif"},
      {"/a", kDefaultMediaType},
      {"/a.", kDefaultMediaType},
      {"/a.js ", kDefaultMediaType},
      {"/a.unknown", kDefaultMediaType},
      {"/js.d/LICENSE", kDefaultMediaType},
      {"", kDefaultMediaType},
  };
  for (const auto& c : cases) EXPECT_EQ(MediaTypeOf(c.path), c.media_type) << c.path;
}

}  // namespace
}  // namespace next_native

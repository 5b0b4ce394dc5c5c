// Everything from `next build` that the server needs: typed, checked and immutable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text_map.h"
#include "manifest/custom_route.h"
#include "manifest/server_config.h"

namespace next_native {

enum class OutputKind : uint8_t {
  kAppPage,     // app/**/page
  kAppRoute,    // app/**/route, and metadata routes
  kPage,        // pages/** with a handler
  kPagesApi,    // pages/api/**
  kStaticPage,  // pages/** that the build rendered to a plain .html (no handler)
};

// A page, route handler or API route that a path can resolve to.
struct Output {
  OutputKind kind = OutputKind::kAppPage;
  std::string pathname;     // as routed: "/blog/[slug]"; without locale
  std::string page;         // manifest key: "/blog/[slug]/page"; for pages/ the pathname, with
                            // its locale if there is one: "/fr/about"
  std::string file;         // below <distDir>/server: "app/blog/[slug]/page.js"; empty on the edge
  bool is_dynamic = false;  // has a [param] segment
  bool is_edge = false;     // runs on the edge runtime (middleware manifest `functions`)
  bool is_static_generation = false;  // rendered at build time, or cached after its first render
  bool has_data_route = false;        // pages with getStaticProps or getServerSideProps
  std::string locale;                 // i18n: the only locale of this page; empty: all locales
  bool is_internal = false;  // /_app, /_document, /_error: a request for the path itself is a 404
  // Dynamic pathnames of parallel slots that also render at this pathname ("/[...rest]"). The first
  // one that matches the path gives the slot's params.
  std::vector<std::string> slot_pathnames;
};

// How long a page stays fresh and usable. `false` in a manifest means never.
struct CacheLifetime {
  std::optional<int64_t> revalidate;  // seconds; nullopt: never goes stale
  std::optional<int64_t> expire;      // seconds; nullopt: not stated
};

// An entry of `routes` in the prerender manifest: a path the build rendered.
struct PrerenderedRoute {
  std::string path;          // decoded: "/blog/caffè"; a page with i18n: "/fr/blog/caffè"
  std::string source_route;  // page pathname it came from, without locale: "/blog/[slug]"
  std::string data_route;  // "/blog/caffè.rsc" or "/_next/data/…json"; empty for route handlers
  CacheLifetime lifetime;
  int initial_status = 200;
  std::vector<std::pair<std::string, std::string>> initial_headers;  // route handlers
  bool is_partial = false;  // renderingMode PARTIALLY_STATIC or a non-complete response
};

enum class FallbackMode : uint8_t { kNotFound, kBlocking, kShell };

// An entry of `dynamicRoutes` in the prerender manifest.
struct PrerenderedDynamicRoute {
  std::string pathname;
  FallbackMode fallback = FallbackMode::kBlocking;
  // For kShell: "/blog/[slug].html". With i18n every locale has a shell of its own below
  // "/<locale>", although the manifest does not say so.
  std::string fallback_file;
  // Lifetime of the shell and of paths rendered later; nullopt: not stated.
  std::optional<CacheLifetime> fallback_lifetime;
  bool is_partial = false;  // renderingMode PARTIALLY_STATIC or a partial response
};

// The redirects that Next.js adds to a build (`internal: true` in the routes manifest). next's
// lib/load-custom-routes.js writes no others.
enum class InternalRedirect : uint8_t {
  kRemoveSlash,      // trailingSlash off: "/a/" -> "/a"
  kBasePathToBare,   // trailingSlash off: "/docs/" -> "/docs"
  kFileRemoveSlash,  // trailingSlash on: "/a.txt/" -> "/a.txt"; not for requests with x-nextjs-data
  kAddSlash,         // trailingSlash on: "/a" -> "/a/"
  kBasePathToSlash,  // trailingSlash on: "/docs" -> "/docs/"
};

struct BuildOutput {
  std::string dir;       // the app's folder, absolute
  std::string dist_dir;  // <dir>/.next, absolute
  std::string build_id;
  ServerConfig config;
  std::string preview_mode_id;

  bool has_app = false;                  // the build has an app router manifest
  bool has_pages = false;                // pages manifest holds more than error pages (see loader)
  std::vector<Output> outputs;           // error pages included (/404, /500, /_error)
  TextMap<uint32_t> output_by_pathname;  // index into `outputs`; app outputs win over pages
  // i18n: maps "/fr/about" ("/fr" for the root page) to the output for that locale alone, if there
  // is one. `output_by_pathname` then holds the output for all other locales: the output for all
  // locales, else the first one (getRouteDefinition of next's
  // server/lib/router-utils/filesystem.js).
  TextMap<uint32_t> output_by_localized_pathname;

  TextMap<PrerenderedRoute> prerendered;
  TextMap<PrerenderedDynamicRoute> prerendered_dynamic;
  std::vector<std::string> not_found_routes;  // prerender manifest `notFoundRoutes`

  std::vector<InternalRedirect> internal_redirects;  // in the order they are tried; all are 308
  // The path of config.assetPrefix ("/cdn") if Next.js rewrites "/cdn/_next/…" to "/_next/…";
  // empty: no such rewrite.
  std::string asset_prefix_path;
  // Applies to internal redirects and to custom routes except beforeFiles. Read from the config,
  // not from the manifest.
  bool case_sensitive_routes = false;
  CustomRoutes custom_routes;
  MiddlewareOutput middleware;
  // `regex` of the rewrites that Next.js generates for interception routes. A path that matches one
  // of them may have two answers, chosen by next-url.
  std::vector<std::string> interception_patterns;
  bool has_image_optimizer = true;  // answers /_next/image
};

}  // namespace next_native

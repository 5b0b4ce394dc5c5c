#include "cache/prerendered_reply.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "support/memory_file_system.h"

// The expected answers were recorded from the custom server of Next.js 16.4.6.
namespace next_native {
namespace {

constexpr char kVary[] =
    "Vary: rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch";
constexpr char kNoStore[] =
    "Cache-Control: private, no-cache, no-store, max-age=0, must-revalidate";

SharedBytes Bytes(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

PrerenderedEntry AppPage() {
  PrerenderedEntry entry;
  entry.kind = PrerenderedKind::kAppPage;
  entry.path = entry.page_pathname = "/isr";
  entry.headers = {{"x-nextjs-stale-time", "300"}, {"x-nextjs-prerender", "1"}};
  entry.lifetime = {60, 31536000};
  entry.html = Bytes(std::string(4948, 'h'));
  entry.rsc = Bytes(std::string(3205, 'r'));
  entry.has_segments = true;
  entry.segments["/_tree"] = Bytes("tree");
  entry.html_entity_tag = "\"tag\"";
  return entry;
}

PrerenderedEntry PagesPage() {
  PrerenderedEntry entry;
  entry.kind = PrerenderedKind::kPage;
  entry.path = "/p/1";
  entry.page_pathname = "/p/[id]";
  entry.headers = {{"x-never", "sent"}};
  entry.html = Bytes(std::string(1448, 'h'));
  entry.data = Bytes("{}");
  entry.html_entity_tag = "\"tag\"";
  entry.data_entity_tag = "\"data\"";
  return entry;
}

PrerenderedEntry RouteHandler() {
  PrerenderedEntry entry;
  entry.kind = PrerenderedKind::kAppRoute;
  entry.path = entry.page_pathname = "/api/static";
  entry.headers = {{"X-B", "2"},
                   {"content-type", "application/json"},
                   {"set-cookie", "a=1"},
                   {"x-b", "3"},
                   {"content-length", "9"},
                   {"set-cookie", "b=2"}};
  entry.body = Bytes(R"({"a":1})");
  return entry;
}

PrerenderedEntry StaticPage() {
  PrerenderedEntry entry;
  entry.kind = PrerenderedKind::kStaticPage;
  entry.path = entry.page_pathname = "/404";
  entry.html = Bytes(std::string(100, 'h'));
  entry.html_entity_tag = "\"tag\"";
  return entry;
}

struct Ask {
  Representation representation = Representation::kAppHtml;
  std::vector<std::pair<RequestHeader, std::string_view>> fields = {};
  std::vector<std::pair<ResponseHeader, std::string_view>> preset = {};
  std::string_view method = "GET";
  std::string_view segment = {};
  bool has_data_header = false;
  std::optional<int> status = {};
  bool no_store = false;
  bool is_stale = false;
};

PrerenderedAnswer AskOnce(PrerenderedReplies& replies, const Ask& ask) {
  RequestFields fields;
  PresetFields preset;
  for (const auto& [name, value] : ask.fields) fields[static_cast<size_t>(name)] = value;
  for (const auto& [name, value] : ask.preset) preset[static_cast<size_t>(name)] = value;
  return replies.Answer({ask.representation, ask.method, ask.segment, ask.has_data_header,
                         ask.status, true, ask.no_store, ask.is_stale, fields, preset});
}

SharedReply Answer(PrerenderedReplies& replies, const Ask& ask) {
  PrerenderedAnswer answer = AskOnce(replies, ask);
  if (answer.job) {
    answer.job->Run(MemoryFileSystem());
    answer = AskOnce(replies, ask);
  }
  return answer.reply;
}

std::vector<std::string> Lines(const SharedReply& reply) {
  std::vector<std::string> lines{std::to_string(reply->status)};
  for (const HeaderField& field : reply->headers) lines.push_back(field.name + ": " + field.value);
  return lines;
}

std::shared_ptr<PrerenderedReplies> Replies(PrerenderedEntry entry, ServerConfig config = {}) {
  return PrerenderedReplies::Make(std::make_shared<const PrerenderedEntry>(std::move(entry)),
                                  config);
}

struct Case {
  const char* why;
  PrerenderedEntry entry;
  Ask ask;
  std::vector<std::string> expected;
  ServerConfig config = {};
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    const SharedReply reply = Answer(*Replies(c.entry, c.config), c.ask);
    ASSERT_NE(reply, nullptr) << c.why;
    std::vector<std::string> lines = Lines(reply);
    for (size_t i = 1; i < lines.size(); ++i) {  // the length of an encoded body is not the point
      if (reply->headers[i - 1].name == "Content-Length" && i > 1 &&
          reply->headers[i - 2].name == "Content-Encoding") {
        EXPECT_EQ(reply->headers[i - 1].value, std::to_string(reply->body->size())) << c.why;
        lines[i] = "Content-Length: *";
      }
    }
    EXPECT_EQ(lines, c.expected) << c.why;
  }
}

const std::string kVaryAll = std::string(kVary) + ", Accept-Encoding";
const std::string kIsrCache = "Cache-Control: s-maxage=60, stale-while-revalidate=31535940";

TEST(PrerenderedReplyTest, AppPages) {
  using R = Representation;
  PrerenderedEntry redirect = AppPage();
  redirect.status = 307;
  PrerenderedEntry not_found = AppPage();
  not_found.status = 404;
  Check({
      {"HTML",
       AppPage(),
       {},
       {"200", kVaryAll, "x-nextjs-cache: HIT", "x-nextjs-prerender: 1", "x-nextjs-prerender: 1",
        "x-nextjs-stale-time: 300", "X-Powered-By: Next.js", kIsrCache, "ETag: \"tag\"",
        "Content-Type: text/html; charset=utf-8", "Content-Length: 4948"}},
      {"HTML, gzip",
       AppPage(),
       {R::kAppHtml, {{RequestHeader::kAcceptEncoding, "gzip"}}},
       {"200", kVaryAll, "x-nextjs-cache: HIT", "x-nextjs-prerender: 1", "x-nextjs-prerender: 1",
        "x-nextjs-stale-time: 300", "X-Powered-By: Next.js", kIsrCache, "ETag: \"tag\"",
        "Content-Type: text/html; charset=utf-8", "Content-Encoding: gzip", "Content-Length: *"}},
      {"HTML, not modified",
       AppPage(),
       {R::kAppHtml,
        {{RequestHeader::kIfNoneMatch, "W/\"tag\""}, {RequestHeader::kAcceptEncoding, "gzip"}}},
       {"304", kVary, "x-nextjs-cache: HIT", "x-nextjs-prerender: 1", "x-nextjs-prerender: 1",
        "x-nextjs-stale-time: 300", "X-Powered-By: Next.js", kIsrCache, "ETag: \"tag\""}},
      {"RSC",
       AppPage(),
       {R::kAppRsc},
       {"200", kVaryAll, "x-nextjs-cache: HIT", "x-nextjs-prerender: 1", "x-nextjs-prerender: 1",
        "x-nextjs-stale-time: 300", kIsrCache, "Content-Type: text/x-component"}},
      {"RSC of a redirect",
       redirect,
       {R::kAppRsc},
       {"200", kVaryAll, "x-nextjs-cache: HIT", "x-nextjs-prerender: 1", "x-nextjs-prerender: 1",
        "x-nextjs-stale-time: 300", kIsrCache, "Content-Type: text/x-component"}},
      {"segment: chunked, so encoded below the threshold too",
       AppPage(),
       {R::kAppSegment, {{RequestHeader::kAcceptEncoding, "gzip"}}, {}, "GET", "/_tree"},
       {"200", kVaryAll, "x-nextjs-cache: HIT", "x-nextjs-prerender: 1", "x-nextjs-postponed: 2",
        kIsrCache, "Content-Type: text/x-component", "Content-Encoding: gzip",
        "Content-Length: *"}},
      {"unknown segment",
       AppPage(),
       {R::kAppSegment, {}, {}, "GET", "/zzz"},
       {"404", kVary, "x-nextjs-cache: HIT", "x-nextjs-prerender: 1", "x-nextjs-postponed: 2",
        kIsrCache}},
      {"answer to an unknown path",
       not_found,
       {R::kAppHtml, {}, {}, "GET", {}, false, 404, true},
       {"404", kNoStore, kVaryAll, "x-nextjs-cache: HIT", "x-nextjs-prerender: 1",
        "x-nextjs-prerender: 1", "x-nextjs-stale-time: 300", "X-Powered-By: Next.js",
        "ETag: \"tag\"", "Content-Type: text/html; charset=utf-8", "Content-Length: 4948"}},
  });
}

TEST(PrerenderedReplyTest, Pages) {
  using R = Representation;
  PrerenderedEntry not_found = PagesPage();
  not_found.path = not_found.page_pathname = "/404";
  Check({
      {"HTML",
       PagesPage(),
       {R::kPagesHtml},
       {"200", "x-nextjs-cache: HIT", "Cache-Control: s-maxage=31536000", "X-Powered-By: Next.js",
        "ETag: \"tag\"", "Content-Type: text/html; charset=utf-8", "Content-Length: 1448",
        "Vary: Accept-Encoding"}},
      {"HTML, gzip",
       PagesPage(),
       {R::kPagesHtml, {{RequestHeader::kAcceptEncoding, "gzip"}}},
       {"200", "x-nextjs-cache: HIT", "Cache-Control: s-maxage=31536000", "X-Powered-By: Next.js",
        "ETag: \"tag\"", "Content-Type: text/html; charset=utf-8", "Vary: Accept-Encoding",
        "Content-Encoding: gzip", "Content-Length: *"}},
      {"data",
       PagesPage(),
       {R::kPagesData, {}, {}, "GET", {}, true},
       {"200", "x-nextjs-matched-path: /p/[id]", "x-nextjs-cache: HIT",
        "Cache-Control: s-maxage=31536000", "ETag: \"data\"",
        "Content-Type: application/json; charset=utf-8", "Content-Length: 2",
        "Vary: Accept-Encoding"}},
      {"data, not modified",
       PagesPage(),
       {R::kPagesData, {{RequestHeader::kIfNoneMatch, "\"data\""}}},
       {"304", "x-nextjs-cache: HIT", "Cache-Control: s-maxage=31536000", "ETag: \"data\""}},
      {"the 404 page itself is not stored",
       not_found,
       {R::kPagesHtml, {}, {}, "GET", {}, false, 404},
       {"404", "x-nextjs-cache: HIT", kNoStore, "X-Powered-By: Next.js", "ETag: \"tag\"",
        "Content-Type: text/html; charset=utf-8", "Content-Length: 1448", "Vary: Accept-Encoding"}},
      {"without a handler",
       StaticPage(),
       {R::kStaticHtml, {}, {}, "HEAD", {}, false, 404},
       {"404", "X-Powered-By: Next.js", "ETag: \"tag\"", "Content-Type: text/html; charset=utf-8",
        "Content-Length: 100", "Vary: Accept-Encoding"}},
  });
}

TEST(PrerenderedReplyTest, RouteHandlers) {
  Check({
      {"identity",
       RouteHandler(),
       {Representation::kRouteBody},
       {"200", kVaryAll, "x-nextjs-cache: HIT", "cache-control: s-maxage=31536000",
        "content-type: application/json", "set-cookie: a=1", "set-cookie: b=2", "x-b: 2, 3"}},
      {"gzip",
       RouteHandler(),
       {Representation::kRouteBody, {{RequestHeader::kAcceptEncoding, "gzip"}}},
       {"200", kVaryAll, "x-nextjs-cache: HIT", "cache-control: s-maxage=31536000",
        "content-type: application/json", "set-cookie: a=1", "set-cookie: b=2", "x-b: 2, 3",
        "Content-Encoding: gzip", "Content-Length: *"}},
      {"no-transform leaves Vary as it is",
       RouteHandler(),
       {Representation::kRouteBody, {}, {{ResponseHeader::kCacheControl, "no-transform"}}},
       {"200", "vary" + std::string(kVary).substr(4), "x-nextjs-cache: HIT",
        "content-type: application/json", "set-cookie: a=1", "set-cookie: b=2", "x-b: 2, 3"}},
      {"preset Vary and type",
       RouteHandler(),
       {Representation::kRouteBody,
        {},
        {{ResponseHeader::kVary, "Foo"}, {ResponseHeader::kContentType, "text/x"}}},
       {"200", "Vary: Foo" + std::string(kVaryAll).replace(0, 5, ","), "x-nextjs-cache: HIT",
        "cache-control: s-maxage=31536000", "set-cookie: a=1", "set-cookie: b=2", "x-b: 2, 3"}},
  });
}

TEST(PrerenderedReplyTest, FieldsSetByTheUsersServer) {
  using R = Representation;
  Check({
      {"Cache-Control stays",
       PagesPage(),
       {R::kPagesHtml, {}, {{ResponseHeader::kCacheControl, "private"}}},
       {"200", "x-nextjs-cache: HIT", "X-Powered-By: Next.js", "ETag: \"tag\"",
        "Content-Type: text/html; charset=utf-8", "Content-Length: 1448", "Vary: Accept-Encoding"}},
      {"no-transform: no coding and no Vary",
       PagesPage(),
       {R::kPagesHtml,
        {{RequestHeader::kAcceptEncoding, "gzip"}},
        {{ResponseHeader::kCacheControl, "no-transform"}}},
       {"200", "x-nextjs-cache: HIT", "X-Powered-By: Next.js", "ETag: \"tag\"",
        "Content-Type: text/html; charset=utf-8", "Content-Length: 1448"}},
      {"Content-Type stays, and decides about compression",
       PagesPage(),
       {R::kPagesHtml,
        {{RequestHeader::kAcceptEncoding, "gzip"}},
        {{ResponseHeader::kContentType, "image/png"}}},
       {"200", "x-nextjs-cache: HIT", "Cache-Control: s-maxage=31536000", "X-Powered-By: Next.js",
        "ETag: \"tag\"", "Content-Length: 1448"}},
      {"Vary is added to",
       PagesPage(),
       {R::kPagesHtml, {}, {{ResponseHeader::kVary, "Foo"}}},
       {"200", "x-nextjs-cache: HIT", "Cache-Control: s-maxage=31536000", "X-Powered-By: Next.js",
        "ETag: \"tag\"", "Content-Type: text/html; charset=utf-8", "Content-Length: 1448",
        "Vary: Foo, Accept-Encoding"}},
      {"app pages replace Vary; a coding set before is kept",
       AppPage(),
       {R::kAppRsc,
        {{RequestHeader::kAcceptEncoding, "gzip"}},
        {{ResponseHeader::kVary, "Foo"}, {ResponseHeader::kContentEncoding, "br"}}},
       {"200", kVaryAll, "x-nextjs-cache: HIT", "x-nextjs-prerender: 1", "x-nextjs-prerender: 1",
        "x-nextjs-stale-time: 300", kIsrCache, "Content-Type: text/x-component"}},
      {"an error answer replaces Cache-Control",
       StaticPage(),
       {R::kStaticHtml,
        {},
        {{ResponseHeader::kCacheControl, "private"}},
        "GET",
        {},
        false,
        404,
        true},
       {"404", kNoStore, "X-Powered-By: Next.js", "ETag: \"tag\"",
        "Content-Type: text/html; charset=utf-8", "Content-Length: 100", "Vary: Accept-Encoding"}},
  });
}

TEST(PrerenderedReplyTest, FollowsTheConfig) {
  ServerConfig plain;
  plain.compress = false;
  plain.generate_etags = false;
  plain.powered_by_header = false;
  Check({
      {"everything off",
       AppPage(),
       {Representation::kAppHtml,
        {{RequestHeader::kAcceptEncoding, "gzip"}, {RequestHeader::kIfNoneMatch, "*"}}},
       {"200", kVary, "x-nextjs-cache: HIT", "x-nextjs-prerender: 1", "x-nextjs-prerender: 1",
        "x-nextjs-stale-time: 300", kIsrCache, "Content-Type: text/html; charset=utf-8",
        "Content-Length: 4948"},
       plain},
      {"the spelling of Vary in route handlers",
       RouteHandler(),
       {Representation::kRouteBody},
       {"200", "vary" + std::string(kVary).substr(4), "x-nextjs-cache: HIT",
        "cache-control: s-maxage=31536000", "content-type: application/json", "set-cookie: a=1",
        "set-cookie: b=2", "x-b: 2, 3"},
       plain},
  });
}

TEST(PrerenderedReplyTest, HasOnlyWhatTheEntryHolds) {
  const auto app = Replies(AppPage());
  EXPECT_TRUE(app->Has(Representation::kAppHtml));
  EXPECT_TRUE(app->Has(Representation::kAppSegment));
  EXPECT_FALSE(app->Has(Representation::kPagesHtml));
  EXPECT_FALSE(app->Has(Representation::kStaticHtml));
  PrerenderedEntry partial = AppPage();
  partial.is_partial = true;
  EXPECT_FALSE(Replies(partial)->Has(Representation::kAppHtml));
  PrerenderedEntry no_segments = AppPage();
  no_segments.has_segments = false;
  EXPECT_FALSE(Replies(no_segments)->Has(Representation::kAppSegment));
  EXPECT_TRUE(Replies(PagesPage())->Has(Representation::kPagesData));
  EXPECT_TRUE(Replies(RouteHandler())->Has(Representation::kRouteBody));
  EXPECT_TRUE(Replies(StaticPage())->Has(Representation::kStaticHtml));
}

TEST(PrerenderedReplyTest, RepliesAreMadeOnceAndShared) {
  const auto replies = Replies(AppPage());
  const Ask gzip{Representation::kAppHtml, {{RequestHeader::kAcceptEncoding, "gzip"}}};
  const PrerenderedAnswer first = AskOnce(*replies, gzip);
  ASSERT_NE(first.job, nullptr);
  EXPECT_EQ(AskOnce(*replies, gzip).job, first.job);
  const size_t before = replies->ByteSize();
  EXPECT_EQ(replies->VariantCount(), 0u);
  first.job->Run(MemoryFileSystem());
  first.job->Run(MemoryFileSystem());
  const SharedReply encoded = AskOnce(*replies, gzip).reply;
  ASSERT_NE(encoded, nullptr);
  EXPECT_EQ(replies->ByteSize(), before + encoded->body->size());
  EXPECT_EQ(replies->VariantCount(), 1u);
  EXPECT_EQ(AskOnce(*replies, gzip).reply, encoded);
  // HEAD gets the identity form, and shares the reply.
  const SharedReply identity = Answer(*replies, {});
  EXPECT_EQ(Answer(*replies, {Representation::kAppHtml, {}, {}, "HEAD"}), identity);
  EXPECT_EQ(identity->body, replies->entry().html);
  // A preset field needs a reply of its own.
  const Ask preset{Representation::kAppHtml, {}, {{ResponseHeader::kVary, "Foo"}}};
  EXPECT_NE(Answer(*replies, preset), Answer(*replies, preset));
}

TEST(PrerenderedReplyTest, IsSharedByThreads) {
  const auto replies = Replies(AppPage());
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&replies, thread] {
      static constexpr std::string_view kCodings[] = {"gzip", "br", "zstd", "identity"};
      for (int i = 0; i < 200; ++i) {
        const auto coding = kCodings[static_cast<size_t>(i + thread) % 4];
        const SharedReply reply =
            Answer(*replies, {i % 2 == 0 ? Representation::kAppHtml : Representation::kAppRsc,
                              {{RequestHeader::kAcceptEncoding, coding}}});
        ASSERT_NE(reply, nullptr);
        EXPECT_EQ(reply->status, 200);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(PrerenderedReplyTest, StaleRepliesAreMarkedAndSharedSeparately) {
  PrerenderedEntry page;
  page.kind = PrerenderedKind::kPage;
  page.html = Bytes("html");
  page.html_entity_tag = "\"tag\"";
  const std::shared_ptr<PrerenderedReplies> pages = Replies(page);
  const SharedReply fresh = Answer(*pages, {Representation::kPagesHtml});
  const SharedReply stale =
      Answer(*pages, {.representation = Representation::kPagesHtml, .is_stale = true});
  EXPECT_EQ(Lines(fresh)[1], "x-nextjs-cache: HIT");
  EXPECT_EQ(Lines(stale)[1], "x-nextjs-cache: STALE");
  EXPECT_EQ(stale->body, fresh->body);
  EXPECT_EQ(Answer(*pages, {.representation = Representation::kPagesHtml, .is_stale = true}),
            stale);
}

TEST(PrerenderedReplyTest, RedirectsAndMissingPages) {
  PrerenderedEntry moved;
  moved.kind = PrerenderedKind::kPage;
  moved.page_pathname = "/p";
  moved.lifetime = {.revalidate = 2, .expire = 10};
  moved.redirect = {"/to", 308};
  moved.html = Bytes("/to");
  moved.data = Bytes("{\"pageProps\":{}}");
  moved.TagBodies();
  const std::shared_ptr<PrerenderedReplies> replies = Replies(moved);
  EXPECT_EQ(Lines(Answer(*replies, {Representation::kPagesHtml})),
            (std::vector<std::string>{"308", "x-nextjs-cache: HIT",
                                      "Cache-Control: s-maxage=2, stale-while-revalidate=8",
                                      "Location: /to", "Refresh: 0;url=/to", "Content-Length: 3"}));
  EXPECT_EQ(Lines(Answer(*replies, {Representation::kPagesData}))[0], "200");

  PrerenderedEntry missing;
  missing.kind = PrerenderedKind::kPage;
  missing.page_pathname = "/p";
  missing.is_not_found = true;
  missing.data = Bytes("{\"notFound\":true}");
  missing.TagBodies();
  const std::shared_ptr<PrerenderedReplies> none = Replies(missing);
  EXPECT_FALSE(none->Has(Representation::kPagesHtml)) << "the 404 page answers";
  EXPECT_EQ(Lines(Answer(*none, {Representation::kPagesData})),
            (std::vector<std::string>{"404", "x-nextjs-cache: HIT",
                                      "Cache-Control: s-maxage=31536000", "Content-Length: 17"}));
}

}  // namespace
}  // namespace next_native

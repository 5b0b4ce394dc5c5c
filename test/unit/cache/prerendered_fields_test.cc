#include "cache/prerendered_fields.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

// Tests the rules one by one; prerendered_reply_test.cc has whole recorded answers.
namespace next_native {
namespace {

using R = Representation;

SharedBytes Bytes(std::string text) { return std::make_shared<const std::string>(std::move(text)); }

PrerenderedEntry EntryOf(PrerenderedKind kind) {
  PrerenderedEntry entry;
  entry.kind = kind;
  entry.path = "/a";
  entry.page_pathname = "/[a]";
  entry.lifetime = {60, 3600};
  entry.html = Bytes("<p>");
  entry.rsc = Bytes("rsc");
  entry.data = Bytes("{}");
  entry.body = Bytes("body");
  entry.html_entity_tag = "\"html\"";
  entry.data_entity_tag = "\"data\"";
  return entry;
}

PrerenderedEntry EntryFor(R representation) { return EntryOf(KindOf(representation)); }

// A variant whose body is that of the entry.
ReplyVariant VariantOf(R representation, const PrerenderedEntry& entry) {
  ReplyVariant variant{};
  variant.representation = representation;
  variant.body = representation == R::kPagesData   ? &entry.data
                 : representation == R::kRouteBody ? &entry.body
                 : IsHtml(representation)          ? &entry.html
                                                   : &entry.rsc;
  return variant;
}

// The values of a field as sent, joined by "|"; "-": not sent.
std::string Sent(const std::vector<HeaderField>& fields, std::string_view name) {
  std::string text;
  for (const HeaderField& field : fields) {
    if (field.name == name) text.append(text.empty() ? "" : "|").append(field.value);
  }
  return text.empty() ? "-" : text;
}

TEST(PrerenderedFieldsTest, Status) {
  const std::optional<int> none;
  const struct {
    const char* why;
    R representation;
    std::optional<int> stored;
    int asked;
    int expected;
  } cases[] = {
      {"nothing said", R::kAppHtml, none, 0, 200},
      {"asked for", R::kAppHtml, none, 404, 404},
      {"stored before asked for", R::kAppHtml, 410, 404, 410},
      {"a redirect as HTML", R::kAppHtml, 307, 0, 307},
      {"a redirect as RSC: the client router reads it from the payload", R::kAppRsc, 307, 0, 200},
      {"303 and 308 as well", R::kAppRsc, 308, 0, 200},
      {"301 is none of Next's redirects", R::kAppRsc, 301, 0, 301},
      {"an error as RSC", R::kAppRsc, 404, 0, 404},
      {"a segment", R::kAppSegment, 307, 0, 200},
      {"a route handler's own", R::kRouteBody, 201, 404, 201},
      {"a route handler without one", R::kRouteBody, none, 404, 200},
      {"a page of pages/ has none stored", R::kPagesHtml, 410, 0, 200},
      {"the 404 page of pages/", R::kPagesHtml, none, 404, 404},
      {"data", R::kPagesData, none, 0, 200},
      {"a page without a handler", R::kStaticHtml, none, 500, 500},
  };
  for (const auto& c : cases) {
    PrerenderedEntry entry = EntryFor(c.representation);
    entry.status = c.stored;
    ReplyVariant variant = VariantOf(c.representation, entry);
    variant.status = c.asked;
    EXPECT_EQ(PrerenderedFields(entry, {}).StatusOf(variant), c.expected) << c.why;
  }
}

TEST(PrerenderedFieldsTest, StatusOfRedirectsAndMissingPages) {
  const PrerenderedEntry page = EntryFor(R::kAppSegment);
  ReplyVariant unknown = VariantOf(R::kAppSegment, page);
  unknown.body = nullptr;
  EXPECT_EQ(PrerenderedFields(page, {}).StatusOf(unknown), 404) << "an unknown segment";

  PrerenderedEntry moved = EntryFor(R::kPagesHtml);
  moved.redirect = {"/to", 308};
  const PrerenderedFields redirect(moved, {});
  EXPECT_EQ(redirect.StatusOf(VariantOf(R::kPagesHtml, moved)), 308);
  EXPECT_EQ(redirect.StatusOf(VariantOf(R::kPagesData, moved)), 200) << "the data says where";

  PrerenderedEntry missing = EntryFor(R::kPagesData);
  missing.is_not_found = true;
  EXPECT_EQ(PrerenderedFields(missing, {}).StatusOf(VariantOf(R::kPagesData, missing)), 404);
}

TEST(PrerenderedFieldsTest, EntityTag) {
  ServerConfig without_tags;
  without_tags.generate_etags = false;
  const struct {
    R representation;
    std::string_view expected;
  } cases[] = {
      {R::kAppHtml, "\"html\""},
      {R::kPagesHtml, "\"html\""},
      {R::kStaticHtml, "\"html\""},
      {R::kPagesData, "\"data\""},
      {R::kAppRsc, ""},
      {R::kAppSegment, ""},
      {R::kRouteBody, ""},
  };
  for (const auto& c : cases) {
    const PrerenderedEntry entry = EntryFor(c.representation);
    EXPECT_EQ(PrerenderedFields(entry, {}).EntityTagOf(c.representation), c.expected);
    EXPECT_EQ(PrerenderedFields(entry, without_tags).EntityTagOf(c.representation), "");
  }
}

TEST(PrerenderedFieldsTest, ContentType) {
  constexpr std::string_view kHtml = "text/html; charset=utf-8";
  constexpr std::string_view kStored = "text/x-stored";
  const struct {
    const char* why;
    R representation;
    std::string_view stored, expected;
  } cases[] = {
      {"HTML", R::kAppHtml, "", kHtml},
      {"stored with an app page", R::kAppHtml, kStored, kStored},
      {"RSC", R::kAppRsc, "", "text/x-component"},
      {"stored with an app page, for RSC", R::kAppRsc, kStored, kStored},
      {"a segment has its own", R::kAppSegment, kStored, "text/x-component"},
      {"pages/ ignore stored fields", R::kPagesHtml, kStored, kHtml},
      {"data", R::kPagesData, kStored, "application/json; charset=utf-8"},
      {"a page without a handler", R::kStaticHtml, "", kHtml},
      {"a route handler's own", R::kRouteBody, kStored, kStored},
      {"a route handler without one", R::kRouteBody, "", ""},
  };
  for (const auto& c : cases) {
    PrerenderedEntry entry = EntryFor(c.representation);
    if (!c.stored.empty()) entry.headers = {{"Content-Type", std::string(c.stored)}};
    const ReplyVariant variant = VariantOf(c.representation, entry);
    EXPECT_EQ(PrerenderedFields(entry, {}).ContentTypeOf(variant), c.expected) << c.why;
  }

  PrerenderedEntry moved = EntryFor(R::kPagesHtml);
  moved.redirect = {"/to", 307};
  const PrerenderedFields redirect(moved, {});
  EXPECT_EQ(redirect.ContentTypeOf(VariantOf(R::kPagesHtml, moved)), "");
  EXPECT_NE(redirect.ContentTypeOf(VariantOf(R::kPagesData, moved)), "");
}

TEST(PrerenderedFieldsTest, StoredFieldsAreFoundInAnySpelling) {
  PrerenderedEntry entry = EntryFor(R::kAppHtml);
  entry.headers = {{"X-A", "1"}, {"x-a", "2"}};
  const PrerenderedFields fields(entry, {});
  EXPECT_EQ(fields.StoredField("x-A"), "1") << "the first of the name";
  EXPECT_EQ(fields.StoredField("x-b"), "");
}

TEST(PrerenderedFieldsTest, CacheControl) {
  constexpr std::string_view kPage = "s-maxage=60, stale-while-revalidate=3540";
  constexpr std::string_view kNoStore = "private, no-cache, no-store, max-age=0, must-revalidate";
  const struct {
    const char* why;
    R representation;
    std::string_view pathname, stored, preset;
    bool no_store;
    std::string_view name, expected;
  } cases[] = {
      {"an app page", R::kAppHtml, "/a", "", "", false, "Cache-Control", kPage},
      {"RSC", R::kAppRsc, "/a", "", "", false, "Cache-Control", kPage},
      {"a segment", R::kAppSegment, "/a", "", "", false, "Cache-Control", kPage},
      {"a page of pages/", R::kPagesHtml, "/a", "", "", false, "Cache-Control", kPage},
      {"data", R::kPagesData, "/a", "", "", false, "Cache-Control", kPage},
      {"a page without a handler", R::kStaticHtml, "/a", "", "", false, "Cache-Control", "-"},
      {"the 404 page of pages/, asked for", R::kPagesHtml, "/404", "", "", false, "Cache-Control",
       kNoStore},
      {"the 500 page of pages/, asked for", R::kPagesHtml, "/500", "", "", false, "Cache-Control",
       kNoStore},
      {"an error page", R::kAppHtml, "/a", "", "", true, "Cache-Control", kNoStore},
      {"the user's server wins", R::kAppHtml, "/a", "", "private", false, "Cache-Control", "-"},
      {"but not over an error", R::kAppHtml, "/a", "", "private", true, "Cache-Control", kNoStore},
      {"a route handler", R::kRouteBody, "/a", "", "", false, "cache-control", kPage},
      {"a route handler's own", R::kRouteBody, "/a", "max-age=1", "", false, "cache-control",
       "max-age=1"},
      {"a route handler yields to the user's server", R::kRouteBody, "/a", "max-age=1", "private",
       false, "cache-control", "-"},
  };
  for (const auto& c : cases) {
    PrerenderedEntry entry = EntryFor(c.representation);
    entry.page_pathname = c.pathname;
    if (!c.stored.empty()) entry.headers = {{"cache-control", std::string(c.stored)}};
    ReplyVariant variant = VariantOf(c.representation, entry);
    variant.no_store = c.no_store;
    PresetFields preset;
    if (!c.preset.empty()) preset[static_cast<size_t>(ResponseHeader::kCacheControl)] = c.preset;
    EXPECT_EQ(Sent(PrerenderedFields(entry, {}).Make(variant, preset, 3), c.name), c.expected)
        << c.why;
  }
}

TEST(PrerenderedFieldsTest, FieldsOfNext) {
  const struct {
    R representation;
    std::string_view cache, prerender, postponed, powered_by;
  } cases[] = {
      {R::kAppHtml, "HIT", "1", "-", "Next.js"},  {R::kAppRsc, "HIT", "1", "-", "-"},
      {R::kAppSegment, "HIT", "1", "2", "-"},     {R::kPagesHtml, "HIT", "-", "-", "Next.js"},
      {R::kPagesData, "HIT", "-", "-", "-"},      {R::kRouteBody, "HIT", "-", "-", "-"},
      {R::kStaticHtml, "-", "-", "-", "Next.js"},
  };
  for (const auto& c : cases) {
    const PrerenderedEntry entry = EntryFor(c.representation);
    const PrerenderedFields fields(entry, {});
    ReplyVariant variant = VariantOf(c.representation, entry);
    std::vector<HeaderField> made = fields.Make(variant, {}, 3);
    EXPECT_EQ(Sent(made, "x-nextjs-cache"), c.cache);
    EXPECT_EQ(Sent(made, "x-nextjs-prerender"), c.prerender);
    EXPECT_EQ(Sent(made, "x-nextjs-postponed"), c.postponed);
    EXPECT_EQ(Sent(made, "X-Powered-By"), c.powered_by);
    EXPECT_EQ(Sent(made, "x-nextjs-matched-path"), "-");

    variant.has_data_header = true;
    variant.is_stale = true;
    made = fields.Make(variant, {}, 3);
    EXPECT_EQ(Sent(made, "x-nextjs-matched-path"), "/[a]");
    EXPECT_EQ(Sent(made, "x-nextjs-cache"), c.cache == "HIT" ? "STALE" : "-");
  }
}

TEST(PrerenderedFieldsTest, LengthIsThatOfTheBody) {
  const PrerenderedEntry page = EntryFor(R::kAppHtml);
  const PrerenderedFields fields(page, {});
  ReplyVariant variant = VariantOf(R::kAppHtml, page);
  EXPECT_EQ(Sent(fields.Make(variant, {}, 3), "Content-Length"), "3");
  variant.omits_length = true;
  EXPECT_EQ(Sent(fields.Make(variant, {}, 3), "Content-Length"), "-") << "HEAD of a redirect";
  variant.coding = ContentCoding::kBrotli;
  EXPECT_EQ(Sent(fields.Make(variant, {}, 2), "Content-Length"), "2") << "as encoded";
  EXPECT_EQ(Sent(fields.Make(variant, {}, 2), "Content-Encoding"), "br");
  EXPECT_EQ(Sent(fields.Make(VariantOf(R::kAppRsc, page), {}, 3), "Content-Length"), "-")
      << "streamed by Next.js";
}

// The response of a route handler passes through a Headers object.
TEST(PrerenderedFieldsTest, FieldsOfRouteHandlersAreSortedAndJoined) {
  PrerenderedEntry entry = EntryFor(R::kRouteBody);
  entry.headers = {{"X-B", "2"},
                   {"set-cookie", "a=1"},
                   {"X-A", "1"},
                   {"x-b", "3"},
                   {"Content-Length", "9"},
                   {"content-encoding", "br"},
                   {"set-cookie", "b=2"},
                   {"Transfer-Encoding", "x"},
                   {"etag", "\"own\""},
                   {"Accept-Ranges", "x"},
                   {"X-Middleware-Set-Cookie", "c=3"}};
  const PrerenderedFields fields(entry, {});
  const auto made = [&](const PresetFields& preset) {
    std::vector<std::string> lines;
    for (const HeaderField& field : fields.Make(VariantOf(R::kRouteBody, entry), preset, 4)) {
      lines.push_back(field.name + ": " + field.value);
    }
    return std::vector<std::string>(lines.begin() + 2, lines.end());  // behind vary and the state
  };
  EXPECT_EQ(made({}),
            (std::vector<std::string>{
                "accept-ranges: x", "cache-control: s-maxage=60, stale-while-revalidate=3540",
                "etag: \"own\"", "set-cookie: a=1", "set-cookie: b=2", "x-a: 1", "x-b: 2, 3"}));
  PresetFields preset;
  preset[static_cast<size_t>(ResponseHeader::kEntityTag)] = "\"user\"";
  preset[static_cast<size_t>(ResponseHeader::kAcceptRanges)] = "none";
  EXPECT_EQ(made(preset),
            (std::vector<std::string>{"cache-control: s-maxage=60, stale-while-revalidate=3540",
                                      "set-cookie: a=1", "set-cookie: b=2", "x-a: 1", "x-b: 2, 3"}))
      << "fields of the user's server stay";
}

TEST(PrerenderedFieldsTest, EveryPartOfAVariantDistinguishesReplies) {
  const PrerenderedEntry entry = EntryFor(R::kAppHtml);
  const ReplyVariant plain = VariantOf(R::kAppHtml, entry);
  std::vector<ReplyVariant> variants(10, plain);
  variants[1].representation = R::kAppRsc;
  variants[2].body = &entry.rsc;
  variants[3].coding = ContentCoding::kGzip;
  variants[4].adds_vary = true;
  variants[5].is_not_modified = true;
  variants[6].has_data_header = true;
  variants[7].no_store = true;
  variants[8].is_stale = true;
  variants[9].status = 404;
  ReplyVariant without_length = plain;
  without_length.omits_length = true;
  variants.push_back(without_length);
  const std::unordered_set<ReplyVariant, ReplyVariantHash> different(variants.begin(),
                                                                     variants.end());
  EXPECT_EQ(different.size(), variants.size());
  std::unordered_set<size_t> hashes;
  for (const ReplyVariant& variant : variants) hashes.insert(ReplyVariantHash{}(variant));
  EXPECT_EQ(hashes.size(), variants.size()) << "the hash includes every part";
  EXPECT_EQ(ReplyVariantHash{}(plain), ReplyVariantHash{}(VariantOf(R::kAppHtml, entry)));
}

}  // namespace
}  // namespace next_native

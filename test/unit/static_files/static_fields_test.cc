#include "static_files/static_fields.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

// The expected answers were recorded from the custom server of Next.js 16.4.6.
namespace next_native {
namespace {

constexpr char kNoStore[] =
    "Cache-Control: private, no-cache, no-store, max-age=0, must-revalidate";
constexpr char kDate[] = "Last-Modified: Fri, 20 Nov 2026 11:35:42 GMT";
constexpr char kTag[] = "ETag: W/\"bb8-1a1f8bdaae2\"";
constexpr char kText[] = "Content-Type: text/plain; charset=UTF-8";

struct Case {
  const char* why;
  std::vector<std::pair<RequestHeader, std::string_view>> fields;
  std::vector<std::string> expected;  // status and fields
  std::vector<std::pair<ResponseHeader, std::string_view>> preset = {};
  std::string_view method = "GET";
};

StaticFile BigText() {
  StaticFile file;
  file.path = "/big.txt";
  file.media_type = "text/plain; charset=UTF-8";
  file.info = {FileKind::kFile, 3000, 1795174542050};
  return file;
}

void Check(const StaticFile& file, const std::vector<Case>& cases, ServerConfig config = {}) {
  for (const Case& c : cases) {
    RequestFields fields;
    PresetFields preset;
    for (const auto& [name, value] : c.fields) fields[static_cast<size_t>(name)] = value;
    for (const auto& [name, value] : c.preset) preset[static_cast<size_t>(name)] = value;
    const FileSnapshot snapshot(file.info);
    const StaticRules rules(config);
    const StaticPlan plan = PlanStaticAnswer(file, snapshot, rules, {c.method, fields, preset});
    std::vector<std::string> lines{std::to_string(plan.status)};
    const uint64_t length = plan.coding == ContentCoding::kIdentity ? plan.length : 55;
    for (const HeaderField& field : StaticFields(file, snapshot, rules, plan, preset, length)) {
      lines.push_back(field.name + ": " + field.value);
    }
    EXPECT_EQ(lines, c.expected) << c.why;
  }
}

const char* const kVary = "Vary: Accept-Encoding";
const char* const kRanges = "Accept-Ranges: bytes";
const char* const kMaxAge = "Cache-Control: public, max-age=0";

TEST(StaticFieldsTest, PublicFiles) {
  using H = RequestHeader;
  Check(BigText(),
        {
            {"whole",
             {},
             {"200", kRanges, kMaxAge, kDate, kTag, kText, "Content-Length: 3000", kVary}},
            {"HEAD is never encoded",
             {{H::kAcceptEncoding, "gzip"}},
             {"200", kRanges, kMaxAge, kDate, kTag, kText, "Content-Length: 3000", kVary},
             {},
             "HEAD"},
            {"gzip",
             {{H::kAcceptEncoding, "gzip"}},
             {"200", kRanges, kMaxAge, kDate, kTag, kText, kVary, "Content-Encoding: gzip",
              "Content-Length: 55"}},
            {"a range, not encoded",
             {{H::kAcceptEncoding, "gzip"}, {H::kRange, "bytes=0-1999"}},
             {"206", kRanges, kMaxAge, kDate, kTag, kText, "Content-Range: bytes 0-1999/3000",
              "Content-Length: 2000", kVary}},
            {"several ranges are ignored",
             {{H::kRange, "bytes=0-99,200-299"}},
             {"200", kRanges, kMaxAge, kDate, kTag, kText, "Content-Length: 3000", kVary}},
            {"a stale range",
             {{H::kRange, "bytes=0-9"}, {H::kIfRange, "\"x\""}},
             {"200", kRanges, kMaxAge, kDate, kTag, kText, "Content-Length: 3000", kVary}},
            {"beyond the end",
             {{H::kRange, "bytes=5000-"}},
             {"416", kRanges, kNoStore, kDate, kTag, kText, "Content-Range: bytes */3000"}},
            {"not a range",
             {{H::kRange, "bytes=abc"}},
             {"416", kRanges, kNoStore, kDate, kTag, kText, "Content-Range: bytes */3000"}},
            {"precondition failed",
             {{H::kIfMatch, "\"x\""}},
             {"412", kRanges, kNoStore, kDate, kTag, kText}},
            {"not modified, by tag",
             {{H::kIfNoneMatch, "\"bb8-1a1f8bdaae2\""}, {H::kAcceptEncoding, "gzip"}},
             {"304", kRanges, kMaxAge, kDate, kTag}},
            {"not modified, by date",
             {{H::kIfModifiedSince, "Fri, 20 Nov 2026 11:35:42 GMT"}},
             {"304", kRanges, kMaxAge, kDate, kTag}},
            {"reloaded",
             {{H::kIfNoneMatch, "*"}, {H::kCacheControl, "no-cache"}},
             {"200", kRanges, kMaxAge, kDate, kTag, kText, "Content-Length: 3000", kVary}},
            {"POST", {}, {"405", "Allow: GET", "Allow: HEAD", kNoStore}, {}, "POST"},
        });
}

TEST(StaticFieldsTest, FieldsSetByTheUsersServer) {
  using P = ResponseHeader;
  Check(BigText(),
        {
            {"its fields stay",
             {},
             {"200", kRanges, kDate, "Content-Length: 3000", "Vary: Foo, Accept-Encoding"},
             {{P::kCacheControl, "private"},
              {P::kContentType, "text/x"},
              {P::kVary, "Foo"},
              {P::kEntityTag, "\"mine\""}}},
            {"no-transform",
             {{RequestHeader::kAcceptEncoding, "gzip"}},
             {"200", kRanges, kDate, kTag, kText, "Content-Length: 3000"},
             {{P::kCacheControl, "no-transform"}}},
            {"encoded already",
             {{RequestHeader::kAcceptEncoding, "gzip"}},
             {"200", kMaxAge, kTag, kText, "Content-Length: 3000", kVary},
             {{P::kContentEncoding, "br"},
              {P::kAcceptRanges, "none"},
              {P::kLastModified, "Thu, 01 Jan 1970 00:00:00 GMT"}}},
            {"its entity tag is compared",
             {{RequestHeader::kIfNoneMatch, "\"mine\""}},
             {"304", kRanges, kMaxAge, kDate},
             {{P::kEntityTag, "\"mine\""}}},
        });
}

TEST(StaticFieldsTest, BuiltFiles) {
  StaticFile file = BigText();
  file.folder = StaticFolder::kNextStatic;
  const char* const immutable = "Cache-Control: public, max-age=31536000, immutable";
  Check(file, {
                  {"whole",
                   {},
                   {"200", immutable, kRanges, kDate, kTag, kText, "Content-Length: 3000", kVary}},
                  {"POST", {}, {"405", kNoStore, "Allow: GET", "Allow: HEAD"}, {}, "POST"},
              });
  file.path = "/service-worker/sw.js";
  ServerConfig config;
  config.base_path = "/docs";
  config.compress = false;
  config.generate_etags = false;
  Check(file,
        {
            {"a service worker",
             {{RequestHeader::kIfNoneMatch, "W/\"bb8-1a1f8bdaae2\""}},
             {"200", "Cache-Control: public, max-age=0, must-revalidate",
              "Service-Worker-Allowed: /docs", kRanges, kDate, kText, "Content-Length: 3000"}},
        },
        config);
}

TEST(StaticFieldsTest, OtherFiles) {
  StaticFile hidden = BigText();
  hidden.is_servable = false;
  Check(
      hidden,
      {
          {"a dotfile", {}, {"400", kNoStore}},
          {"the method comes first", {}, {"405", "Allow: GET", "Allow: HEAD", kNoStore}, {}, "PUT"},
      });
  StaticFile empty = BigText();
  empty.info.size = 0;
  Check(empty, {
                   {"empty",
                    {{RequestHeader::kAcceptEncoding, "gzip"}},
                    {"200", kRanges, kMaxAge, kDate, "ETag: W/\"0-1a1f8bdaae2\"", kText,
                     "Content-Length: 0", kVary}},
                   {"a range of an empty file",
                    {{RequestHeader::kRange, "bytes=0-0"}},
                    {"416", kRanges, kNoStore, kDate, "ETag: W/\"0-1a1f8bdaae2\"", kText,
                     "Content-Range: bytes */0"}},
               });
}

}  // namespace
}  // namespace next_native

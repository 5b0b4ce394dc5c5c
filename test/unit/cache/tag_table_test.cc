#include "cache/tag_table.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

// One revalidation of the tag "t", and the verdict on a response at some time.
struct Row {
  const char* why;
  int64_t revalidated_ms;
  std::optional<int64_t> expire;  // nullopt: the profile has none
  bool has_profile;
  int64_t made_at_ms;
  int64_t now_ms;
  bool is_expired;
  bool is_stale;
};

class TagTableRow : public ::testing::TestWithParam<Row> {};

TEST_P(TagTableRow, AsNext) {
  const Row& row = GetParam();
  TagTable table;
  if (row.has_profile) {
    table.MarkStale({"t"}, row.revalidated_ms, row.expire);
  } else {
    table.Expire({"t"}, row.revalidated_ms);
  }
  const TagVerdict verdict = table.Judge({"s", "t"}, row.made_at_ms, row.now_ms);
  EXPECT_EQ(verdict.is_expired, row.is_expired) << row.why;
  EXPECT_EQ(verdict.is_stale, row.is_stale) << row.why;
  EXPECT_FALSE(table.Judge({"s"}, row.made_at_ms, row.now_ms).is_expired) << "no such tag";
}

INSTANTIATE_TEST_SUITE_P(
    Rows, TagTableRow,
    ::testing::Values(
        Row{"expired at once", 1000, {}, false, 500, 1000, true, false},
        Row{"made in the same millisecond", 1000, {}, false, 1000, 1000, false, false},
        Row{"made later", 1000, {}, false, 1500, 9000, false, false},
        Row{"stale, long before it expires", 1000, 60, true, 500, 1000, false, true},
        Row{"stale until the very end", 1000, 60, true, 500, 60'999, false, true},
        Row{"expired at the time of the profile", 1000, 60, true, 500, 61'000, true, true},
        Row{"made after it, before the expiry", 1000, 60, true, 2000, 60'999, false, false},
        Row{"made after it, at the expiry", 1000, 60, true, 2000, 61'000, true, false},
        Row{"made at the expiry", 1000, 60, true, 61'000, 99'000, false, false},
        Row{"a profile that expires at once", 1000, 0, true, 500, 1000, true, true},
        Row{"a profile without an expiry", 1000, {}, true, 500, 99'000, false, true}));

TEST(TagTableTest, AnEarlierExpiryStays) {
  TagTable table;
  table.MarkStale({"t"}, 1000, 60);
  table.MarkStale({"t"}, 2000, std::nullopt);
  EXPECT_TRUE(table.Judge({"t"}, 1500, 61'000).is_expired);
  table.MarkStale({"t"}, 3000, 600);
  EXPECT_FALSE(table.Judge({"t"}, 1500, 61'000).is_expired) << "a later one replaces it";
}

TEST(TagTableTest, AnExpiryLeavesStalenessAlone) {
  TagTable table;
  table.MarkStale({"t"}, 1000, 60);
  table.Expire({"t"}, 2000);
  EXPECT_TRUE(table.Judge({"t"}, 500, 2000).is_stale);
  EXPECT_FALSE(table.Judge({"t"}, 1500, 2000).is_stale);
}

TEST(TagTableTest, SaysHowLongAVerdictHolds) {
  TagTable table;
  table.MarkStale({"a"}, 1000, 60);
  table.MarkStale({"b"}, 1000, 10);
  EXPECT_EQ(table.Judge({"a", "b"}, 500, 1000).next_expiry_ms, 11'000);
  const uint64_t version = table.version();
  table.Expire({"c"}, 2000);
  EXPECT_NE(table.version(), version);
}

TEST(TagTableTest, AFloodOfTagsExpiresAllOlderResponses) {
  TagTable table;
  std::vector<std::string> tags;
  for (int i = 0; i < 10'001; ++i) tags.push_back("tag-" + std::to_string(i));
  table.Expire(tags, 1000);
  EXPECT_TRUE(table.Judge({"other"}, 999, 1000).is_expired);
  EXPECT_FALSE(table.Judge({"other"}, 1000, 1000).is_expired);
}

}  // namespace
}  // namespace next_native

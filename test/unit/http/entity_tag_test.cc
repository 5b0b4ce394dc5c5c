#include "http/entity_tag.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

std::string Repeat(std::string_view text, int count) {
  std::string repeated;
  for (int i = 0; i < count; ++i) repeated.append(text);
  return repeated;
}

// The tags were made by next's generateETag.
TEST(EntityTag, HashesPagesAsNext) {
  const struct {
    std::string body;
    const char* tag;
  } cases[] = {
      {"", "\"78p3gz236i0\""},
      {"a", "\"ap6mcnqid61\""},
      {"Internal Server Error", "\"66fci67lppl\""},
      {"<!DOCTYPE html>", "\"w5efcoh2r7f\""},
      {"café", "\"ovgoiy8fbj4\""},
      {"€", "\"bg2quj82tb1\""},
      {"😀", "\"c26v2dkjuu2\""},
      {"\xEF\xBF\xBD", "\"118u4tejvgp1\""},
      {"\xFF", "\"118u4tejvgp1\""},
      {"\xE2\x82", "\"118u4tejvgp1\""},
      {Repeat("x", 1000), "\"12autwd187zrs\""},
      {Repeat("😀", 300), "\"hkgi6fr3sngo\""},
  };
  for (const auto& c : cases) EXPECT_EQ(PageEntityTag(c.body), c.tag) << c.body;
}

TEST(EntityTag, TagsFilesAsSend) {
  EXPECT_EQ(FileEntityTag(0, 0), "W/\"0-0\"");
  EXPECT_EQ(FileEntityTag(255, 1700000000123), "W/\"ff-18bcfe5687b\"");
  EXPECT_EQ(FileEntityTag(uint64_t{1} << 40, -16), "W/\"10000000000--10\"");
}

TEST(EntityTag, ComparesListsWeakly) {
  const struct {
    std::string_view list;
    std::string_view tag;
    bool is_named;
  } cases[] = {
      {"\"a\"", "\"a\"", true},       {"W/\"a\"", "\"a\"", true},
      {"\"a\"", "W/\"a\"", true},     {"W/\"a\"", "W/\"a\"", true},
      {"\"b\",\"a\"", "\"a\"", true}, {" \"b\" ,  \"a\" ", "\"a\"", true},
      {"w/\"a\"", "\"a\"", false},    {"\"A\"", "\"a\"", false},
      {"\"b\"", "\"a\"", false},      {"*", "\"a\"", false},
      {"", "\"a\"", false},           {"\t\"a\"", "\"a\"", false},
      {"\"a,b\"", "\"a,b\"", false},
  };
  for (const auto& c : cases) EXPECT_EQ(ListNamesEntityTag(c.list, c.tag), c.is_named) << c.list;
}

}  // namespace
}  // namespace next_native

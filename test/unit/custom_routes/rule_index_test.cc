#include "custom_routes/rule_index.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace next_native {
namespace {

using Segments = std::vector<std::string>;

std::vector<uint32_t> Find(const RuleIndex& index, std::string_view path, uint32_t from = 0) {
  std::vector<uint32_t> rules;
  RuleIndex::Candidates candidates = index.Find(path, from);
  while (const std::optional<uint32_t> rule = candidates.Next()) rules.push_back(*rule);
  return rules;
}

TEST(RuleIndex, FindsWhatMayMatchInOrder) {
  const std::vector<Segments> leading = {
      {"docs", "a"}, {}, {"docs", "", "c"}, {"docs"}, {"", "a"}, {"docs", "a"},
  };
  const RuleIndex index(leading, RegexCase::kInsensitive);
  const struct {
    const char* why;
    std::string_view path;
    std::vector<uint32_t> rules;
  } cases[] = {
      {"literal, any segment, and rules without known segments", "/docs/a", {0, 1, 3, 4, 5}},
      {"more segments than any rule knows", "/docs/a/c/d", {0, 1, 2, 3, 4, 5}},
      {"fewer segments", "/docs", {1, 3}},
      {"case does not matter", "/DOCS/b", {1, 3}},
      {"only rules of any segment", "/x/a", {1, 4}},
      {"the root", "/", {1}},
      {"a slash at the end", "/docs/", {1, 3}},
  };
  for (const auto& c : cases) EXPECT_EQ(Find(index, c.path), c.rules) << c.why;
  EXPECT_EQ(Find(index, "/docs/a", 3), (std::vector<uint32_t>{3, 4, 5}));
  EXPECT_EQ(Find(index, "/docs/a", 6), std::vector<uint32_t>());
}

TEST(RuleIndex, MindsLettersWhereToldTo) {
  const std::vector<Segments> leading = {{"A"}, {"é"}};
  const RuleIndex index(leading, RegexCase::kSensitive);
  EXPECT_EQ(Find(index, "/A"), std::vector<uint32_t>{0});
  EXPECT_EQ(Find(index, "/a"), std::vector<uint32_t>());
  EXPECT_EQ(Find(index, "/é"), std::vector<uint32_t>{1});
}

TEST(RuleIndex, LeavesToTheMatcherWhatItCannotTell) {
  const std::string long_name(200, 'x');
  const std::vector<Segments> leading = {{"é"}, {long_name}};
  const RuleIndex index(leading, RegexCase::kInsensitive);
  EXPECT_EQ(Find(index, "/É"), (std::vector<uint32_t>{0, 1}));
  EXPECT_EQ(Find(index, "/" + std::string(300, 'y')), (std::vector<uint32_t>{0, 1}));
}

// 2^8 combinations of text and "any segment" are more than one path may collect, so the index uses
// fewer segments. It still finds every rule.
TEST(RuleIndex, HoldsAsManyRangesAsThereMayBe) {
  std::vector<Segments> leading;
  for (unsigned bits = 0; bits < 256; ++bits) {
    Segments segments;
    for (unsigned i = 0; i < 8; ++i) segments.emplace_back((bits >> i & 1) != 0 ? "a" : "");
    leading.push_back(segments);
  }
  const RuleIndex index(leading, RegexCase::kInsensitive);
  EXPECT_EQ(Find(index, "/a/a/a/a/a/a/a/a").size(), 256);
  EXPECT_LT(Find(index, "/b/b/b/b/b/b/b/b").size(), 256);
}

TEST(RuleIndex, IsEmptyByDefault) { EXPECT_EQ(Find(RuleIndex(), "/a"), std::vector<uint32_t>()); }

}  // namespace
}  // namespace next_native

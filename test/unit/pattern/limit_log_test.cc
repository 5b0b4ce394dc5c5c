#include "pattern/limit_log.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace next_native {
namespace {

TEST(LimitLog, TellsEachPatternOnce) {
  LimitLog log;
  EXPECT_FALSE(log.has_news());
  log.Note("redirects[0]");
  log.Note("redirects[1]");
  log.Note("redirects[0]");
  EXPECT_TRUE(log.has_news());
  EXPECT_EQ(log.Take(), (std::vector<std::string>{"redirects[0]", "redirects[1]"}));
  EXPECT_FALSE(log.has_news());
  log.Note("redirects[1]");
  EXPECT_FALSE(log.has_news());
  EXPECT_TRUE(log.Take().empty());
}

TEST(LimitLog, IsBounded) {
  LimitLog log;
  for (int i = 0; i < 5000; ++i) log.Note(std::to_string(i));
  EXPECT_EQ(log.Take().size(), 1000U);
}

}  // namespace
}  // namespace next_native

#include "http/cookie.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

TEST(Cookie, FindsValues) {
  const struct {
    std::string_view field;
    std::optional<std::string> value;  // of cookie "a"
  } cases[] = {
      {"a=1", "1"},          {"b=2; a=1", "1"},
      {"b=2;a=1", "1"},      {"a=1; a=2", "1"},
      {" a = 1 ; b=2", "1"}, {"a=", ""},
      {"a=x=y", "x=y"},      {"a=\"q q\"", "q q"},
      {"a=\"", ""},          {"a=\"open", "ope"},
      {"a=%20%C3%A9", " é"}, {"a=%zz", "%zz"},
      {"a=\xE9", "é"},       {"a", std::nullopt},
      {"A=1", std::nullopt}, {"aa=1; ba=1", std::nullopt},
      {"", std::nullopt},    {";;;", std::nullopt},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(FindCookie(c.field, "a"), c.value) << c.field;
    EXPECT_EQ(HasCookie(c.field, "a"), c.value.has_value()) << c.field;
  }
}

}  // namespace
}  // namespace next_native

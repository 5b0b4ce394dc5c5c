#include "base/json_writer.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

std::string Text(std::string_view text) {
  JsonWriter json;
  json.Text(text);
  return json.Take();
}

TEST(JsonWriterTest, EscapesText) {
  struct Case {
    const char* why;
    std::string_view text;
    const char* expected;
  };
  using namespace std::string_view_literals;
  const Case cases[] = {
      {"nothing", "", R"("")"},
      {"quotes and backslashes", R"(a"b\c)", R"("a\"b\\c")"},
      {"control characters", "\n\t\x1f\0x"sv, R"("\u000a\u0009\u001f\u0000x")"},
      {"UTF-8 stays", "\u00fc\u65e5\U0001f600\u2028", "\"\u00fc\u65e5\U0001f600\u2028\""},
      {"Latin-1", "caf\xe9 \xff", "\"caf\u00e9 \u00ff\""},
      {"what is cut off", "\xe6\x97", "\"\u00e6\u0097\""},
      {"overlong forms and surrogates are no UTF-8", "\xc0\xaf\xed\xa0\x80",
       "\"\u00c0\u00af\u00ed\u00a0\u0080\""},
      {"DEL needs no escape", "\x7f", "\"\x7f\""},
  };
  for (const Case& test : cases) {
    SCOPED_TRACE(test.why);
    EXPECT_EQ(Text(test.text), test.expected);
  }
}

TEST(JsonWriterTest, PutsCommasBetweenValues) {
  JsonWriter json;
  json.BeginObject();
  json.Key("a");
  json.BeginArray();
  json.Number(-1);
  json.Bool(true);
  json.BeginObject();
  json.EndObject();
  json.BeginArray();
  json.EndArray();
  json.EndArray();
  json.Key("b");
  json.Null();
  json.Key("");
  json.Text("x");
  json.EndObject();
  EXPECT_EQ(json.Take(), R"({"a":[-1,true,{},[]],"b":null,"":"x"})");
}

}  // namespace
}  // namespace next_native

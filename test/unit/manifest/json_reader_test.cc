#include "manifest/json_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace next_native {
namespace {

std::unique_ptr<JsonDocument> Parse(std::string_view text) {
  Result<std::unique_ptr<JsonDocument>> document = JsonDocument::Parse(text, "file.json");
  EXPECT_TRUE(document) << text;
  return document ? std::move(*document) : nullptr;
}

TEST(JsonReader, RefusesWhatIsNotJson) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  for (const std::string& text :
       {std::string(), std::string("{"), std::string("{\"a\":1,}"), std::string("{} {}"),
        std::string("{\"a\":\"\xff\"}"), deep, std::string("nul"), std::string("\0{}", 3)}) {
    const Result<std::unique_ptr<JsonDocument>> document = JsonDocument::Parse(text, "file.json");
    ASSERT_FALSE(document) << text.substr(0, 20);
    EXPECT_EQ(document.error().code, ErrorCode::kInvalidManifest);
    EXPECT_EQ(document.error().file, "file.json");
    EXPECT_TRUE(document.error().message.starts_with("file.json: $: expected JSON"));
  }
}

TEST(JsonReader, ReadsFieldsAndFallsBack) {
  const auto document = Parse(R"({"s":"é","n":12,"d":60.0,"t":true,"no":false,"null":null})");
  const JsonValue root = document->Root();
  EXPECT_EQ(root.String("s"), "é");
  EXPECT_EQ(root.String("missing", "x"), "x");
  EXPECT_EQ(root.String("null", "x"), "x");
  EXPECT_EQ(root.Integer("n"), 12);
  EXPECT_EQ(root.Integer("d"), 60);
  EXPECT_EQ(root.Integer("missing", 7), 7);
  EXPECT_TRUE(root.Bool("t", false));
  EXPECT_TRUE(root.Bool("missing", true));
  EXPECT_EQ(root.NumberOrFalse("no"), std::nullopt);
  EXPECT_EQ(root.NumberOrFalse("n"), 12);
  EXPECT_EQ(root.OptionalNumberOrFalse("missing"), std::nullopt);
  EXPECT_TRUE(root.Has("null"));
  EXPECT_FALSE(root.OptionalObject("null").is_present());
  bool was_false = false;
  EXPECT_EQ(root.StringFalseOrNull("null", &was_false), std::nullopt);
  EXPECT_FALSE(was_false);
  EXPECT_EQ(root.StringFalseOrNull("no", &was_false), std::nullopt);
  EXPECT_TRUE(was_false);
  EXPECT_FALSE(document->error());
}

TEST(JsonReader, NamesTheFirstFieldOfTheWrongShape) {
  struct Case {
    std::string_view text;
    std::string message;
  };
  const Case cases[] = {
      {"[]", "file.json: $: expected an object, found an array"},
      {R"({"routes":[]})", "file.json: $.routes: expected an object, found an array"},
      {R"({})", "file.json: $.routes: expected an object, found nothing"},
      {R"({"routes":null})", "file.json: $.routes: expected an object, found null"},
      {R"({"routes":{"/a":{}}})",
       R"(file.json: $.routes["/a"].seconds: expected a number or false, found nothing)"},
      {R"({"routes":{"/a":{"seconds":"1"}}})",
       R"(file.json: $.routes["/a"].seconds: expected a number or false, found a string)"},
      {R"({"routes":{"/a":{"seconds":true}}})",
       R"(file.json: $.routes["/a"].seconds: expected a number or false, found true)"},
      {R"({"routes":{"/a":{"seconds":1e300}}})",
       R"(file.json: $.routes["/a"].seconds: expected a number or false, found a number)"},
      {R"({"routes":{"a b":{"seconds":1,"list":[{"page":"x"},{"page":5}]}}})",
       R"(file.json: $.routes["a b"].list[1].page: expected a string, found a number)"},
  };
  for (const Case& c : cases) {
    const auto document = Parse(c.text);
    document->Root().Object("routes").ForEachMember([](std::string_view, const JsonValue& route) {
      (void)route.NumberOrFalse("seconds");
      route.OptionalArray("list").ForEachElement(
          [](const JsonValue& item) { (void)item.String("page"); });
    });
    ASSERT_TRUE(document->error()) << c.text;
    EXPECT_EQ(document->error()->message, c.message);
    EXPECT_EQ(document->error()->code, ErrorCode::kInvalidManifest);
  }
}

TEST(JsonReader, KeepsTheFirstErrorOnly) {
  const auto document = Parse(R"({"a":1,"b":1})");
  const JsonValue root = document->Root();
  EXPECT_EQ(root.String("a"), "");
  EXPECT_EQ(root.String("b"), "");
  EXPECT_EQ(document->error()->json_path, "$.a");
}

}  // namespace
}  // namespace next_native

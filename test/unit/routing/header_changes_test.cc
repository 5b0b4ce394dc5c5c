#include "routing/header_changes.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

std::string Describe(const ResponseFields& fields) {
  std::string text;
  for (const ResponseField& field : fields.fields()) {
    text += field.name + (field.is_list ? "[]" : "") + "=";
    for (const std::string& value : field.values) text += value + ",";
    text += ";";
  }
  return text;
}

TEST(ResponseFieldsTest, KeepsTheOrderOfNames) {
  ResponseFields fields;
  EXPECT_TRUE(fields.empty());
  fields.Set("b", "1");
  fields.Set("a", "2");
  fields.Set("b", "3");
  EXPECT_EQ(Describe(fields), "b=3,;a=2,;");
  fields.Clear();
  EXPECT_TRUE(fields.empty());
}

TEST(ResponseFieldsTest, NamesDifferByCase) {
  ResponseFields fields;
  fields.Set("X-A", "1");
  fields.Set("x-a", "2");
  EXPECT_EQ(Describe(fields), "X-A=1,;x-a=2,;");
}

TEST(ResponseFieldsTest, CollectsCookies) {
  ResponseFields fields;
  fields.AppendCookie("set-cookie", "a");
  fields.AppendCookie("set-cookie", "b");
  EXPECT_EQ(Describe(fields), "set-cookie[]=a,b,;");
  fields.Set("Set-Cookie", "c");
  fields.AppendCookie("Set-Cookie", "d");
  EXPECT_EQ(Describe(fields), "set-cookie[]=a,b,;Set-Cookie[]=c,d,;");
}

TEST(ResponseFieldsTest, SetsLists) {
  ResponseFields fields;
  fields.Set("a", "1");
  fields.SetList("a", {"2", "3"});
  EXPECT_EQ(Describe(fields), "a[]=2,3,;");
  fields.Set("a", "4");
  EXPECT_EQ(Describe(fields), "a=4,;");
}

TEST(RequestEditsTest, IsEmptyWithoutEdits) {
  RequestEdits edits;
  EXPECT_TRUE(edits.empty());
  edits.kept.emplace();
  EXPECT_FALSE(edits.empty());
  edits.kept.reset();
  edits.set.push_back({"a", {"1"}, false});
  EXPECT_FALSE(edits.empty());
}

}  // namespace
}  // namespace next_native

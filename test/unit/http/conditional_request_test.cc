#include "http/conditional_request.h"

#include <gtest/gtest.h>

#include "http/date.h"

namespace next_native {
namespace {

constexpr std::string_view kDate = "Sun, 06 Nov 1994 08:49:37 GMT";
constexpr std::string_view kEarlier = "Sun, 06 Nov 1994 08:49:36 GMT";
constexpr std::string_view kLater = "Sun, 06 Nov 1994 08:49:38 GMT";

Validators FileValidators() { return {"W/\"a-1\"", ParseHttpDate(kDate)}; }

struct Case {
  const char* name;
  ConditionalHeaders request;
  Precondition expected;
};

TEST(ConditionalRequest, DecidesAsSend) {
  using enum Precondition;
  const std::string_view tag = "W/\"a-1\"";
  const Case cases[] = {
      {"without conditions", {}, kProceed},
      {"empty fields count as absent", {"", "", "", "", {}}, kProceed},
      {"If-Match names the tag", {tag, {}, {}, {}, {}}, kProceed},
      {"If-Match, strong form", {"\"a-1\"", {}, {}, {}, {}}, kProceed},
      {"If-Match in a list", {"\"x\" , \"a-1\"", {}, {}, {}, {}}, kProceed},
      {"If-Match *", {"*", {}, {}, {}, {}}, kProceed},
      {"If-Match other", {"\"x\"", {}, {}, {}, {}}, kFailed},
      {"If-Match beats If-Unmodified-Since", {tag, kEarlier, {}, {}, {}}, kProceed},
      {"If-Match beats If-None-Match", {"\"x\"", {}, tag, {}, {}}, kFailed},
      {"If-Unmodified-Since later", {{}, kLater, {}, {}, {}}, kProceed},
      {"If-Unmodified-Since equal", {{}, kDate, {}, {}, {}}, kProceed},
      {"If-Unmodified-Since earlier", {{}, kEarlier, {}, {}, {}}, kFailed},
      {"If-Unmodified-Since junk", {{}, "junk", {}, {}, {}}, kProceed},
      {"If-None-Match names the tag", {{}, {}, tag, {}, {}}, kNotModified},
      {"If-None-Match, strong form", {{}, {}, "\"a-1\"", {}, {}}, kNotModified},
      {"If-None-Match *", {{}, {}, "*", {}, {}}, kNotModified},
      {"If-None-Match * in a list has no meaning", {{}, {}, "*, \"x\"", {}, {}}, kProceed},
      {"If-None-Match other", {{}, {}, "\"x\"", {}, {}}, kProceed},
      {"If-Modified-Since equal", {{}, {}, {}, kDate, {}}, kNotModified},
      {"If-Modified-Since later", {{}, {}, {}, kLater, {}}, kNotModified},
      {"If-Modified-Since earlier", {{}, {}, {}, kEarlier, {}}, kProceed},
      {"If-Modified-Since junk", {{}, {}, {}, "junk", {}}, kProceed},
      {"tag matches, date does not", {{}, {}, tag, kEarlier, {}}, kProceed},
      {"date matches, tag does not", {{}, {}, "\"x\"", kDate, {}}, kProceed},
      {"no-cache", {{}, {}, tag, {}, "no-cache"}, kProceed},
      {"max-age=0 is not no-cache", {{}, {}, tag, {}, "max-age=0"}, kNotModified},
      {"412 despite no-cache", {"\"x\"", {}, {}, {}, "no-cache"}, kFailed},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(EvaluatePrecondition(c.request, FileValidators()), c.expected) << c.name;
  }
}

TEST(ConditionalRequest, NeedsValidators) {
  EXPECT_EQ(EvaluatePrecondition({"*", {}, {}, {}, {}}, {}), Precondition::kFailed);
  EXPECT_EQ(EvaluatePrecondition({{}, kLater, {}, {}, {}}, {}), Precondition::kFailed);
  EXPECT_EQ(EvaluatePrecondition({{}, {}, "\"a\"", {}, {}}, {}), Precondition::kProceed);
  EXPECT_EQ(EvaluatePrecondition({{}, {}, "*", {}, {}}, {}), Precondition::kNotModified);
  EXPECT_EQ(EvaluatePrecondition({{}, {}, {}, kDate, {}}, {}), Precondition::kProceed);
}

TEST(ConditionalRequest, AnswersNotModifiedOnlyForSuccess) {
  const ConditionalHeaders request{{}, {}, "*", {}, {}};
  EXPECT_EQ(EvaluatePrecondition(request, FileValidators(), 204), Precondition::kNotModified);
  EXPECT_EQ(EvaluatePrecondition(request, FileValidators(), 304), Precondition::kNotModified);
  EXPECT_EQ(EvaluatePrecondition(request, FileValidators(), 404), Precondition::kProceed);
  EXPECT_EQ(EvaluatePrecondition({"\"x\"", {}, {}, {}, {}}, FileValidators(), 404),
            Precondition::kFailed);
}

TEST(ConditionalRequest, PagesAreFreshByTagAlone) {
  const Validators page{"\"abc\"", {}};
  EXPECT_TRUE(IsFresh({{}, {}, "\"abc\"", {}, {}}, page));
  EXPECT_TRUE(IsFresh({{}, {}, "W/\"abc\"", {}, {}}, page));
  EXPECT_TRUE(IsFresh({"\"x\"", {}, "*", {}, {}}, page));
  EXPECT_FALSE(IsFresh({{}, {}, {}, {}, {}}, page));
  EXPECT_FALSE(IsFresh({{}, {}, "\"abc\"", {}, "no-cache"}, page));
  EXPECT_FALSE(IsFresh({{}, {}, "\"abc\"", kLater, {}}, page));
  EXPECT_FALSE(IsFresh({{}, {}, {}, kLater, {}}, page));
}

}  // namespace
}  // namespace next_native

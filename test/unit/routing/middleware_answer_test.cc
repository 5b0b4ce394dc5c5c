// The effects of the fields of middleware's answer, one by one and together.
#include "routing/middleware_answer.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace next_native {
namespace {

std::string Join(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text.append(text.empty() ? "" : " + ").append(value);
  return text;
}

// "verdict target | response fields | request edits". Empty parts are left out. A list is in
// brackets, and a field without a value is marked.
std::string Describe(const MiddlewareEffect& effect, const ResponseFields& response) {
  constexpr const char* kVerdicts[] = {"next", "rewrite", "redirect", "body"};
  std::string text = kVerdicts[static_cast<size_t>(effect.verdict)];
  if (!effect.target.empty()) text.append(" ").append(effect.target);
  text.append(" |");
  const auto append = [&](const auto& field) {
    text.append(" ").append(field.name).append("=");
    if (field.is_list) {
      text.append("[").append(Join(field.values)).append("]");
    } else {
      text.append(field.values.empty() ? "(none)" : field.values.front());
    }
  };
  for (const ResponseField& field : response.fields()) append(field);
  text.append(" |");
  if (effect.request.kept) text.append(" kept(").append(Join(*effect.request.kept)).append(")");
  for (const RequestField& field : effect.request.set) append(field);
  return text;
}

std::string Apply(const MiddlewareAnswer& answer, ResponseFields response = {}) {
  const MiddlewareEffect effect = ApplyMiddlewareAnswer(answer, response);
  return Describe(effect, response);
}

struct Row {
  const char* why;
  MiddlewareAnswer answer;
  const char* expected;
};

void Check(const std::vector<Row>& rows) {
  for (const Row& row : rows) EXPECT_EQ(Apply(row.answer), row.expected) << row.why;
}

TEST(MiddlewareAnswerTest, DecidesHowRoutingContinues) {
  Check({
      {"next", {200, {{"x-middleware-next", "1"}}}, "next | |"},
      {"the status of next does not matter", {404, {{"x-middleware-next", "1"}}}, "next | |"},
      {"an answer without a verdict is a body", {200, {}}, "body | |"},
      {"an empty next is ignored", {200, {{"x-middleware-next", ""}}}, "body | |"},
      {"a rewrite is also set on the response",
       {200, {{"x-middleware-rewrite", "/a?b=1"}}},
       "rewrite /a?b=1 | x-middleware-rewrite=/a?b=1 |"},
      {"an empty rewrite is ignored", {200, {{"x-middleware-rewrite", ""}}}, "body | |"},
      {"a rewrite to another server",
       {200, {{"x-middleware-rewrite", "https://a.test/"}}},
       "rewrite https://a.test/ | x-middleware-rewrite=https://a.test/ |"},
      {"a rewrite wins over next",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-rewrite", "/a"}}},
       "rewrite /a | x-middleware-rewrite=/a |"},
      {"refresh is a body and wins over next",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-refresh", "1"}}},
       "body | |"},
      {"refresh wins over a rewrite within the app",
       {200, {{"x-middleware-rewrite", "/a"}, {"x-middleware-refresh", "1"}}},
       "body | x-middleware-rewrite=/a |"},
      {"a rewrite to another server wins over refresh",
       {200, {{"x-middleware-rewrite", "http://a.test/"}, {"x-middleware-refresh", "1"}}},
       "rewrite http://a.test/ | x-middleware-rewrite=http://a.test/ |"},
  });
}

TEST(MiddlewareAnswerTest, ALocationRedirectsOnlyWithARedirectStatus) {
  for (const int status : {301, 302, 303, 307, 308}) {
    EXPECT_EQ(Apply({status, {{"location", "/a"}}}), "redirect /a | location=/a | location=/a");
  }
  for (const int status : {200, 201, 300, 304, 305, 306, 404}) {
    EXPECT_EQ(Apply({status, {{"location", "/a"}}}), "body /a | location=/a | location=/a");
  }
  Check({
      {"an empty location is ignored", {302, {{"location", ""}}}, "body | |"},
      {"a location wins over next",
       {307, {{"x-middleware-next", "1"}, {"location", "/a"}}},
       "redirect /a | location=/a | location=/a"},
      {"a location wins over a rewrite within the app",
       {307, {{"x-middleware-rewrite", "/b"}, {"location", "/a"}}},
       "redirect /a | location=/a x-middleware-rewrite=/b | location=/a"},
      {"a rewrite to another server wins over a location",
       {307, {{"x-middleware-rewrite", "http://b.test/"}, {"location", "/a"}}},
       "rewrite http://b.test/ | location=/a x-middleware-rewrite=http://b.test/ | location=/a"},
  });
}

TEST(MiddlewareAnswerTest, OtherFieldsGoToTheResponseAndToTheRequest) {
  Check({
      {"any field",
       {200, {{"x-middleware-next", "1"}, {"x-a", "1"}, {"cookie", "b=2"}}},
       "next | x-a=1 cookie=b=2 | x-a=1 cookie=b=2"},
      {"several fields of one name are a list",
       {200, {{"x-middleware-next", "1"}, {"set-cookie", "a=1"}, {"set-cookie", "b=2"}}},
       "next | set-cookie=[a=1 + b=2] | set-cookie=[a=1 + b=2]"},
      {"an empty value is left out", {200, {{"x-middleware-next", "1"}, {"x-a", ""}}}, "next | |"},
      {"cookies that only the request gets",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-set-cookie", "a=1"}}},
       "next | | x-middleware-set-cookie=a=1"},
      {"the fields of a body",
       {401, {{"content-type", "text/plain"}, {"www-authenticate", "Basic"}}},
       "body | content-type=text/plain www-authenticate=Basic | content-type=text/plain "
       "www-authenticate=Basic"},
      {"internal fields that Next.js does not read",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-skip", "1"}, {"x-nextjs-rewrite", "/a"}}},
       "next | x-middleware-skip=1 x-nextjs-rewrite=/a | x-middleware-skip=1 x-nextjs-rewrite=/a"},
  });
}

TEST(MiddlewareAnswerTest, FieldsOfTheConnectionAndBodyAreDropped) {
  for (const char* name :
       {"accept-encoding", "keepalive", "keep-alive", "content-encoding", "connection",
        "transfer-encoding", "content-length", "expect", "x-middleware-redirect"}) {
    EXPECT_EQ(Apply({200, {{"x-middleware-next", "1"}, {name, "1"}}}), "next | |") << name;
    EXPECT_EQ(Apply({200, {{name, "1"}}}), "body | |") << name;
  }
}

TEST(MiddlewareAnswerTest, FieldsReplaceThoseOfTheConfigAndKeepTheirOrder) {
  ResponseFields before;
  before.Set("x-a", "config");
  before.Set("x-b", "config");
  before.SetList("set-cookie", {"config=1"});
  EXPECT_EQ(
      Apply({200, {{"x-middleware-next", "1"}, {"set-cookie", "a=1"}, {"x-a", "own"}}}, before),
      "next | x-a=own x-b=config set-cookie=a=1 | set-cookie=a=1 x-a=own");
}

TEST(MiddlewareAnswerTest, TheListOfOverriddenFieldsReplacesTheHeaderOfTheRequest) {
  Check({
      {"listed fields are replaced or kept, all others are removed",
       {200,
        {{"x-middleware-next", "1"},
         {"x-middleware-override-headers", "a,b"},
         {"x-middleware-request-a", "1"},
         {"x-middleware-request-b", "2"}}},
       "next | | kept(a + b) a=1 b=2"},
      {"a listed field without a value is undefined",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-override-headers", "a"}}},
       "next | | kept(a) a=(none)"},
      {"spaces, repetitions and gaps",
       {200,
        {{"x-middleware-next", "1"},
         {"x-middleware-override-headers", " a ,\tb,,a"},
         {"x-middleware-request-a", "1"},
         {"x-middleware-request-b", "2"}}},
       "next | | kept(a + b + ) a=1 b=2 =(none)"},
      {"a value that is not on the list is an ordinary field",
       {200,
        {{"x-middleware-next", "1"},
         {"x-middleware-override-headers", "a"},
         {"x-middleware-request-a", "1"},
         {"x-middleware-request-c", "3"}}},
       "next | x-middleware-request-c=3 | kept(a) a=1 x-middleware-request-c=3"},
      {"without a list, every value is an ordinary field",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-request-a", "1"}}},
       "next | x-middleware-request-a=1 | x-middleware-request-a=1"},
      {"an empty list is ignored",
       {200,
        {{"x-middleware-next", "1"},
         {"x-middleware-override-headers", ""},
         {"x-middleware-request-a", "1"}}},
       "next | x-middleware-request-a=1 | x-middleware-request-a=1"},
      {"overridden fields come before added ones",
       {200,
        {{"x-middleware-next", "1"},
         {"x-a", "added"},
         {"x-middleware-override-headers", "x-a"},
         {"x-middleware-request-x-a", "own"}}},
       "next | x-a=added | kept(x-a) x-a=own x-a=added"},
      {"with a rewrite",
       {200,
        {{"x-middleware-rewrite", "/a"},
         {"x-middleware-override-headers", "a"},
         {"x-middleware-request-a", "1"}}},
       "rewrite /a | x-middleware-rewrite=/a | kept(a) a=1"},
      {"with a body, which never uses it",
       {200, {{"x-middleware-override-headers", "a"}, {"x-middleware-request-a", "1"}}},
       "body | | kept(a) a=1"},
  });
}

}  // namespace
}  // namespace next_native

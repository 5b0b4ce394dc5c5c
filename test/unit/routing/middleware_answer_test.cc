// What each field of middleware's answer does, one by one and together.
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

// "verdict target | response fields | request edits", what is empty left out. A list is in
// brackets, a field without a value says so.
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

TEST(MiddlewareAnswerTest, SaysHowRoutingGoesOn) {
  Check({
      {"it goes on", {200, {{"x-middleware-next", "1"}}}, "next | |"},
      {"whatever the status", {404, {{"x-middleware-next", "1"}}}, "next | |"},
      {"nothing said is a body", {200, {}}, "body | |"},
      {"an empty field says nothing", {200, {{"x-middleware-next", ""}}}, "body | |"},
      {"a rewrite, which the response tells",
       {200, {{"x-middleware-rewrite", "/a?b=1"}}},
       "rewrite /a?b=1 | x-middleware-rewrite=/a?b=1 |"},
      {"an empty rewrite is none", {200, {{"x-middleware-rewrite", ""}}}, "body | |"},
      {"a rewrite to another server",
       {200, {{"x-middleware-rewrite", "https://a.test/"}}},
       "rewrite https://a.test/ | x-middleware-rewrite=https://a.test/ |"},
      {"a rewrite that also says next",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-rewrite", "/a"}}},
       "rewrite /a | x-middleware-rewrite=/a |"},
      {"refresh is a body, whatever else is said",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-refresh", "1"}}},
       "body | |"},
      {"also over a rewrite within the app",
       {200, {{"x-middleware-rewrite", "/a"}, {"x-middleware-refresh", "1"}}},
       "body | x-middleware-rewrite=/a |"},
      {"but not over one to another server",
       {200, {{"x-middleware-rewrite", "http://a.test/"}, {"x-middleware-refresh", "1"}}},
       "rewrite http://a.test/ | x-middleware-rewrite=http://a.test/ |"},
  });
}

TEST(MiddlewareAnswerTest, ALocationIsARedirectWithTheStatusOfOne) {
  for (const int status : {301, 302, 303, 307, 308}) {
    EXPECT_EQ(Apply({status, {{"location", "/a"}}}), "redirect /a | location=/a | location=/a");
  }
  for (const int status : {200, 201, 300, 304, 305, 306, 404}) {
    EXPECT_EQ(Apply({status, {{"location", "/a"}}}), "body /a | location=/a | location=/a");
  }
  Check({
      {"an empty one is none", {302, {{"location", ""}}}, "body | |"},
      {"it goes before next",
       {307, {{"x-middleware-next", "1"}, {"location", "/a"}}},
       "redirect /a | location=/a | location=/a"},
      {"and before a rewrite within the app",
       {307, {{"x-middleware-rewrite", "/b"}, {"location", "/a"}}},
       "redirect /a | location=/a x-middleware-rewrite=/b | location=/a"},
      {"but not before one to another server",
       {307, {{"x-middleware-rewrite", "http://b.test/"}, {"location", "/a"}}},
       "rewrite http://b.test/ | location=/a x-middleware-rewrite=http://b.test/ | location=/a"},
  });
}

TEST(MiddlewareAnswerTest, OtherFieldsGoToTheResponseAndToTheRequest) {
  Check({
      {"any field",
       {200, {{"x-middleware-next", "1"}, {"x-a", "1"}, {"cookie", "b=2"}}},
       "next | x-a=1 cookie=b=2 | x-a=1 cookie=b=2"},
      {"several of a name are a list",
       {200, {{"x-middleware-next", "1"}, {"set-cookie", "a=1"}, {"set-cookie", "b=2"}}},
       "next | set-cookie=[a=1 + b=2] | set-cookie=[a=1 + b=2]"},
      {"an empty value is left out", {200, {{"x-middleware-next", "1"}, {"x-a", ""}}}, "next | |"},
      {"cookies for the request alone",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-set-cookie", "a=1"}}},
       "next | | x-middleware-set-cookie=a=1"},
      {"of a body as well",
       {401, {{"content-type", "text/plain"}, {"www-authenticate", "Basic"}}},
       "body | content-type=text/plain www-authenticate=Basic | content-type=text/plain "
       "www-authenticate=Basic"},
      {"internal ones that nobody reads",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-skip", "1"}, {"x-nextjs-rewrite", "/a"}}},
       "next | x-middleware-skip=1 x-nextjs-rewrite=/a | x-middleware-skip=1 x-nextjs-rewrite=/a"},
  });
}

TEST(MiddlewareAnswerTest, FieldsOfTheMessageItselfAreLeftOut) {
  for (const char* name :
       {"accept-encoding", "keepalive", "keep-alive", "content-encoding", "connection",
        "transfer-encoding", "content-length", "expect", "x-middleware-redirect"}) {
    EXPECT_EQ(Apply({200, {{"x-middleware-next", "1"}, {name, "1"}}}), "next | |") << name;
    EXPECT_EQ(Apply({200, {{name, "1"}}}), "body | |") << name;
  }
}

TEST(MiddlewareAnswerTest, FieldsReplaceThoseOfTheConfigInTheirPlace) {
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
      {"those on it are set anew or kept, all others go",
       {200,
        {{"x-middleware-next", "1"},
         {"x-middleware-override-headers", "a,b"},
         {"x-middleware-request-a", "1"},
         {"x-middleware-request-b", "2"}}},
       "next | | kept(a + b) a=1 b=2"},
      {"one without a value is there, but undefined",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-override-headers", "a"}}},
       "next | | kept(a) a=(none)"},
      {"spaces, repetitions and gaps",
       {200,
        {{"x-middleware-next", "1"},
         {"x-middleware-override-headers", " a ,\tb,,a"},
         {"x-middleware-request-a", "1"},
         {"x-middleware-request-b", "2"}}},
       "next | | kept(a + b + ) a=1 b=2 =(none)"},
      {"a value that is not on the list is a field like others",
       {200,
        {{"x-middleware-next", "1"},
         {"x-middleware-override-headers", "a"},
         {"x-middleware-request-a", "1"},
         {"x-middleware-request-c", "3"}}},
       "next | x-middleware-request-c=3 | kept(a) a=1 x-middleware-request-c=3"},
      {"so is every value without a list",
       {200, {{"x-middleware-next", "1"}, {"x-middleware-request-a", "1"}}},
       "next | x-middleware-request-a=1 | x-middleware-request-a=1"},
      {"an empty list is none: it says nothing",
       {200,
        {{"x-middleware-next", "1"},
         {"x-middleware-override-headers", ""},
         {"x-middleware-request-a", "1"}}},
       "next | x-middleware-request-a=1 | x-middleware-request-a=1"},
      {"what is overridden stands before what is added",
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
      {"and with a body, of which nobody asks",
       {200, {{"x-middleware-override-headers", "a"}, {"x-middleware-request-a", "1"}}},
       "body | | kept(a) a=1"},
  });
}

}  // namespace
}  // namespace next_native

#include "http/request_target.h"

#include <gtest/gtest.h>

namespace next_native {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view url;
  std::string_view path;
  std::string_view query = {};
  std::string_view fragment = {};
};

void ExpectParts(const RequestTarget& target, const Case& c) {
  EXPECT_TRUE(target.is_valid) << c.url;
  EXPECT_EQ(target.path, c.path) << c.url;
  EXPECT_EQ(target.query, c.query) << c.url;
  EXPECT_EQ(target.fragment, c.fragment) << c.url;
}

TEST(RequestTarget, ViewsWhatNeedsNoChange) {
  const Case cases[] = {
      {"/", "/"},
      {"/a/b.c", "/a/b.c"},
      {"/a?x=1&y=%20?", "/a", "x=1&y=%20?"},
      {"/a?", "/a"},
      {"/a?#", "/a"},
      {"/a#f?g", "/a", "", "f?g"},
      {"/a?b#c#d", "/a", "b", "c#d"},
      {"//a//", "//a//"},
      {"/%2F%41%zz%", "/%2F%41%zz%"},
      {"/...", "/..."},
      {"/a|b^[]'!$&()*+,;=:@~", "/a|b^[]'!$&()*+,;=:@~"},
      {"/?`{}|", "/", "`{}|"},
  };
  for (const Case& c : cases) {
    const RequestTarget target = ParseRequestTarget(c.url);
    ExpectParts(target, c);
    EXPECT_FALSE(target.is_absolute);
    if (c.path.find("...") == std::string_view::npos) {
      EXPECT_EQ(target.rewritten, nullptr) << c.url;
      EXPECT_EQ(target.path.data(), c.url.data());
    }
  }
}

TEST(RequestTarget, ResolvesDotSegments) {
  const Case cases[] = {
      {"/.", "/"},
      {"/..", "/"},
      {"/a/.", "/a/"},
      {"/a/..", "/"},
      {"/a/../b", "/b"},
      {"/a/./b/", "/a/b/"},
      {"/../../a", "/a"},
      {"/a/%2e", "/a/"},
      {"/a/%2E%2e/b", "/b"},
      {"/a/.%2e/b", "/b"},
      {"/a/%2e./b", "/b"},
      {"//..", "/"},
      {"/a//../b", "/a/b"},
      {"/a\\b", "/a/b"},
      {"/a\\..\\b", "/b"},
      {"\x2F\\", "//"},
      {"/.a/..b", "/.a/..b"},
      {"/a/..?x=/../", "/", "x=/../"},
      {"/a/.#/..", "/a/", "", "/.."},
  };
  for (const Case& c : cases) ExpectParts(ParseRequestTarget(c.url), c);
}

TEST(RequestTarget, EncodesWhatTheUrlStandardEncodes) {
  const Case cases[] = {
      {"/a b", "/a%20b"},
      {"/\"<>`{}\x7F", "/%22%3C%3E%60%7B%7D%7F"},
      {"/é€😀", "/%C3%A9%E2%82%AC%F0%9F%98%80"},
      {"/?é '\"<>", "/", "%C3%A9%20%27%22%3C%3E"},
      {"/#a b`\"<>{", "/", "", "a%20b%60%22%3C%3E{"},
      {"/a\tb\r\nc", "/abc"},
      {"/.\t.", "/"},
      {"/a \x01", "/a"},
      {"/a? ", "/a"},
      {"/\x01z\0y"sv, "/%01z%00y"},
  };
  for (const Case& c : cases) ExpectParts(ParseRequestTarget(c.url), c);
}

TEST(RequestTarget, ReadsTheAbsoluteForm) {
  const struct {
    std::string_view url;
    std::string_view origin;
    std::string_view path;
    std::string_view query;
  } cases[] = {
      {"http://host/a?b", "http://host", "/a", "b"},
      {"http://host", "http://host", "/", ""},
      {"http://host?q", "http://host", "/", "q"},
      {"HTTP://Host.Example:80/", "http://host.example", "/", ""},
      {"https://host:443/a/../b", "https://host", "/b", ""},
      {"http://host:08080/", "http://host:8080", "/", ""},
      {"http://host:/", "http://host", "/", ""},
      {"http:/host/a", "http://host", "/a", ""},
      {"http:\\\\host\\a", "http://host", "/a", ""},
      {"http://127.0.0.1:3000/", "http://127.0.0.1:3000", "/", ""},
      {"http://[::1]:3000/", "http://[::1]:3000", "/", ""},
      {" ws://host/ ", "ws://host", "/", ""},
  };
  for (const auto& c : cases) {
    const RequestTarget target = ParseRequestTarget(c.url);
    ExpectParts(target, {c.url, c.path, c.query});
    EXPECT_TRUE(target.is_absolute);
    EXPECT_EQ(target.origin, c.origin);
  }
}

TEST(RequestTarget, RefusesTheRest) {
  for (const std::string_view url :
       {"", "*", "a", "?a", "#a", " /a", "host:443", "http://", "http:///", "http://a b/",
        "http://host:99999/", "http://host:x/", "http://256.1.1.1/", "http://a%zz/", "http://[::1",
        "http://a|b/", "://host/"}) {
    const RequestTarget target = ParseRequestTarget(url);
    EXPECT_FALSE(target.is_valid) << url;
    EXPECT_EQ(target.path, "");
  }
}

TEST(RequestTarget, PartsOutliveAMove) {
  RequestTarget target = ParseRequestTarget("/a b?c d");
  const RequestTarget moved = std::move(target);
  ExpectParts(moved, {"/a b?c d", "/a%20b", "c%20d"});
}

TEST(RequestTarget, TellsRepeatedSlashes) {
  for (const std::string_view url : {"//", "/a//b", "/a\\b", "http://host/", "/a//?b", "/#//"}) {
    EXPECT_TRUE(ParseRequestTarget(url).has_repeated_slashes) << url;
  }
  for (const std::string_view url : {"/", "/a/b/", "/a?b=//c\\", "*", "/%2F%2F"}) {
    EXPECT_FALSE(ParseRequestTarget(url).has_repeated_slashes) << url;
  }
}

TEST(RequestTarget, NormalizesRepeatedSlashes) {
  const struct {
    std::string_view url;
    std::string_view normalized;
  } cases[] = {
      {"//a///b//", "/a/b/"},
      {"/a\\\\b\\c", "/a/b/c"},
      {"/\\a?x=//y\\", "/a?x=//y\\"},
      {"//a?b?c", "/a?b?c"},
      {"//a?", "/a"},
      {"//a??b", "/a"},
      {"http://host//a", "http:/host/a"},
      {"", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(NormalizeRepeatedSlashes(c.url), c.normalized) << c.url;
}

}  // namespace
}  // namespace next_native

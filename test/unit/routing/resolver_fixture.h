// Describes an app in a few lines of code, and the result of routing in one line of text.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "routing/resolver.h"
#include "static_files/static_file_index.h"
#include "support/build_output_builder.h"
#include "support/memory_file_system.h"

namespace next_native {

using FieldList = std::vector<std::pair<std::string, std::string>>;

// Builds a rule of next.config: `Rule("/a").To("/b").Status(308)`.
class Rule {
 public:
  explicit Rule(std::string source) { route_.source = std::move(source); }
  Rule& To(std::string destination) {
    route_.destination = std::move(destination);
    return *this;
  }
  Rule& Status(int status) {
    route_.status_code = status;
    return *this;
  }
  Rule& Sets(std::string name, std::string value) {
    route_.headers.emplace_back(std::move(name), std::move(value));
    return *this;
  }
  Rule& Internal() {
    route_.is_internal = true;
    return *this;
  }
  Rule& Has(ConditionKind kind, std::string key, std::optional<std::string> value = {}) {
    route_.has.push_back({kind, std::move(key), std::move(value)});
    return *this;
  }
  Rule& Missing(ConditionKind kind, std::string key, std::optional<std::string> value = {}) {
    route_.missing.push_back({kind, std::move(key), std::move(value)});
    return *this;
  }
  operator CustomRoute() const { return route_; }  // NOLINT(google-explicit-constructor)

 private:
  CustomRoute route_;
};

struct ResolverCase {
  const char* why;
  const char* url;
  const char* expected;
  FieldList fields = {};
};

class ResolverTest : public ::testing::Test {
 protected:
  BuildOutputBuilder& outputs() { return outputs_; }
  BuildOutput& build() { return outputs_.Value(); }
  CustomRoutes& rules() { return outputs_.Value().custom_routes; }
  // Adds a file to public/, or to the build's static/ for a path below /_next/static.
  void AddFile(const std::string& path) {
    const bool is_built = path.starts_with(kNextStatic);
    files_.Add(
        is_built ? "/app/.next/static" + path.substr(kNextStatic.size()) : "/app/public" + path,
        "text");
  }
  void AddMatcher(std::string regexp, std::vector<RouteCondition> has = {}) {
    MiddlewareMatcher matcher;
    matcher.regexp = std::move(regexp);
    matcher.has = std::move(has);
    build().middleware.runtime = MiddlewareRuntime::kNode;
    build().middleware.matchers.push_back(std::move(matcher));
  }

  // Compiles the app. Call it once, before the first request.
  void Compile() {
    built_ = std::make_unique<const BuildOutput>(outputs_.Build());
    Result<RouteTable> table = RouteTable::Compile(*built_);
    ASSERT_TRUE(table) << table.error().message;
    table_ = std::make_unique<const RouteTable>(std::move(*table));
    Result<RoutingRules> rules = RoutingRules::Compile(*built_);
    ASSERT_TRUE(rules) << rules.error().message;
    rules_ = std::make_unique<const RoutingRules>(std::move(*rules));
    Result<StaticFileIndex> index = StaticFileIndex::Build(files_, *built_);
    ASSERT_TRUE(index) << index.error().message;
    index_ = std::make_unique<const StaticFileIndex>(std::move(*index));
  }

  // Returns "page /blog/[slug] slug=a ?q=1 {x-a: 1}", "308 /b", "file /a.txt", …
  std::string Ask(std::string_view url, const FieldList& fields = {}) {
    if (!built_) Compile();
    if (!index_) return "not compiled";
    resolver_.Reset();
    ReadFields(fields);
    url_ = url;
    return Describe(StartAt(url_));
  }

  // Starts without a reset, with the fields of the previous request. `url` must stay valid.
  const Resolved& StartAt(std::string_view url) {
    return resolver_.Start(site(), url, headers(), tried_);
  }

  const Resolved& AskWithTrace(std::string_view url, RoutingTrace& trace) {
    resolver_.Reset();
    resolver_.set_trace(&trace);
    ReadFields({});
    url_ = url;
    return StartAt(url_);
  }

  // Continues with middleware's answer. `fields` are those of the request afterwards.
  std::string Answer(const MiddlewareAnswer& answer, const FieldList& fields) {
    ReadFields(fields);
    return Answer(answer);
  }
  std::string Answer(const MiddlewareAnswer& answer) {
    const MiddlewareEffect effect = resolver_.ApplyAnswer(answer);
    return Describe(resolver_.Continue(site(), effect, answer.status, headers(), tried_));
  }

  void Check(const std::vector<ResolverCase>& cases) {
    for (const ResolverCase& test : cases) {
      SCOPED_TRACE(std::string(test.url) + ": " + test.why);
      EXPECT_EQ(Ask(test.url, test.fields), test.expected);
    }
  }

  const Resolved& resolved() const { return resolver_.resolved(); }
  Resolver& resolver() { return resolver_; }
  std::vector<uint32_t>& tried() { return tried_; }
  const BuildOutput& built() const { return *built_; }

 private:
  static constexpr std::string_view kNextStatic = "/_next/static";

  RoutingSite site() const { return {*built_, *table_, *rules_, *index_}; }
  HeaderValues headers() const { return {fixed_, extra_}; }

  void ReadFields(const FieldList& fields) {
    fields_ = fields;
    fixed_.assign(kRequestHeaderCount, std::nullopt);
    extra_.assign(rules_->slots.extra_names().size(), std::nullopt);
    for (const auto& [name, value] : fields_) {
      const std::optional<HeaderSlot> slot = rules_->slots.Find(name);
      if (!slot) continue;
      (*slot < kRequestHeaderCount ? fixed_[*slot] : extra_[*slot - kRequestHeaderCount]) = value;
    }
  }

  static std::string Describe(const Resolved& resolved) {
    std::string text = DescribeKind(resolved);
    if (resolved.match) text += DescribeMatch(*resolved.match);
    const bool has_query =
        resolved.kind == ResolvedKind::kOutput || resolved.kind == ResolvedKind::kFile;
    if (resolved.changed_query && has_query) {
      text += " ?" + FormatSearchParams(*resolved.changed_query);
    }
    const bool shows_page = has_query || resolved.kind == ResolvedKind::kMiss;
    if (shows_page && !resolved.locale.empty()) text += " [" + resolved.locale + "]";
    text += DescribeFields("{", resolved.early_fields, "}");
    if (resolved.kind != ResolvedKind::kFailed) text += DescribeFields("{", resolved.fields, "}");
    return text;
  }

  static std::string DescribeMatch(const RouteMatch& match) {
    std::string text;
    for (const RouteParam& param : match.params) {
      text += " " + param.name + "=";
      for (size_t i = 0; i < param.values.size(); ++i) text += (i > 0 ? "," : "") + param.values[i];
    }
    return match.is_data ? text + " (data)" : text;
  }

  static std::string DescribeFile(const StaticMatch& match) {
    if (match.file == nullptr) return "misspelt file";
    const bool is_built = match.file->folder == StaticFolder::kNextStatic;
    return (is_built ? std::string("file ").append(kNextStatic) : "file ") + match.file->path;
  }

  static std::string DescribeKind(const Resolved& resolved) {
    switch (resolved.kind) {
      case ResolvedKind::kLocaleRedirect:
        return "locale " + resolved.location;
      case ResolvedKind::kRedirect:
        return std::to_string(resolved.status) + " " + resolved.location;
      case ResolvedKind::kMiddleware:
        return "middleware " + resolved.location;
      case ResolvedKind::kBody:
        return "body " + std::to_string(resolved.status);
      case ResolvedKind::kProxy:
        return "proxy " + resolved.location;
      case ResolvedKind::kFile:
        return DescribeFile(resolved.file);
      case ResolvedKind::kImage:
        return "image";
      case ResolvedKind::kOutput:
        return "page " + resolved.match->output->pathname;
      case ResolvedKind::kMiss:
        return "miss";
      case ResolvedKind::kNotFound:
        return "not found";
      case ResolvedKind::kDeadEnd:
        return "dead end";
      case ResolvedKind::kBadRequest:
        return "bad request";
      case ResolvedKind::kInvalidTarget:
        return "no URL";
      case ResolvedKind::kFailed:
        return "failed";
    }
    return "?";
  }

  static std::string DescribeFields(const std::string& open, const ResponseFields& fields,
                                    const std::string& close) {
    if (fields.empty()) return "";
    std::string text;
    for (const ResponseField& field : fields.fields()) {
      for (const std::string& value : field.values) {
        text += (text.empty() ? "" : ", ") + field.name + ": " + value;
      }
    }
    return " " + open + text + close;
  }

  BuildOutputBuilder outputs_;
  MemoryFileSystem files_;
  std::unique_ptr<const BuildOutput> built_;
  std::unique_ptr<const RouteTable> table_;
  std::unique_ptr<const RoutingRules> rules_;
  std::unique_ptr<const StaticFileIndex> index_;
  Resolver resolver_;
  std::string url_;
  FieldList fields_;
  std::vector<std::optional<std::string_view>> fixed_;
  std::vector<std::optional<std::string_view>> extra_;
  std::vector<uint32_t> tried_;
};

}  // namespace next_native

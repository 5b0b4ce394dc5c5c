// Arbitrary rules, asked for arbitrary URLs. The rules are lines up to an empty one: a letter for
// the list, then source, destination, and a condition, between tabs. URLs follow. Every input gets
// a result, gets it soon, and the result has all that its kind needs.
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "fuzz_input.h"
#include "routing/resolver.h"
#include "static_files/static_file_index.h"
#include "support/build_output_builder.h"
#include "support/memory_file_system.h"

namespace {

using next_native::Require;

// Generous: sanitizers and a busy machine make routing slow.
constexpr auto kLongest = std::chrono::seconds(2);
constexpr size_t kMostRules = 16;
constexpr size_t kMostUrls = 16;

std::string_view TakeField(std::string_view& line) {
  const size_t end = std::min(line.find('\t'), line.size());
  const std::string_view field = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return field;
}

// "hx-a=value": a header, cookie, query or host.
void AddCondition(std::string_view text, next_native::CustomRoute& route) {
  using next_native::ConditionKind;
  if (text.empty()) return;
  next_native::RouteCondition condition;
  condition.kind = static_cast<ConditionKind>(static_cast<unsigned char>(text.front()) % 4);
  text.remove_prefix(1);
  const size_t equals = text.find('=');
  if (condition.kind != ConditionKind::kHost) condition.key = text.substr(0, equals);
  if (equals != std::string_view::npos) condition.value = std::string(text.substr(equals + 1));
  (text.size() % 3 == 0 ? route.missing : route.has).push_back(std::move(condition));
}

void AddRule(std::string_view line, next_native::BuildOutput& build) {
  const char list = line.front();
  line.remove_prefix(1);
  next_native::CustomRoute route;
  route.source = TakeField(line);
  const std::string target(TakeField(line));
  AddCondition(TakeField(line), route);
  next_native::CustomRoutes& rules = build.custom_routes;
  if (list == 'h' || list == 'o') {
    route.headers = {{"x-" + target.substr(0, target.size() / 2), target}, {"Set-Cookie", target}};
    (list == 'h' ? rules.headers : rules.on_match_headers).push_back(std::move(route));
    return;
  }
  route.destination = target;
  switch (list) {
    case 'r':
      route.status_code = 308;
      return rules.redirects.push_back(std::move(route));
    case 'b':
      return rules.before_files.push_back(std::move(route));
    case 'a':
      return rules.after_files.push_back(std::move(route));
    case 'm':
      build.middleware.runtime = next_native::MiddlewareRuntime::kNode;
      return build.middleware.matchers.push_back({route.source, route.has, route.missing, {}, {}});
    default:
      return rules.fallback.push_back(std::move(route));
  }
}

// The same for every input, so that it is made once.
const next_native::StaticFileIndex& SomeFiles() {
  static const next_native::StaticFileIndex index = [] {
    next_native::MemoryFileSystem files;
    files.Add("/app/public/a.txt", "").Add("/app/public/blog/a b.txt", "");
    files.Add("/app/static/a.js", "").Add("/app/.next/static/a.js", "");
    auto built =
        next_native::StaticFileIndex::Build(files, next_native::BuildOutputBuilder().Build());
    Require(built.has_value());
    return std::move(*built);
  }();
  return index;
}

next_native::BuildOutput ReadBuild(next_native::FuzzInput& input) {
  next_native::BuildOutputBuilder builder;
  const std::string_view settings = input.TakeText();
  const auto has = [settings](char letter) {
    return settings.find(letter) != std::string_view::npos;
  };
  builder.BasePath(has('b') ? "/docs" : "").TrailingSlash(has('t'));
  builder.AppPage("/").AppPage("/blog/[slug]").AppRoute("/[...rest]");
  builder.Page("/about", true).Page("/posts/[id]", true).ApiRoute("/api/[id]");
  if (has('i')) builder.Locales({"en", "fr"});
  if (has('c')) builder.Value().asset_prefix_path = "/cdn";
  for (size_t count = 0; count < kMostRules; ++count) {
    const std::string_view line = input.TakeText();
    if (line.empty()) break;
    AddRule(line, builder.Value());
  }
  return builder.Build();
}

void CheckEnd(const next_native::Resolved& resolved) {
  using next_native::ResolvedKind;
  switch (resolved.kind) {
    case ResolvedKind::kRedirect:
    case ResolvedKind::kLocaleRedirect:
      Require(resolved.status >= 301 && resolved.status <= 308);
      break;
    case ResolvedKind::kOutput:
      Require(resolved.match != nullptr && resolved.match->output != nullptr);
      break;
    case ResolvedKind::kFile:
      Require(static_cast<bool>(resolved.file));
      break;
    case ResolvedKind::kProxy:
      Require(!resolved.location.empty());
      break;
    default:
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace next_native;
  FuzzInput input(data, size);
  const BuildOutput build = ReadBuild(input);
  const Result<RouteTable> table = RouteTable::Compile(build);
  Require(table.has_value());
  const Result<RoutingRules> rules = RoutingRules::Compile(build);
  if (!rules) {
    Require(rules.error().code == ErrorCode::kInvalidPattern);
    return 0;
  }
  const std::string_view header = input.TakeText();
  std::vector<std::optional<std::string_view>> fixed(kRequestHeaderCount);
  std::vector<std::optional<std::string_view>> extra(rules->slots.extra_names().size(), header);
  fixed[static_cast<size_t>(RequestHeader::kCookie)] = header;
  if (header.size() % 2 == 0) fixed[static_cast<size_t>(RequestHeader::kRsc)] = "1";
  const HeaderValues headers{fixed, extra};
  const RoutingSite site{build, *table, *rules, SomeFiles()};
  Resolver resolver;
  for (size_t count = 0; count < kMostUrls && !input.rest().empty(); ++count) {
    // The text goes away while an answer is made.
    auto url = std::make_unique<std::string>(input.TakeText());
    const auto begin = std::chrono::steady_clock::now();
    resolver.Reset();
    const Resolved& resolved = resolver.Start(site, *url, headers, {});
    resolver.Own();
    url.reset();
    if (resolved.kind == ResolvedKind::kMiddleware) {
      MiddlewareAnswer answer{200, {{"x-middleware-next", "1"}}};
      if (header.starts_with('/')) answer.fields = {{"x-middleware-rewrite", std::string(header)}};
      const MiddlewareEffect effect = resolver.ApplyAnswer(answer);
      (void)resolver.Continue(site, effect, answer.status, headers, {});
    }
    CheckEnd(resolved);
    Require(std::chrono::steady_clock::now() - begin < kLongest);
  }
  return 0;
}

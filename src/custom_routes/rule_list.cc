#include "custom_routes/rule_list.h"

#include <cstdint>
#include <utility>

namespace next_native {

Result<RuleList> RuleList::Compile(std::span<const CustomRoute> rules,
                                   const RuleListOptions& options, HeaderSlots& slots) {
  RuleList list;
  std::vector<std::vector<std::string>> leading;
  for (const CustomRoute& rule : rules) {
    const auto fail = [&rule](const Error& error) {
      return Fail(ErrorCode::kInvalidPattern,
                  rule.file + ": " + rule.json_path + ": " + error.message, rule.file,
                  rule.json_path);
    };
    PathMatcherOptions matching;
    matching.letters = options.letters;
    matching.allows_trailing_slash = !rule.is_internal;
    if (!rule.is_internal) matching.restricted_prefix = options.restricted_prefix;
    Result<PathMatcher> matcher = PathMatcher::Compile(rule.source, matching);
    if (!matcher) return fail(matcher.error());
    Result<RouteConditions> conditions = RouteConditions::Compile(rule.has, rule.missing, slots);
    if (!conditions) return fail(conditions.error());
    leading.push_back(matcher->leading_segments());
    std::optional<DestinationTemplate> destination;
    if (rule.destination) destination.emplace(*rule.destination);
    list.rules_.push_back(
        {&rule, std::move(*matcher), std::move(*conditions), std::move(destination)});
  }
  list.index_ = RuleIndex(leading, options.letters);
  return list;
}

RuleMatch RuleList::FindNext(std::string_view path, size_t from, const RequestFacts& facts) const {
  RuleMatch match;
  if (from >= rules_.size()) return match;
  if (path.empty()) path = "/";
  RuleIndex::Candidates candidates = index_.Find(path, static_cast<uint32_t>(from));
  while (const std::optional<uint32_t> index = candidates.Next()) {
    const Rule& rule = rules_[*index];
    match.params.clear();
    const PathMatch matched = rule.matcher.Match(path, match.params);
    if (matched == PathMatch::kLimitReached) {
      facts.NoteLimit(rule.source->file + ": " + rule.source->json_path +
                      ".source: " + rule.source->source);
    }
    if (matched != PathMatch::kMatch) continue;
    if (!rule.conditions.empty() && !rule.conditions.Match(facts, match.params)) continue;
    match.rule = rule.source;
    match.index = *index;
    match.destination = rule.destination ? &*rule.destination : nullptr;
    return match;
  }
  match.params.clear();
  return match;
}

template <class Predicate>
bool RuleList::AnyFor(std::string_view path, Predicate&& is_wanted) const {
  if (rules_.empty()) return false;
  PatternParams params;
  RuleIndex::Candidates candidates = index_.Find(path.empty() ? "/" : path, 0);
  while (const std::optional<uint32_t> index = candidates.Next()) {
    const Rule& rule = rules_[*index];
    if (is_wanted(rule) && rule.matcher.Match(path, params) != PathMatch::kNoMatch) return true;
  }
  return false;
}

bool RuleList::MayMatch(std::string_view path) const {
  return AnyFor(path, [](const Rule& /*rule*/) { return true; });
}

bool RuleList::HasConditionsFor(std::string_view path) const {
  return AnyFor(path, [](const Rule& rule) { return !rule.conditions.empty(); });
}

}  // namespace next_native

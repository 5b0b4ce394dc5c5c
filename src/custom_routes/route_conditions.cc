#include "custom_routes/route_conditions.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"
#include "http/cookie.h"
#include "http/query_object.h"

namespace next_native {
namespace {

// getSafeParamName: keeps what path-to-regexp accepts in a name.
std::string LettersOf(std::string_view key) {
  std::string letters;
  std::copy_if(key.begin(), key.end(), std::back_inserter(letters), IsAsciiAlpha);
  return letters;
}

bool IsLiteral(std::string_view pattern) {
  return pattern.find_first_of("\\^$.*+?()[]{}|") == std::string_view::npos;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Returns a field value as JavaScript sees it. Uses `storage` if it is not ASCII.
std::string_view AsText(std::string_view field, std::string& storage) {
  if (IsAscii(field)) return field;
  storage = Latin1ToUtf8(field);
  return storage;
}

HeaderSlot SlotFor(const RouteCondition& source, HeaderSlots& slots) {
  switch (source.kind) {
    case ConditionKind::kHeader:
      return slots.SlotOf(source.key);
    case ConditionKind::kCookie:
      return slots.SlotOf("cookie");
    case ConditionKind::kHost:
      return slots.SlotOf("host");
    case ConditionKind::kQuery:
      break;
  }
  return 0;
}

}  // namespace

Result<RouteConditions> RouteConditions::Compile(std::span<const RouteCondition> has,
                                                 std::span<const RouteCondition> missing,
                                                 HeaderSlots& slots) {
  Result<std::vector<Condition>> wanted = CompileAll(has, slots);
  if (!wanted) return tl::unexpected(std::move(wanted).error());
  Result<std::vector<Condition>> unwanted = CompileAll(missing, slots);
  if (!unwanted) return tl::unexpected(std::move(unwanted).error());
  RouteConditions conditions;
  conditions.has_ = std::move(*wanted);
  conditions.missing_ = std::move(*unwanted);
  return conditions;
}

Result<std::vector<RouteConditions::Condition>> RouteConditions::CompileAll(
    std::span<const RouteCondition> sources, HeaderSlots& slots) {
  std::vector<Condition> conditions;
  for (const RouteCondition& source : sources) {
    Condition condition;
    condition.kind = source.kind;
    condition.key = source.key;
    condition.slot = SlotFor(source, slots);
    const bool is_header = source.kind == ConditionKind::kHeader;
    condition.param = LettersOf(is_header ? ToLower(source.key) : source.key);
    const std::string_view value = source.value ? std::string_view(*source.value) : "";
    if (IsLiteral(value)) {
      condition.literal = value;
    } else {
      Result<RegularExpression> pattern =
          RegularExpression::Compile("^" + std::string(value) + "$");
      if (!pattern) return tl::unexpected(std::move(pattern).error());
      condition.pattern = std::move(*pattern);
    }
    conditions.push_back(std::move(condition));
  }
  return conditions;
}

ConditionMatch RouteConditions::Check(const RequestFacts& facts, PatternParams& params) const {
  PatternParams caught;
  for (const Condition& condition : has_) {
    const ConditionMatch match = Holds(condition, facts, caught);
    if (match != ConditionMatch::kYes) return match;
  }
  PatternParams unused;
  for (const Condition& condition : missing_) {
    const ConditionMatch match = Holds(condition, facts, unused);
    if (match == ConditionMatch::kYes) return ConditionMatch::kNo;
    if (match == ConditionMatch::kLimitReached) return match;
  }
  for (PatternParam& param : caught) SetParam(params, std::move(param));
  return ConditionMatch::kYes;
}

ConditionMatch RouteConditions::Holds(const Condition& condition, const RequestFacts& facts,
                                      PatternParams& caught) {
  std::string storage;
  if (condition.kind == ConditionKind::kQuery) {
    const QueryValue* value = facts.query.Get().Find(condition.key);
    if (!value) return ConditionMatch::kNo;
    // The last of repeated values counts; a list is always truthy.
    const std::string_view last =
        value->values.empty() ? "" : std::string_view(value->values.back());
    if (!value->is_list && last.empty()) return ConditionMatch::kNo;
    if (!condition.accepts_any()) return Accepts(condition, last, facts, caught);
    SetParam(caught, {condition.param, value->values, value->is_list});
    return ConditionMatch::kYes;
  }

  const std::optional<std::string_view> field =
      condition.kind == ConditionKind::kCookie ? facts.cookie : facts.headers.Get(condition.slot);
  if (!field || field->empty()) return ConditionMatch::kNo;
  std::string_view value;
  switch (condition.kind) {
    case ConditionKind::kHeader:
      value = AsText(*field, storage);
      break;
    case ConditionKind::kCookie: {
      std::optional<std::string> cookie = FindCookie(*field, condition.key);
      if (!cookie) return ConditionMatch::kNo;
      storage = std::move(*cookie);
      value = storage;
      break;
    }
    case ConditionKind::kHost:
      storage = ToLower(AsText(field->substr(0, field->find(':')), storage));
      value = storage;
      break;
    case ConditionKind::kQuery:
      break;
  }
  if (value.empty()) return ConditionMatch::kNo;
  if (!condition.accepts_any()) return Accepts(condition, value, facts, caught);
  SetParam(caught, {condition.param, {std::string(value)}});
  return ConditionMatch::kYes;
}

ConditionMatch RouteConditions::Accepts(const Condition& condition, std::string_view value,
                                        const RequestFacts& facts, PatternParams& caught) {
  const bool is_host = condition.kind == ConditionKind::kHost;
  if (!condition.pattern) {
    if (value != condition.literal) return ConditionMatch::kNo;
    if (is_host) SetParam(caught, {"host", {std::string(value)}});
    return ConditionMatch::kYes;
  }

  RegexGroups groups;
  const RegexResult result = condition.pattern->Match(value, &groups);
  if (result == RegexResult::kLimitReached) {
    facts.NoteLimit("has or missing, key \"" + condition.key + "\"");
    return ConditionMatch::kLimitReached;
  }
  if (result != RegexResult::kMatch) return ConditionMatch::kNo;
  const std::vector<std::string>& names = condition.pattern->group_names();
  bool has_names = false;
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) continue;
    has_names = true;
    PatternParam param{names[i], {}, false, false};
    if (i < groups.size() && groups[i]) {
      param.is_defined = true;
      param.values.emplace_back(*groups[i]);
    }
    SetParam(caught, std::move(param));
  }
  if (!has_names && is_host && !groups.empty() && groups[0] && !groups[0]->empty()) {
    SetParam(caught, {"host", {std::string(*groups[0])}});
  }
  return ConditionMatch::kYes;
}

}  // namespace next_native

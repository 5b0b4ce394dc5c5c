#include "fuzz_input.h"
#include "pattern/path_matcher.h"
#include "pattern/path_template.h"
#include "pattern/regular_expression.h"

// Input: the source of a path pattern, a regular expression, a path, and a value to fill.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace next_native;
  FuzzInput input(data, size);
  const std::string_view source = input.TakeText();
  const std::string_view expression = input.TakeText();
  const std::string_view path = input.TakeText();
  const std::string_view value = input.TakeText();

  for (const RegexCase letters : {RegexCase::kSensitive, RegexCase::kInsensitive}) {
    if (const auto regex = RegularExpression::Compile(expression, letters)) {
      RegexGroups groups;
      if (regex->Match(path, &groups) == RegexResult::kMatch) {
        Require(groups.size() == regex->group_names().size() && groups[0].has_value());
      }
    }

    PatternParams params;
    const auto matcher = PathMatcher::Compile(source, {letters, true, "/_next"});
    if (!matcher) continue;
    if (matcher->Match(path, params) != PathMatch::kMatch) {
      Require(params.empty());
      continue;
    }
    Require(!path.starts_with("/_next"));
    if (matcher->is_whole_path_literal()) Require(params.empty());
    for (const PatternParam& param : params) Require(param.is_list || param.values.size() == 1);

    if (const auto compiled = PathTemplate::Compile(source)) (void)compiled->Fill(params);
    (void)FillText(value, params);
  }
  return 0;
}

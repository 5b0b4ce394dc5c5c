#include "routing/route_pattern.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/percent_encoding.h"

namespace next_native {

namespace {

using Kind = RouteSegment::Kind;

Result<RouteSegment> Invalid(std::string_view pathname, std::string_view reason) {
  return Fail(ErrorCode::kInvalidPattern,
              "The route \"" + std::string(pathname) + "\" cannot be used: " + std::string(reason));
}

// True for parameters that take the whole rest of a path.
bool TakesAll(const RouteSegment& segment) {
  return segment.kind == Kind::kCatchAll || segment.kind == Kind::kOptionalCatchAll;
}

// A segment with text around the brackets, such as "[hash].png".
Result<RouteSegment> ParseAffixed(std::string_view text, std::string_view pathname) {
  RouteSegment segment;
  segment.text = text;
  const size_t open = text.find('[');
  const size_t close = open == std::string_view::npos ? open : text.find(']', open + 2);
  if (close == std::string_view::npos) return segment;  // no brackets: a literal
  segment.kind = Kind::kAffixedParam;
  segment.prefix = text.substr(0, open);
  segment.suffix = text.substr(close + 1);
  std::string_view name = text.substr(open + 1, close - open - 1);
  if (name.starts_with('[')) return Invalid(pathname, "text surrounds an optional parameter.");
  if (name.starts_with("...")) {
    if (!segment.prefix.starts_with("(.")) {
      return Invalid(pathname, "text surrounds a catch-all parameter.");
    }
    segment.is_list = true;
    name.remove_prefix(3);
  }
  segment.name = name;
  return segment;
}

Result<RouteSegment> ParseSegment(std::string_view text, std::string_view pathname) {
  if (!text.starts_with('[') || !text.ends_with(']') || text.size() < 3) {
    return ParseAffixed(text, pathname);
  }
  RouteSegment segment;
  segment.text = text;
  std::string_view name = text.substr(1, text.size() - 2);
  const bool is_optional = name.size() > 2 && name.starts_with('[') && name.ends_with(']');
  if (is_optional) name = name.substr(1, name.size() - 2);
  const bool is_catch_all = name.starts_with("...");
  if (is_catch_all) name.remove_prefix(3);
  if (name.find_first_of("[]") != std::string_view::npos) {
    return Invalid(pathname, "parameter names may not contain brackets.");
  }
  if (name.empty() || name.starts_with('.')) {
    return Invalid(pathname, "parameter names may not begin with a dot or be empty.");
  }
  if (is_optional && !is_catch_all) {
    return Invalid(pathname, "only catch-all parameters can be optional.");
  }
  segment.name = name;
  segment.kind = is_optional    ? Kind::kOptionalCatchAll
                 : is_catch_all ? Kind::kCatchAll
                                : Kind::kParam;
  segment.is_list = is_catch_all;
  return segment;
}

// Next.js puts this text between adjacent parameters and strips it from values again (next's
// lib/route-pattern-normalizer.js), even if a client sent it.
constexpr std::string_view kSeparator = "_NEXTSEP_";

bool AppendDecoded(std::string_view value, RouteParam& param) {
  std::optional<std::string> decoded = DecodeComponent(value);
  if (!decoded) return false;
  if (decoded->starts_with(kSeparator)) decoded->erase(0, kSeparator.size());
  param.values.push_back(std::move(*decoded));
  return true;
}

}  // namespace

std::string_view TakeSegment(std::string_view& rest) {
  const size_t end = std::min(rest.find('/', 1), rest.size());
  const std::string_view segment = rest.substr(1, end - 1);
  rest.remove_prefix(end);
  return segment;
}

std::string_view WithoutTrailingSlash(std::string_view path) {
  if (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

bool FitsSegment(const RouteSegment& pattern, std::string_view segment) {
  switch (pattern.kind) {
    case Kind::kLiteral:
      return segment == pattern.text;
    case Kind::kParam:
      return !segment.empty();
    case Kind::kAffixedParam:
      return segment.size() > pattern.prefix.size() + pattern.suffix.size() &&
             segment.starts_with(pattern.prefix) && segment.ends_with(pattern.suffix);
    case Kind::kCatchAll:
    case Kind::kOptionalCatchAll:
      break;
  }
  return false;
}

Result<RoutePattern> RoutePattern::Parse(std::string_view pathname) {
  RoutePattern pattern;
  std::string_view rest = WithoutTrailingSlash(pathname);
  if (!rest.empty() && !rest.starts_with('/')) {
    return tl::unexpected(Invalid(pathname, "it does not begin with a slash.").error());
  }
  while (!rest.empty()) {
    Result<RouteSegment> segment = ParseSegment(TakeSegment(rest), pathname);
    if (!segment) return tl::unexpected(segment.error());
    if (TakesAll(*segment) && !rest.empty()) {
      return tl::unexpected(Invalid(pathname, "a catch-all has to be the last part.").error());
    }
    for (const RouteSegment& earlier : pattern.segments_) {
      if (!segment->name.empty() && earlier.name == segment->name) {
        return tl::unexpected(
            Invalid(pathname, "it names the parameter \"" + segment->name + "\" twice.").error());
      }
    }
    if (segment->kind != Kind::kLiteral) ++pattern.param_count_;
    pattern.segments_.push_back(std::move(*segment));
  }
  return pattern;
}

PatternResult RoutePattern::Match(std::string_view path, std::vector<RouteParam>& params) const {
  std::string_view rest = WithoutTrailingSlash(path);
  // Match all segments before any value is decoded, as the regular expression of Next.js does.
  std::string_view left = rest;
  for (const RouteSegment& segment : segments_) {
    if (left.empty() && segment.kind != Kind::kOptionalCatchAll) return PatternResult::kNoMatch;
    if (TakesAll(segment)) {
      left = {};
    } else if (!FitsSegment(segment, TakeSegment(left))) {
      return PatternResult::kNoMatch;
    }
  }
  if (!left.empty()) return PatternResult::kNoMatch;

  params.clear();
  params.reserve(param_count_);
  for (const RouteSegment& segment : segments_) {
    if (segment.kind == Kind::kLiteral) {
      (void)TakeSegment(rest);
      continue;
    }
    const bool takes_all = TakesAll(segment);
    if (takes_all && rest.empty()) continue;
    RouteParam& param = params.emplace_back();
    param.name = segment.name;
    param.is_catch_all = segment.is_list;
    do {
      std::string_view value = TakeSegment(rest);
      value.remove_prefix(segment.prefix.size());
      value.remove_suffix(segment.suffix.size());
      if (!AppendDecoded(value, param)) return PatternResult::kDecodeError;
    } while (takes_all && !rest.empty());
  }
  return PatternResult::kMatch;
}

}  // namespace next_native

#include "custom_routes/destination.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

#include "base/ascii.h"
#include "base/percent_encoding.h"
#include "http/request_target.h"
#include "manifest/app_paths.h"
#include "pattern/path_template.h"
#include "pattern/path_tokens.h"

namespace next_native {
namespace {

// The URL parser would take the colon of a parameter for the colon of a port, so Next.js replaces
// it by this text during parsing. Parsing lower-cases it in host names.
constexpr std::string_view kEscapedColon = "__ESC_COLON_";
constexpr std::string_view kLocaleParam = "nextInternalLocale";

void EscapeName(std::string& text, std::string_view name) {
  if (name.empty()) return;
  for (size_t colon = text.find(':'); colon != std::string::npos; colon = text.find(':', colon)) {
    if (text.compare(colon + 1, name.size(), name) == 0) {
      text.replace(colon, 1, kEscapedColon);
      colon += kEscapedColon.size() + name.size();
    } else {
      ++colon;
    }
  }
}

std::string EscapeColons(std::string_view destination, const PatternParams& params,
                         const QueryObject& query) {
  std::string text(destination);
  if (text.find(':') == std::string::npos) return text;
  for (const PatternParam& param : params) EscapeName(text, param.name);
  for (const QueryValue& value : query.entries()) EscapeName(text, value.name);
  return text;
}

std::string UnescapeColons(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    if (StartsWithIgnoreCase(text, kEscapedColon)) {
      plain += ':';
      text.remove_prefix(kEscapedColon.size());
    } else {
      plain += text.front();
      text.remove_prefix(1);
    }
  }
  return plain;
}

// Encodes the userinfo percent-encode set of the URL Standard.
std::string EncodeUserInfo(std::string_view text) {
  constexpr std::string_view kKept = "!$%&'()*+,-._~";
  std::string encoded;
  for (const char c : text) {
    if (IsAsciiAlpha(c) || IsAsciiDigit(c) || kKept.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      AppendPercentEncoded(encoded, c);
    }
  }
  return encoded;
}

// Removes "user:password@" from an absolute URL and returns `auth` of parseUrl.
std::string TakeAuth(std::string& url) {
  const size_t start = url.find_first_not_of("/\\", std::min(url.find(':'), url.size() - 1) + 1);
  if (start == std::string::npos) return {};
  const size_t end = std::min(url.find_first_of("/\\?#", start), url.size());
  const size_t at = std::string_view(url).substr(0, end).rfind('@');
  if (at == std::string::npos || at < start) return {};
  const std::string_view info = std::string_view(url).substr(start, at - start);
  const size_t colon = std::min(info.find(':'), info.size());
  std::string auth = EncodeUserInfo(info.substr(0, colon));
  if (!auth.empty() && colon + 1 < info.size()) {
    auth.append(":").append(EncodeUserInfo(info.substr(colon + 1)));
  }
  url.erase(start, at + 1 - start);
  return auth;
}

// Splits "https://host:8080". In an IPv6 address, the colon of the port follows the brackets.
void SetOrigin(PreparedDestination& destination, std::string_view origin) {
  const size_t scheme_end = origin.find("://");
  destination.protocol = std::string(origin.substr(0, scheme_end + 1));
  const std::string_view host = origin.substr(scheme_end + 3);
  const size_t colon =
      std::min(host.find(':', host.starts_with('[') ? host.find(']') : 0), host.size());
  destination.hostname = UnescapeColons(host.substr(0, colon));
  destination.port = std::string(host.substr(std::min(colon + 1, host.size())));
  destination.origin = UnescapeColons(origin);
}

// True for schemes whose URLs always have "//" and a host (the special schemes of the URL Standard;
// url.format() of Node.js writes "//" for them).
bool IsSpecialScheme(std::string_view protocol) {
  constexpr std::array<std::string_view, 6> kSpecial = {
      "http:", "https:", "ws:", "wss:", "ftp:", "file:"};
  return std::any_of(kSpecial.begin(), kSpecial.end(), [protocol](std::string_view special) {
    return EqualsIgnoreCase(protocol, special);
  });
}

// Returns "mailto:" for "mailto:someone@example.com"; empty if the URL has no scheme or a special
// one.
std::string_view OtherScheme(std::string_view url) {
  if (url.empty() || !IsAsciiAlpha(url.front())) return {};
  const auto end = std::find_if_not(url.begin(), url.end(), [](char c) {
    return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '+' || c == '-' || c == '.';
  });
  if (end == url.end() || *end != ':') return {};
  const std::string_view protocol = url.substr(0, static_cast<size_t>(end - url.begin()) + 1);
  return IsSpecialScheme(protocol) ? std::string_view() : protocol;
}

// Splits a URL with a scheme that is not special. Does not escape what `new URL` would escape.
RequestTarget ParseOtherUrl(std::string_view url, std::string_view protocol,
                            PreparedDestination& destination) {
  destination.protocol = ToLower(protocol);
  std::string_view rest = url.substr(protocol.size());
  RequestTarget target;
  const size_t hash = std::min(rest.find('#'), rest.size());
  target.fragment = rest.substr(std::min(hash + 1, rest.size()));
  rest = rest.substr(0, hash);
  const size_t question = std::min(rest.find('?'), rest.size());
  target.query = rest.substr(std::min(question + 1, rest.size()));
  rest = rest.substr(0, question);
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    const std::string_view host = rest.substr(0, rest.find('/'));
    const size_t colon = std::min(host.rfind(':'), host.size());
    destination.hostname = UnescapeColons(host.substr(0, colon));
    destination.port = std::string(host.substr(std::min(colon + 1, host.size())));
    rest.remove_prefix(host.size());
  }
  target.path = rest;
  // JavaScript calls an opaque origin "null".
  destination.origin = "null";
  return target;
}

// Fills parameters into the query of the destination.
std::optional<QueryObject> FillQuery(const QueryObject& query, const PatternParams& params) {
  QueryObject filled;
  for (const QueryValue& entry : query.entries()) {
    // Next.js finds an inherited function in the list and fails.
    if (entry.is_list && QueryObject().HasOrInherits(entry.name)) return std::nullopt;
    QueryValue value{entry.name, {}, entry.is_list};
    for (const std::string& text : entry.values) {
      std::optional<std::string> result = FillText(UnescapeColons(text), params);
      if (!result) return std::nullopt;
      value.values.push_back(std::move(*result));
    }
    filled.Set(std::move(value));
  }
  return filled;
}

// True if the pattern has a repeated parameter without prefix and suffix. `compile` accepts it, but
// pathToRegexp, which Next.js calls for the names, throws.
bool HasBareRepeat(std::string_view pattern) {
  if (pattern.find_first_of("*+") == std::string_view::npos) return false;
  bool may_be_bare = pattern.find_first_of("({\\") != std::string_view::npos;
  for (size_t i = 0; i < pattern.size() && !may_be_bare; ++i) {
    may_be_bare = pattern[i] == ':' && (i == 0 || (pattern[i - 1] != '/' && pattern[i - 1] != '.'));
  }
  if (!may_be_bare) return false;
  const std::string separated = SeparateAdjacentParams(pattern);
  Result<std::vector<PathToken>> tokens =
      ParsePathPattern(HasAdjacentParams(pattern) ? separated : pattern);
  if (!tokens) tokens = ParsePathPattern(separated);
  return tokens && std::any_of(tokens->begin(), tokens->end(), [](const PathToken& token) {
           const auto* const param = std::get_if<PathParamToken>(&token);
           return param != nullptr && param->prefix.empty() && param->suffix.empty() &&
                  !param->pattern.empty() &&
                  (param->modifier == TokenModifier::kZeroOrMore ||
                   param->modifier == TokenModifier::kOneOrMore);
         });
}

bool UsesAny(const PathTemplate& text, const PatternParams& params) {
  const std::vector<std::string>& names = text.param_names();
  return std::any_of(params.begin(), params.end(), [&names](const PatternParam& param) {
    return param.name != kLocaleParam &&
           std::find(names.begin(), names.end(), param.name) != names.end();
  });
}

void AppendParams(QueryObject& query, const PatternParams& params) {
  for (const PatternParam& param : params) {
    if (param.name == kLocaleParam || query.HasOrInherits(param.name)) continue;
    QueryValue value{param.name, {}, param.is_list};
    if (param.is_defined) value.values = param.values;
    query.Set(std::move(value));
  }
}

// path-to-regexp takes the marker of an intercepting route for an unnamed group. This sets the
// group's value, so that the marker is written out.
void AddInterceptionParams(std::string_view path, PatternParams& params) {
  constexpr std::array<std::string_view, 4> kMarkers = {"(..)(..)", "(.)", "(..)", "(...)"};
  while (!path.empty()) {
    const std::string_view segment = path.substr(0, path.find('/'));
    path.remove_prefix(std::min(segment.size() + 1, path.size()));
    const auto* marker =
        std::find_if(kMarkers.begin(), kMarkers.end(),
                     [segment](std::string_view known) { return segment.starts_with(known); });
    if (marker == kMarkers.end()) continue;
    const bool is_double = marker == kMarkers.begin();
    SetParam(params, {"0", {std::string(is_double ? "(..)" : *marker)}});
    if (is_double) SetParam(params, {"1", {"(..)"}});
    return;
  }
}

std::string EncodeAuth(std::string_view auth) {
  std::string encoded;
  for (const char c : auth) {
    if (c == ':') {
      encoded += c;
    } else {
      encoded += EncodeComponent(std::string_view(&c, 1));
    }
  }
  return encoded;
}

// True if a query name has a colon. EscapeColons() may change such names, depending on the request.
bool HasColonInName(const QueryObject& query) {
  return std::any_of(query.entries().begin(), query.entries().end(), [](const QueryValue& entry) {
    return entry.name.find(':') != std::string::npos;
  });
}

bool ContainsIgnoreCase(std::string_view text, std::string_view part) {
  for (; text.size() >= part.size(); text.remove_prefix(1)) {
    if (StartsWithIgnoreCase(text, part)) return true;
  }
  return false;
}

// True if EscapeColons() has no lasting effect for any request: the destination is a path, where no
// colon can look like that of a port.
bool IsPlainPath(std::string_view destination) {
  return destination.starts_with('/') && destination.find("//") == std::string_view::npos &&
         destination.find('\\') == std::string_view::npos &&
         !ContainsIgnoreCase(destination, kEscapedColon);
}

}  // namespace

// A parsed destination, without parameters filled in.
struct DestinationTemplate::Parts {
  PreparedDestination fixed;  // protocol, port, auth, origin
  PathTemplate path;          // path and hash
  PathTemplate hostname;
  bool has_hostname = false;
  QueryObject query;
  std::string search;             // "?a=:b"
  std::string interception_path;  // the path if it has an interception marker; or empty

  // `escaped` has gone through EscapeColons(). nullopt where Next.js throws.
  static std::optional<Parts> Parse(std::string escaped);
};

std::optional<DestinationTemplate::Parts> DestinationTemplate::Parts::Parse(std::string escaped) {
  Parts parts;
  PreparedDestination& fixed = parts.fixed;
  const std::string_view other_scheme = OtherScheme(escaped);
  if (!escaped.starts_with('/') && other_scheme.empty()) fixed.auth = TakeAuth(escaped);
  const RequestTarget target = other_scheme.empty() ? ParseRequestTarget(escaped)
                                                    : ParseOtherUrl(escaped, other_scheme, fixed);
  if (!target.is_valid) return std::nullopt;
  if (target.is_absolute) SetOrigin(fixed, target.origin);

  std::string path_and_hash = UnescapeColons(target.path);
  if (!target.fragment.empty()) {
    path_and_hash.append("#").append(UnescapeColons(target.fragment));
  }
  Result<PathTemplate> path = PathTemplate::Compile(path_and_hash);
  Result<PathTemplate> hostname =
      PathTemplate::Compile(fixed.hostname, TemplateEncoding::kComponent);
  if (!path || !hostname || HasBareRepeat(path_and_hash) || HasBareRepeat(fixed.hostname)) {
    return std::nullopt;
  }
  parts.path = std::move(*path);
  parts.hostname = std::move(*hostname);
  parts.has_hostname = !fixed.hostname.empty();
  parts.query = QueryObject::Parse(target.query);
  if (!target.query.empty()) parts.search = "?" + UnescapeColons(target.query);
  if (IsInterceptionPathname(path_and_hash)) parts.interception_path = std::move(path_and_hash);
  return parts;
}

DestinationTemplate::DestinationTemplate(std::string_view destination) : text_(destination) {
  if (!IsPlainPath(text_)) return;
  std::optional<Parts> parts = Parts::Parse(text_);
  if (parts && HasColonInName(parts->query)) return;
  is_parsed_ = true;
  if (parts) parts_ = std::make_unique<const Parts>(std::move(*parts));
}

DestinationTemplate::DestinationTemplate(DestinationTemplate&&) noexcept = default;
DestinationTemplate& DestinationTemplate::operator=(DestinationTemplate&&) noexcept = default;
DestinationTemplate::~DestinationTemplate() = default;

std::optional<PreparedDestination> DestinationTemplate::Fill(PatternParams& params,
                                                             const QueryObject& query,
                                                             UnusedParams unused) const {
  if (is_parsed_) return parts_ ? FillParts(*parts_, params, query, unused) : std::nullopt;
  const std::optional<Parts> parts = Parts::Parse(EscapeColons(text_, params, query));
  return parts ? FillParts(*parts, params, query, unused) : std::nullopt;
}

std::optional<PreparedDestination> DestinationTemplate::FillParts(const Parts& parts,
                                                                  PatternParams& params,
                                                                  const QueryObject& query,
                                                                  UnusedParams unused) {
  std::optional<QueryObject> own_query = FillQuery(parts.query, params);
  if (!own_query) return std::nullopt;
  if (unused == UnusedParams::kAppendToQuery && !UsesAny(parts.path, params) &&
      !UsesAny(parts.hostname, params)) {
    AppendParams(*own_query, params);
  }

  if (!parts.interception_path.empty()) AddInterceptionParams(parts.interception_path, params);
  std::optional<std::string> path = parts.path.Fill(params);
  std::optional<std::string> hostname(std::in_place);
  if (parts.has_hostname) hostname = parts.hostname.Fill(params);
  std::optional<std::string> search(std::in_place);
  if (!parts.search.empty()) search = FillText(parts.search, params);
  if (!path || !hostname || !search) return std::nullopt;

  PreparedDestination prepared = parts.fixed;
  // Drops everything from a second "#" on, like the original.
  const size_t path_end = std::min(path->find('#'), path->size());
  const size_t hash_end = std::min(path->find('#', path_end + 1), path->size());
  if (hash_end > path_end + 1) prepared.hash = path->substr(path_end, hash_end - path_end);
  path->resize(path_end);
  prepared.path = std::move(*path);
  prepared.hostname = std::move(*hostname);
  prepared.search = std::move(*search);
  prepared.query = query;
  prepared.query.Assign(*own_query);
  return prepared;
}

std::string FormatDestination(const PreparedDestination& destination, std::string_view search) {
  std::string url = destination.protocol;
  if (destination.is_external()) {
    const std::string& hostname = destination.hostname;
    if (IsSpecialScheme(destination.protocol)) url += "//";
    if (!hostname.empty()) {
      if (!destination.auth.empty()) url.append(EncodeAuth(destination.auth)).append("@");
      const bool has_brackets = hostname.starts_with('[') && hostname.ends_with(']');
      const bool wants_brackets = hostname.find(':') != std::string::npos && !has_brackets;
      url.append(wants_brackets ? "[" + hostname + "]" : hostname);
      if (!destination.port.empty()) url.append(":").append(destination.port);
    }
    if (IsSpecialScheme(destination.protocol) && !destination.path.empty() &&
        !destination.path.starts_with('/')) {
      url += '/';
    }
  }
  for (const char c : destination.path) {
    if (c == '#' || c == '?') {
      AppendPercentEncoded(url, c);
    } else {
      url += c;
    }
  }
  if (!search.empty() && !search.starts_with('?')) url += '?';
  for (const char c : search) {
    if (c == '#') {
      AppendPercentEncoded(url, c);
    } else {
      url += c;
    }
  }
  return url + destination.hash;
}

}  // namespace next_native

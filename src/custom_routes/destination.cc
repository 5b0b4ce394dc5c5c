#include "custom_routes/destination.h"

#include <algorithm>
#include <array>
#include <cstddef>
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

// The URL parser would take the colon of a parameter for that of a port, so Next.js puts this in
// its place meanwhile. Host names come back in lower case.
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

// The userinfo percent-encode set of the URL Standard.
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

// Takes "user:password@" out of an absolute URL; returns `auth` of parseUrl.
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

// Splits "https://host:8080". The colon of the port is behind the brackets of an IPv6 address.
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

// Those whose URLs have "//" and a host whatever else they have (the special schemes of the URL
// Standard; url.format() of Node.js writes "//" for them).
bool IsSpecialScheme(std::string_view protocol) {
  constexpr std::array<std::string_view, 6> kSpecial = {
      "http:", "https:", "ws:", "wss:", "ftp:", "file:"};
  return std::any_of(kSpecial.begin(), kSpecial.end(), [protocol](std::string_view special) {
    return EqualsIgnoreCase(protocol, special);
  });
}

// "mailto:" of "mailto:someone@example.com"; empty: the text has no scheme, or a special one.
std::string_view OtherScheme(std::string_view url) {
  if (url.empty() || !IsAsciiAlpha(url.front())) return {};
  const auto end = std::find_if_not(url.begin(), url.end(), [](char c) {
    return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '+' || c == '-' || c == '.';
  });
  if (end == url.end() || *end != ':') return {};
  const std::string_view protocol = url.substr(0, static_cast<size_t>(end - url.begin()) + 1);
  return IsSpecialScheme(protocol) ? std::string_view() : protocol;
}

// Takes a URL of such a scheme apart; what `new URL` escapes in it stays as it is.
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
  // An opaque origin is "null" to JavaScript.
  destination.origin = "null";
  return target;
}

// The query of the destination with parameters filled in.
std::optional<QueryObject> FillQuery(const QueryObject& query, const PatternParams& params) {
  QueryObject filled;
  for (const QueryValue& entry : query.entries()) {
    // Next.js comes upon a function in the list, and fails.
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

// Names are found by pathToRegexp, which throws over what `compile` takes: a repeated parameter
// with nothing beside it.
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

// To path-to-regexp the marker of an intercepting route is a group without name, which takes its
// value from here.
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

}  // namespace

std::optional<PreparedDestination> PrepareDestination(std::string_view destination,
                                                      PatternParams& params,
                                                      const QueryObject& query,
                                                      UnusedParams unused) {
  PreparedDestination prepared;
  std::string escaped = EscapeColons(destination, params, query);
  const std::string_view other_scheme = OtherScheme(escaped);
  if (!escaped.starts_with('/') && other_scheme.empty()) prepared.auth = TakeAuth(escaped);
  const RequestTarget target = other_scheme.empty()
                                   ? ParseRequestTarget(escaped)
                                   : ParseOtherUrl(escaped, other_scheme, prepared);
  if (!target.is_valid) return std::nullopt;
  if (target.is_absolute) SetOrigin(prepared, target.origin);

  std::string path_and_hash = UnescapeColons(target.path);
  if (!target.fragment.empty()) {
    path_and_hash.append("#").append(UnescapeColons(target.fragment));
  }
  const Result<PathTemplate> path = PathTemplate::Compile(path_and_hash);
  const Result<PathTemplate> hostname =
      PathTemplate::Compile(prepared.hostname, TemplateEncoding::kComponent);
  if (!path || !hostname || HasBareRepeat(path_and_hash) || HasBareRepeat(prepared.hostname)) {
    return std::nullopt;
  }

  std::optional<QueryObject> own_query = FillQuery(QueryObject::Parse(target.query), params);
  if (!own_query) return std::nullopt;
  if (unused == UnusedParams::kAppendToQuery && !UsesAny(*path, params) &&
      !UsesAny(*hostname, params)) {
    AppendParams(*own_query, params);
  }

  if (IsInterceptionPathname(path_and_hash)) AddInterceptionParams(path_and_hash, params);
  std::optional<std::string> filled_path = path->Fill(params);
  std::optional<std::string> filled_hostname = hostname->Fill(params);
  std::optional<std::string> search(std::in_place);
  if (!target.query.empty()) search = FillText("?" + UnescapeColons(target.query), params);
  if (!filled_path || !filled_hostname || !search) return std::nullopt;

  // What follows a second "#" is lost, as in the original.
  const size_t path_end = std::min(filled_path->find('#'), filled_path->size());
  const size_t hash_end = std::min(filled_path->find('#', path_end + 1), filled_path->size());
  if (hash_end > path_end + 1) {
    prepared.hash = filled_path->substr(path_end, hash_end - path_end);
  }
  filled_path->resize(path_end);
  prepared.path = std::move(*filled_path);
  prepared.hostname = std::move(*filled_hostname);
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

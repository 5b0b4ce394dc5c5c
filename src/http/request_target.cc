#include "http/request_target.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <utility>

#include "base/ascii.h"
#include "base/percent_encoding.h"

namespace next_native {
namespace {

// The percent-encode sets of the URL Standard (section 1.3) for special schemes.
enum EncodeSet : uint8_t { kPathSet = 1, kQuerySet = 2, kFragmentSet = 4 };

constexpr std::array<uint8_t, 256> kEncodeSets = [] {
  std::array<uint8_t, 256> sets{};
  for (size_t c = 0; c < sets.size(); ++c) {
    if (c <= 0x20 || c >= 0x7F) sets[c] = kPathSet | kQuerySet | kFragmentSet;
  }
  const auto add = [&sets](std::string_view characters, uint8_t set) {
    for (const char c : characters) sets[static_cast<unsigned char>(c)] |= set;
  };
  add("\"<>", kPathSet | kQuerySet | kFragmentSet);
  add("#?`{}", kPathSet);
  add("#'", kQuerySet);
  add("`", kFragmentSet);
  return sets;
}();

constexpr bool IsIn(EncodeSet set, char c) {
  return (kEncodeSets[static_cast<unsigned char>(c)] & set) != 0;
}

bool IsClean(std::string_view part, EncodeSet set) {
  return std::none_of(part.begin(), part.end(), [set](char c) { return IsIn(set, c); });
}

void AppendEncoded(std::string& out, std::string_view part, EncodeSet set) {
  for (const char c : part) {
    if (IsIn(set, c)) {
      AppendPercentEncoded(out, c);
    } else {
      out += c;
    }
  }
}

constexpr bool IsSlash(char c) { return c == '/' || c == '\\'; }

// Removes a "." or "%2e" from the front of `text`.
bool TakeDot(std::string_view& text) {
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    return true;
  }
  if (text.size() < 3 || !EqualsIgnoreCase(text.substr(0, 3), "%2e")) return false;
  text.remove_prefix(3);
  return true;
}

enum class Segment : uint8_t { kName, kSameFolder, kParentFolder };

Segment KindOf(std::string_view segment) {
  if (!TakeDot(segment)) return Segment::kName;
  if (segment.empty()) return Segment::kSameFolder;
  return TakeDot(segment) && segment.empty() ? Segment::kParentFolder : Segment::kName;
}

// True if `path` may have a dot segment. The path has no "\".
bool MayHaveDotSegment(std::string_view path) {
  for (size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '/') continue;
    std::string_view rest = path.substr(i + 1);
    if (TakeDot(rest)) return true;
  }
  return false;
}

struct Parts {
  std::string_view path;
  std::string_view query;
  std::string_view fragment;
};

Parts Split(std::string_view text) {
  Parts parts;
  const size_t hash = std::min(text.find('#'), text.size());
  parts.fragment = text.substr(std::min(hash + 1, text.size()));
  text = text.substr(0, hash);
  const size_t mark = std::min(text.find('?'), text.size());
  parts.query = text.substr(std::min(mark + 1, text.size()));
  parts.path = text.substr(0, mark);
  return parts;
}

// The path state of the URL Standard (section 4.4). `path` is empty or begins with a slash.
std::string ResolvePath(std::string_view path) {
  std::string resolved;
  resolved.reserve(path.size() + 1);
  while (!path.empty()) {
    path.remove_prefix(1);
    const auto* slash = std::find_if(path.begin(), path.end(), IsSlash);
    const std::string_view segment = path.substr(0, static_cast<size_t>(slash - path.begin()));
    path.remove_prefix(segment.size());
    const Segment kind = KindOf(segment);
    if (kind == Segment::kName) {
      resolved += '/';
      AppendEncoded(resolved, segment, kPathSet);
      continue;
    }
    if (kind == Segment::kParentFolder && !resolved.empty()) resolved.resize(resolved.rfind('/'));
    if (path.empty()) resolved += '/';
  }
  if (resolved.empty()) resolved = "/";
  return resolved;
}

// Fills in a target whose parts need a change. `origin` is empty except for the absolute form.
void Rewrite(RequestTarget& target, std::string origin, const Parts& parts) {
  std::string text = std::move(origin);
  const size_t path_start = text.size();
  text += ResolvePath(parts.path);
  const size_t query_start = text.size();
  AppendEncoded(text, parts.query, kQuerySet);
  const size_t fragment_start = text.size();
  AppendEncoded(text, parts.fragment, kFragmentSet);

  target.rewritten = std::make_unique<const std::string>(std::move(text));
  const std::string_view all = *target.rewritten;
  target.origin = all.substr(0, path_start);
  target.path = all.substr(path_start, query_start - path_start);
  target.query = all.substr(query_start, fragment_start - query_start);
  target.fragment = all.substr(fragment_start);
}

// Removes what the URL parser ignores: blanks and controls at the end, tabs and line breaks
// anywhere.
std::string WithoutBlanks(std::string_view url) {
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
  while (!url.empty() && is_blank(url.back())) url.remove_suffix(1);
  std::string text(url);
  std::erase_if(text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return text;
}

struct SpecialScheme {
  std::string_view name;
  std::string_view default_port;
};
constexpr SpecialScheme kSpecialSchemes[] = {
    {"http", "80"}, {"https", "443"}, {"ws", "80"}, {"wss", "443"}, {"ftp", "21"}};

bool IsHostCharacter(char c) {
  constexpr std::string_view kForbidden = "#/:<>?@[\\]^|%";
  return c > ' ' && c < '\x7F' && kForbidden.find(c) == std::string_view::npos;
}

// Four decimal numbers up to 255 without leading zeros.
bool IsIpv4(std::string_view host) {
  for (int part = 0; part < 4; ++part) {
    const size_t dot = std::min(host.find('.'), host.size());
    const std::string_view digits = host.substr(0, dot);
    if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits[0] == '0'))
      return false;
    if (!std::all_of(digits.begin(), digits.end(), IsAsciiDigit)) return false;
    if (digits.size() == 3 && digits > "255") return false;
    if ((part < 3) != (dot < host.size())) return false;
    host.remove_prefix(std::min(dot + 1, host.size()));
  }
  return true;
}

// Returns the host in lower case; nullopt if it is not supported.
std::optional<std::string> ParseHost(std::string_view host) {
  const std::string lower = ToLower(host);
  if (host.starts_with('[')) {
    const bool is_ipv6 = host.size() > 3 && host.ends_with(']') &&
                         lower.find_first_not_of("0123456789abcdef:.", 1) == lower.size() - 1;
    return is_ipv6 ? std::optional(lower) : std::nullopt;
  }
  if (host.empty() || !std::all_of(host.begin(), host.end(), IsHostCharacter)) return std::nullopt;
  // If the last label begins like a number, the URL parser reads the host as an IPv4 address.
  std::string_view labels = lower;
  if (labels.ends_with('.')) labels.remove_suffix(1);
  const std::string_view last = labels.substr(labels.rfind('.') + 1);
  if (!last.empty() && IsAsciiDigit(last.front()) &&
      (last.starts_with("0x") || std::all_of(last.begin(), last.end(), IsAsciiDigit))) {
    return IsIpv4(lower) ? std::optional(lower) : std::nullopt;
  }
  return lower;
}

// Removes "scheme://host:port" from the front of an absolute `url` and returns it.
std::optional<std::string> TakeOrigin(std::string_view& url) {
  const size_t colon = url.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string scheme = ToLower(url.substr(0, colon));
  const auto* special =
      std::find_if(std::begin(kSpecialSchemes), std::end(kSpecialSchemes),
                   [&scheme](const SpecialScheme& known) { return known.name == scheme; });
  if (special == std::end(kSpecialSchemes)) return std::nullopt;
  url.remove_prefix(colon + 1);
  while (!url.empty() && IsSlash(url.front())) url.remove_prefix(1);

  const std::string_view authority = url.substr(0, url.find_first_of("/\\?#"));
  url.remove_prefix(authority.size());
  // In an IPv6 address, the colon of the port follows the brackets.
  const size_t port_colon =
      authority.find(':', authority.starts_with('[') ? authority.find(']') : 0);
  const std::optional<std::string> host = ParseHost(authority.substr(0, port_colon));
  if (!host) return std::nullopt;
  std::string origin = scheme + "://" + *host;
  if (port_colon == std::string_view::npos) return origin;

  std::string_view port = authority.substr(port_colon + 1);
  if (!std::all_of(port.begin(), port.end(), IsAsciiDigit)) return std::nullopt;
  if (port.empty()) return origin;
  while (port.size() > 1 && port.starts_with('0')) port.remove_prefix(1);
  if (port.size() > 5 || (port.size() == 5 && port > "65535")) return std::nullopt;
  if (port != special->default_port) origin.append(":").append(port);
  return origin;
}

bool HasRepeatedSlashes(std::string_view url) {
  const std::string_view path = url.substr(0, url.find('?'));
  return path.find('\\') != std::string_view::npos || path.find("//") != std::string_view::npos;
}

}  // namespace

RequestTarget ParseRequestTarget(std::string_view url) {
  RequestTarget target;
  target.has_repeated_slashes = HasRepeatedSlashes(url);
  if (url.starts_with('/')) {
    const Parts parts = Split(url);
    const bool is_clean = IsClean(parts.path, kPathSet) && IsClean(parts.query, kQuerySet) &&
                          IsClean(parts.fragment, kFragmentSet) &&
                          parts.path.find('\\') == std::string_view::npos &&
                          !MayHaveDotSegment(parts.path);
    if (is_clean) {
      target.path = parts.path;
      target.query = parts.query;
      target.fragment = parts.fragment;
    } else {
      const std::string text = WithoutBlanks(url);
      Rewrite(target, {}, Split(text));
    }
    return target;
  }

  const std::string text = WithoutBlanks(url);
  std::string_view rest = text;
  while (!rest.empty() && static_cast<unsigned char>(rest.front()) <= ' ') rest.remove_prefix(1);
  std::optional<std::string> origin = TakeOrigin(rest);
  if (!origin) {
    target.is_valid = false;
    return target;
  }
  target.is_absolute = true;
  Rewrite(target, *std::move(origin), Split(rest));
  return target;
}

std::string NormalizeRepeatedSlashes(std::string_view url) {
  const size_t mark = std::min(url.find('?'), url.size());
  std::string normalized;
  normalized.reserve(url.size());
  for (const char c : url.substr(0, mark)) {
    const char slash_or_c = c == '\\' ? '/' : c;
    if (slash_or_c != '/' || !normalized.ends_with('/')) normalized += slash_or_c;
  }
  // Like the original, drops a "?" that is followed by a second "?" or by the end.
  const std::string_view query = url.substr(mark);
  if (query.size() > 1 && query[1] != '?') normalized.append(query);
  return normalized;
}

void MoveViews(RequestTarget& target, std::string_view from, std::string_view to) {
  const std::less_equal<> is_not_behind;
  const char* const begin = from.data();
  const char* const end = begin + from.size();
  for (std::string_view* part : {&target.path, &target.query, &target.fragment, &target.origin}) {
    // Others view `rewritten`, or a literal.
    if (!is_not_behind(begin, part->data()) || !is_not_behind(part->data(), end)) continue;
    *part = to.substr(static_cast<size_t>(part->data() - begin), part->size());
  }
}

}  // namespace next_native

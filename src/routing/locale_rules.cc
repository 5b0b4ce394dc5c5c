#include "routing/locale_rules.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_set>
#include <vector>

#include "base/ascii.h"
#include "base/text_map.h"
#include "http/cookie.h"
#include "routing/base_path.h"

namespace next_native {

namespace {

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

std::string_view WithoutPort(std::string_view host) { return host.substr(0, host.find(':')); }

// Removes the text up to `separator` from `rest`, with the separator, and returns it.
std::string_view TakeUntil(char separator, std::string_view& rest) {
  const size_t at = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, at);
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return taken;
}

// For a decimal number that no double can hold: true if it is too close to 0, false if too large.
bool IsTooSmall(std::string_view number) {
  int exponent = 0;
  const size_t e = std::min(number.find('e'), number.size());
  std::string_view power = number.substr(std::min(e + 1, number.size()));
  if (power.starts_with('+')) power.remove_prefix(1);
  const bool is_unreadable =
      std::from_chars(power.data(), power.data() + power.size(), exponent).ec ==
      std::errc::result_out_of_range;
  if (is_unreadable) return power.starts_with('-');
  const std::string_view digits = number.substr(0, e);
  const auto dot = static_cast<int64_t>(std::min(digits.find('.'), digits.size()));
  return dot - static_cast<int64_t>(digits.find_first_of("123456789")) + exponent < 0;
}

// parseFloat of lower-case text. NaN also for numbers that are not a weight: negative, infinite and
// too large ones.
double ParseWeight(std::string_view text) {
  while (!text.empty() && IsFieldSpace(text.front())) text.remove_prefix(1);
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || !(IsAsciiDigit(text.front()) || text.front() == '.')) return kNotANumber;
  double value = kNotANumber;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    const std::string_view number = text.substr(0, static_cast<size_t>(end - text.data()));
    return IsTooSmall(number) ? 0 : kNotANumber;
  }
  if (error != std::errc{}) return kNotANumber;
  return is_negative && value != 0 ? kNotANumber : value;
}

// The tags that match a locale: the locale itself, and its prefixes ("en" for "en-US").
class NamedLocales {
 public:
  explicit NamedLocales(std::span<const std::string> locales) {
    for (const std::string& locale : locales) {
      std::string tag = ToLower(locale);
      Set(tag, locale);
      for (size_t dash = tag.rfind('-'); dash != std::string::npos; dash = tag.rfind('-')) {
        tag.resize(dash);
        if (!index_.contains(tag)) Set(tag, locale);
      }
    }
  }

  struct Entry {
    std::string tag;
    std::string_view locale;
    size_t position;
  };
  [[nodiscard]] const Entry* Find(std::string_view tag) const {
    const auto found = index_.find(tag);
    return found == index_.end() ? nullptr : &entries_[found->second];
  }
  // In the order in which "*" tries them.
  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }

 private:
  // As in JavaScript's Map, a known tag keeps its place among the entries. Its `position` is new.
  void Set(const std::string& tag, std::string_view locale) {
    const auto [known, is_new] = index_.try_emplace(tag, entries_.size());
    if (is_new) entries_.push_back({tag, locale, next_position_});
    entries_[known->second].locale = locale;
    entries_[known->second].position = next_position_++;
  }

  std::vector<Entry> entries_;
  TextMap<size_t> index_;
  size_t next_position_ = 0;
};

// An element of Accept-Language.
struct LanguageRange {
  std::string_view tag;
  double weight = 1;
  std::optional<size_t> position;  // of the locale that the tag matches
};

// Sorts by preference of the client.
bool ComesFirst(const LanguageRange& a, const LanguageRange& b) {
  if (a.weight != b.weight) return a.weight > b.weight;
  if (a.position.has_value() != b.position.has_value()) return a.position.has_value();
  return a.position < b.position;
}

struct LanguageRanges {
  std::vector<LanguageRange> acceptable;  // in the order of the field
  std::unordered_set<std::string_view> mentioned;
};

// `field` is in lower case and without blanks. nullopt: it is malformed.
std::optional<LanguageRanges> ParseLanguageRanges(std::string_view field,
                                                  const NamedLocales& locales) {
  LanguageRanges ranges;
  while (!field.empty()) {
    std::string_view element = TakeUntil(',', field);
    if (element.empty()) continue;
    const bool has_weight = element.find(';') != std::string_view::npos;
    LanguageRange range;
    range.tag = TakeUntil(';', element);
    if (range.tag.empty() || element.find(';') != std::string_view::npos) return std::nullopt;
    if (const NamedLocales::Entry* named = locales.Find(range.tag)) {
      range.position = named->position;
    }
    ranges.mentioned.insert(range.tag);
    if (has_weight) {
      const std::string_view name = TakeUntil('=', element);
      const std::string_view value = TakeUntil('=', element);
      if (name != "q" || value.empty()) return std::nullopt;
      const double weight = ParseWeight(value);
      if (weight == 0) continue;
      if (weight >= 0.001 && weight <= 1) range.weight = weight;
    }
    ranges.acceptable.push_back(range);
  }
  return ranges;
}

const I18nDomain* FindDomainOfLocale(const I18nConfig& i18n, std::string_view locale) {
  if (locale.empty()) return nullptr;
  const auto is_locale = [&](const std::string& other) { return EqualsIgnoreCase(other, locale); };
  for (const I18nDomain& domain : i18n.domains) {
    if (is_locale(domain.default_locale) ||
        std::any_of(domain.locales.begin(), domain.locales.end(), is_locale)) {
      return &domain;
    }
  }
  return nullptr;
}

std::string_view LocaleOfCookie(const I18nConfig& i18n, std::string_view field) {
  const std::optional<std::string> cookie = FindCookie(field, "NEXT_LOCALE");
  if (!cookie) return {};
  const auto locale =
      std::find_if(i18n.locales.begin(), i18n.locales.end(),
                   [&](const std::string& known) { return EqualsIgnoreCase(known, *cookie); });
  return locale == i18n.locales.end() ? std::string_view() : *locale;
}

// True if denormalizePagePath() returns "/".
bool IsRootPage(std::string_view path) {
  std::string page(path);
  std::replace(page.begin(), page.end(), '\\', '/');
  return page == "/" || page == "/index" || page == "/index/";
}

// The path of a URL as sent, without base path.
std::string_view PathOf(std::string_view url, std::string_view base_path) {
  const std::string_view path = url.substr(0, url.find('?'));
  return StripBasePath(path, base_path).value_or(path);
}

}  // namespace

const I18nDomain* FindDomain(const I18nConfig& i18n, std::string_view host) {
  const std::string_view name = WithoutPort(host);
  if (name.empty()) return nullptr;
  const auto domain = std::find_if(
      i18n.domains.begin(), i18n.domains.end(),
      [&](const I18nDomain& item) { return EqualsIgnoreCase(WithoutPort(item.domain), name); });
  return domain == i18n.domains.end() ? nullptr : &*domain;
}

std::string_view PreferredLocale(std::string_view accept_language,
                                 std::span<const std::string> locales) {
  std::string field = ToLower(accept_language);
  std::erase_if(field, [](char c) { return c == ' ' || c == '\t'; });
  const NamedLocales named(locales);
  std::optional<LanguageRanges> ranges = ParseLanguageRanges(field, named);
  if (!ranges) return {};
  std::stable_sort(ranges->acceptable.begin(), ranges->acceptable.end(), ComesFirst);
  for (const LanguageRange& range : ranges->acceptable) {
    if (range.tag == "*") {
      for (const NamedLocales::Entry& entry : named.entries()) {
        if (!ranges->mentioned.contains(entry.tag)) return entry.locale;
      }
    } else if (const NamedLocales::Entry* entry = named.Find(range.tag)) {
      return entry->locale;
    }
  }
  return {};
}

std::optional<std::string> FindLocaleRedirect(const I18nConfig& i18n, std::string_view base_path,
                                              bool trailing_slash,
                                              const LocaleRedirectRequest& request) {
  if (!i18n.locale_detection) return std::nullopt;
  const std::string_view path = PathOf(request.url, base_path);
  // With a locale named "index" the path "/index" is a page of that locale. Next.js removes the
  // base path twice.
  if (!IsRootPage(path) || !SplitLocalePath(PathOf(path, base_path), i18n.locales).locale.empty()) {
    return std::nullopt;
  }
  const I18nDomain* domain = FindDomain(i18n, request.host);
  const std::string_view preferred =
      PreferredLocale(request.accept_language.value_or(""), i18n.locales);

  const I18nDomain* preferred_domain = FindDomainOfLocale(i18n, preferred);
  if (domain != nullptr && preferred_domain != nullptr) {
    const bool is_default = preferred_domain->default_locale == preferred;
    if (preferred_domain->domain != domain->domain || !is_default) {
      std::string target = preferred_domain->http ? "http://" : "https://";
      target.append(preferred_domain->domain).append("/");
      return is_default ? target : target.append(preferred);
    }
  }

  // The domain's locale takes precedence over cookie and Accept-Language.
  if (domain != nullptr) return std::nullopt;
  std::string_view locale = LocaleOfCookie(i18n, request.cookie.value_or(""));
  if (locale.empty()) locale = preferred;
  if (locale.empty() || EqualsIgnoreCase(locale, i18n.default_locale)) return std::nullopt;
  std::string target(base_path);
  target.append("/").append(locale);
  if (trailing_slash) target.append("/");
  if (!request.query.empty()) target.append("?").append(request.query);
  if (!request.fragment.empty()) target.append("#").append(request.fragment);
  return target;
}

}  // namespace next_native

#include "http/query_object.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "base/ascii.h"
#include "base/percent_encoding.h"
#include "base/text_map.h"
#include "http/query.h"

namespace next_native {
namespace {

constexpr std::string_view kPrototype = "__proto__";

// True for the properties of Object.prototype, which every object inherits.
// searchParamsToUrlQuery takes an inherited property for an earlier value of the same name, so the
// parameter becomes a list.
bool IsInherited(std::string_view name) {
  constexpr std::array<std::string_view, 11> kNames = {
      "constructor",      "hasOwnProperty",   "isPrototypeOf",    "propertyIsEnumerable",
      "toLocaleString",   "toString",         "valueOf",          "__defineGetter__",
      "__defineSetter__", "__lookupGetter__", "__lookupSetter__",
  };
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// Returns the number if `name` is an array index. Objects list array indices first, in ascending
// order.
std::optional<uint32_t> ArrayIndex(std::string_view name) {
  if (name.empty() || !IsAsciiDigit(name[0]) || (name[0] == '0' && name.size() > 1)) {
    return std::nullopt;
  }
  uint32_t index = 0;
  const char* end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data(), end, index);
  if (error != std::errc() || stop != end || index == UINT32_MAX) return std::nullopt;
  return index;
}

bool IsListedBefore(const QueryValue& a, const QueryValue& b) {
  const std::optional<uint32_t> a_index = ArrayIndex(a.name);
  const std::optional<uint32_t> b_index = ArrayIndex(b.name);
  return a_index && (!b_index || *a_index < *b_index);
}

void SortAsListed(std::vector<QueryValue>& entries) {
  const bool has_index = std::any_of(entries.begin(), entries.end(), [](const QueryValue& entry) {
    return ArrayIndex(entry.name).has_value();
  });
  if (has_index) std::stable_sort(entries.begin(), entries.end(), IsListedBefore);
}

// Adds to a list of entries. Uses a hash map for names when there are many, because a client can
// send a query of thousands of names.
class EntryWriter {
 public:
  EntryWriter(std::vector<QueryValue>& entries, size_t expected)
      : entries_(entries), is_hashed_(expected > kFewEntries) {
    if (!is_hashed_) return;
    for (size_t i = 0; i < entries_.size(); ++i) places_.emplace(entries_[i].name, i);
  }

  QueryValue* Find(std::string_view name) {
    if (is_hashed_) {
      const auto place = places_.find(name);
      return place == places_.end() ? nullptr : &entries_[place->second];
    }
    const auto entry =
        std::find_if(entries_.begin(), entries_.end(),
                     [name](const QueryValue& candidate) { return candidate.name == name; });
    return entry == entries_.end() ? nullptr : &*entry;
  }

  QueryValue& Append(QueryValue value) {
    if (is_hashed_) places_.emplace(value.name, entries_.size());
    return entries_.emplace_back(std::move(value));
  }

 private:
  static constexpr size_t kFewEntries = 16;
  std::vector<QueryValue>& entries_;
  bool is_hashed_;
  TextMap<size_t> places_;
};

// The values as both serializers write them: `undefined` is written as empty text.
std::span<const std::string> TextsOf(const QueryValue& entry) {
  static const std::string kNoText;
  return entry.is_undefined() ? std::span(&kNoText, 1) : std::span(entry.values);
}

bool IsUnreserved(char c) {
  return IsAsciiAlpha(c) || IsAsciiDigit(c) || c == '*' || c == '-' || c == '.' || c == '_';
}

void AppendFormEncoded(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (IsUnreserved(c)) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      AppendPercentEncoded(out, c);
    }
  }
}

}  // namespace

QueryObject QueryObject::Parse(std::string_view query) {
  QueryObject object;
  const auto count = static_cast<size_t>(std::count(query.begin(), query.end(), '&')) + 1;
  EntryWriter writer(object.entries_, count);
  while (!query.empty()) {
    const std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(pair.size() + 1, query.size()));
    if (pair.empty()) continue;
    const size_t equals = std::min(pair.find('='), pair.size());
    std::string name = DecodeParameter(pair.substr(0, equals));
    if (name == kPrototype) continue;
    std::string value = DecodeParameter(pair.substr(std::min(equals + 1, pair.size())));
    QueryValue* entry = writer.Find(name);
    if (!entry && !IsInherited(name)) {
      writer.Append({std::move(name), {std::move(value)}});
      continue;
    }
    if (!entry) entry = &writer.Append({std::move(name), {""}});
    entry->values.push_back(std::move(value));
    entry->is_list = true;
  }
  SortAsListed(object.entries_);
  return object;
}

const QueryValue* QueryObject::Find(std::string_view name) const {
  const auto entry =
      std::find_if(entries_.begin(), entries_.end(),
                   [name](const QueryValue& candidate) { return candidate.name == name; });
  return entry == entries_.end() ? nullptr : &*entry;
}

bool QueryObject::HasOrInherits(std::string_view name) const {
  return name == kPrototype || IsInherited(name) || Find(name) != nullptr;
}

void QueryObject::Set(QueryValue value) {
  if (value.name == kPrototype) return;
  if (QueryValue* entry = EntryWriter(entries_, 0).Find(value.name)) {
    *entry = std::move(value);
    return;
  }
  entries_.insert(std::upper_bound(entries_.begin(), entries_.end(), value, IsListedBefore),
                  std::move(value));
}

void QueryObject::Assign(const QueryObject& other) {
  EntryWriter writer(entries_, std::max(entries_.size(), other.entries_.size()));
  for (const QueryValue& value : other.entries_) {
    if (QueryValue* entry = writer.Find(value.name)) {
      *entry = value;
    } else {
      writer.Append(value);
    }
  }
  SortAsListed(entries_);
}

const QueryObject& LazyQuery::Get() {
  if (!is_parsed_) object_ = QueryObject::Parse(raw_);
  is_parsed_ = true;
  return object_;
}

QueryObject& LazyQuery::Mutable() {
  static_cast<void>(Get());
  is_changed_ = true;
  return object_;
}

std::string StringifyQuery(const QueryObject& query, const QueryObject& initial) {
  std::vector<std::string_view> known;
  for (const QueryValue& entry : initial.entries()) {
    known.emplace_back(entry.name);
    known.insert(known.end(), entry.values.begin(), entry.values.end());
  }
  std::sort(known.begin(), known.end());
  const auto escape = [&known](const std::string& text) {
    return std::binary_search(known.begin(), known.end(), text) ? EncodeComponent(text) : text;
  };

  std::string text;
  for (const QueryValue& entry : query.entries()) {
    const std::string name = escape(entry.name);
    for (const std::string& value : TextsOf(entry)) {
      if (!text.empty()) text += '&';
      text.append(name).append("=").append(escape(value));
    }
  }
  return text;
}

std::string FormatSearchParams(const QueryObject& query) {
  std::string text;
  for (const QueryValue& entry : query.entries()) {
    for (const std::string& value : TextsOf(entry)) {
      if (!text.empty()) text += '&';
      AppendFormEncoded(text, entry.name);
      text += '=';
      AppendFormEncoded(text, value);
    }
  }
  return text;
}

}  // namespace next_native

// A parsed query: the object that next's shared/lib/router/utils/querystring.js builds from
// URLSearchParams (searchParamsToUrlQuery), with the order and quirks of a JavaScript object.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace next_native {

struct QueryValue {
  std::string name;                 // decoded
  std::vector<std::string> values;  // decoded; one unless is_list; empty: `undefined`
  bool is_list = false;

  [[nodiscard]] bool is_undefined() const { return !is_list && values.empty(); }
};

class QueryObject {
 public:
  QueryObject() = default;
  // `query` is raw, without "?".
  [[nodiscard]] static QueryObject Parse(std::string_view query);

  // Null if there is no own property of that name.
  [[nodiscard]] const QueryValue* Find(std::string_view name) const;
  // `name in object`: true for own properties and for inherited ones ("constructor", …).
  [[nodiscard]] bool HasOrInherits(std::string_view name) const;
  // Assigns a property. An existing one keeps its place. Ignores "__proto__".
  void Set(QueryValue value);
  // Object.assign(this, other).
  void Assign(const QueryObject& other);

  // In the order of Object.keys: whole numbers ascending, then the rest as first assigned.
  [[nodiscard]] const std::vector<QueryValue>& entries() const { return entries_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

 private:
  std::vector<QueryValue> entries_;
};

// The query of a request, which routing may change. It is parsed on first use.
class LazyQuery {
 public:
  LazyQuery() = default;
  // `raw` (without "?") must stay valid until the first call of Get() or Mutable().
  explicit LazyQuery(std::string_view raw) : raw_(raw) {}

  [[nodiscard]] const QueryObject& Get();
  // Returns the query for changes and sets is_changed().
  [[nodiscard]] QueryObject& Mutable();
  [[nodiscard]] bool is_changed() const { return is_changed_; }
  // `raw` is a copy of the text given before, which may go away then.
  void MoveView(std::string_view raw) { raw_ = raw; }

 private:
  std::string_view raw_;
  QueryObject object_;
  bool is_parsed_ = false;
  bool is_changed_ = false;
};

// Builds the query of a redirect or a proxied request, without "?". Names and values that occur in
// `initial` (the request's own query) are escaped with encodeURIComponent; all others are written
// as they are (stringifyQuery of next's server/server-route-utils.js).
[[nodiscard]] std::string StringifyQuery(const QueryObject& query, const QueryObject& initial);

// Returns `urlQueryToSearchParams(query).toString()`, as in the URL that middleware gets, in
// application/x-www-form-urlencoded.
[[nodiscard]] std::string FormatSearchParams(const QueryObject& query);

}  // namespace next_native

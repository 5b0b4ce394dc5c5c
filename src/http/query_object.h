// A parsed query: the object that next's shared/lib/router/utils/querystring.js makes of
// URLSearchParams (searchParamsToUrlQuery), with the order and oddities of a JavaScript object.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace next_native {

struct QueryValue {
  std::string name;                 // decoded
  std::vector<std::string> values;  // decoded; one unless is_list; none: `undefined`
  bool is_list = false;

  [[nodiscard]] bool is_undefined() const { return !is_list && values.empty(); }
};

class QueryObject {
 public:
  QueryObject() = default;
  // `query` is raw, without "?".
  [[nodiscard]] static QueryObject Parse(std::string_view query);

  // Null: no own property of that name.
  [[nodiscard]] const QueryValue* Find(std::string_view name) const;
  // `name in object`: own properties, and those every object inherits ("constructor", …).
  [[nodiscard]] bool HasOrInherits(std::string_view name) const;
  // Assigns a property; its place stays if it is there already. "__proto__" is not assigned.
  void Set(QueryValue value);
  // Object.assign(this, other).
  void Assign(const QueryObject& other);

  // In the order of Object.keys: whole numbers ascending, then as they were first assigned.
  [[nodiscard]] const std::vector<QueryValue>& entries() const { return entries_; }
  [[nodiscard]] bool empty() const { return entries_.empty(); }

 private:
  std::vector<QueryValue> entries_;
};

// The query of a request as routing changes it; parsed when somebody first looks at it.
class LazyQuery {
 public:
  LazyQuery() = default;
  // `raw` (without "?") must stay valid until Get() or Mutable() was called.
  explicit LazyQuery(std::string_view raw) : raw_(raw) {}

  [[nodiscard]] const QueryObject& Get();
  // To be changed; is_changed() from now on.
  [[nodiscard]] QueryObject& Mutable();
  [[nodiscard]] bool is_changed() const { return is_changed_; }

 private:
  std::string_view raw_;
  QueryObject object_;
  bool is_parsed_ = false;
  bool is_changed_ = false;
};

// The query of a redirect or a proxied request, without "?": names and values that stand in
// `initial` (the request's own query) are escaped by encodeURIComponent, all others go out as they
// are (stringifyQuery of next's server/server-route-utils.js).
[[nodiscard]] std::string StringifyQuery(const QueryObject& query, const QueryObject& initial);

// `urlQueryToSearchParams(query).toString()`, as in the URL that middleware sees: the serializer of
// application/x-www-form-urlencoded.
[[nodiscard]] std::string FormatSearchParams(const QueryObject& query);

}  // namespace next_native

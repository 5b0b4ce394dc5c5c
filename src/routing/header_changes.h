// The changes that routing makes to the header fields of a request and its response.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace next_native {

// One or more fields with one name, as in `res.setHeader(name, value)`.
struct ResponseField {
  std::string name;  // case as given
  std::vector<std::string> values;
  bool is_list = false;  // the value is a JavaScript array
};

// The object of response header fields that resolve-routes.js fills. Names are case-sensitive.
class ResponseFields {
 public:
  // Sets or replaces a field; a field that is replaced keeps its position.
  void Set(std::string_view name, std::string value);
  void SetList(std::string_view name, std::vector<std::string> values);
  // Appends to the list of a Set-Cookie field; a single value becomes a list.
  void AppendCookie(std::string_view name, std::string value);
  void Clear() { fields_.clear(); }

  [[nodiscard]] bool empty() const { return fields_.empty(); }
  [[nodiscard]] const std::vector<ResponseField>& fields() const { return fields_; }

 private:
  ResponseField& At(std::string_view name);
  std::vector<ResponseField> fields_;
};

// A new value for a field of the request (lower-case name).
struct RequestField {
  std::string name;
  std::vector<std::string> values;  // empty: the value is undefined
  bool is_list = false;
};

// Middleware's changes to the request. First all fields that are not in `kept` are removed, if
// there is such a list; then the fields of `set` are assigned in order.
struct RequestEdits {
  std::optional<std::vector<std::string>> kept;
  std::vector<RequestField> set;

  [[nodiscard]] bool empty() const { return !kept && set.empty(); }
};

}  // namespace next_native

// What routing changes in the header fields of a request and of its response.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace next_native {

// One or more fields of one name, as `res.setHeader(name, value)` takes them.
struct ResponseField {
  std::string name;  // case as given
  std::vector<std::string> values;
  bool is_list = false;  // a JavaScript array
};

// The object of response header fields that resolve-routes.js fills: by name, case and all.
class ResponseFields {
 public:
  // Sets or replaces a field; its place stays.
  void Set(std::string_view name, std::string value);
  void SetList(std::string_view name, std::vector<std::string> values);
  // Adds to the list of a Set-Cookie field; a single value becomes a list first.
  void AppendCookie(std::string_view name, std::string value);
  void Clear() { fields_.clear(); }

  [[nodiscard]] bool empty() const { return fields_.empty(); }
  [[nodiscard]] const std::vector<ResponseField>& fields() const { return fields_; }

 private:
  ResponseField& At(std::string_view name);
  std::vector<ResponseField> fields_;
};

// A field of the request set anew (lower-case name).
struct RequestField {
  std::string name;
  std::vector<std::string> values;  // empty: the field is there without a value (undefined)
  bool is_list = false;
};

// What middleware makes of the request: first all fields but those of `kept` go, if there is such a
// list; then `set` is assigned in order.
struct RequestEdits {
  std::optional<std::vector<std::string>> kept;
  std::vector<RequestField> set;

  [[nodiscard]] bool empty() const { return !kept && set.empty(); }
};

}  // namespace next_native

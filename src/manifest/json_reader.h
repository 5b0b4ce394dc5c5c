// A thin guard over the JSON parser. Callers ask for fields by name and type. The document records
// the first field that is missing or has another type, with its JSON path. Reading then goes on
// with empty values, so a reader goes straight through a manifest and checks once at the end.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace next_native {

class JsonDocument;

// A value inside a JsonDocument, which must outlive it. A value passed to a callback of ForEach is
// valid only during that call. An absent value (a missing optional field) reads as empty.
class JsonValue {
 public:
  [[nodiscard]] bool is_present() const { return present_; }  // exists and is not null
  [[nodiscard]] bool is_array() const;

  // Fields of an object. Without a fallback the field is required. An optional field may be missing
  // or null. Required fields of an absent value read as empty, without an error.
  [[nodiscard]] JsonValue Object(std::string_view name) const;
  [[nodiscard]] JsonValue OptionalObject(std::string_view name) const;
  [[nodiscard]] JsonValue Array(std::string_view name) const;
  [[nodiscard]] JsonValue OptionalArray(std::string_view name) const;
  [[nodiscard]] std::string String(std::string_view name) const;
  [[nodiscard]] std::string String(std::string_view name, std::string_view fallback) const;
  [[nodiscard]] bool Bool(std::string_view name, bool fallback) const;
  [[nodiscard]] int64_t Integer(std::string_view name) const;
  [[nodiscard]] int64_t Integer(std::string_view name, int64_t fallback) const;
  // A required number, or `false` for never (nullopt).
  [[nodiscard]] std::optional<int64_t> NumberOrFalse(std::string_view name) const;
  [[nodiscard]] std::optional<int64_t> OptionalNumberOrFalse(std::string_view name) const;
  // A required string, or `false` or null (nullopt). `was_false` distinguishes those two.
  [[nodiscard]] std::optional<std::string> StringFalseOrNull(std::string_view name,
                                                             bool* was_false) const;
  // True if an object has the field, even as null.
  [[nodiscard]] bool Has(std::string_view name) const;
  // The field, of any type; absent if it is missing or null.
  [[nodiscard]] JsonValue Any(std::string_view name) const;

  // The members of an object, in file order. Does nothing on an absent value.
  void ForEachMember(const std::function<void(std::string_view, const JsonValue&)>& visit) const;
  // The elements of an array. Does nothing on an absent value.
  void ForEachElement(const std::function<void(const JsonValue&)>& visit) const;

  // The value itself, for an element or a member. Records an error if it is not a string.
  [[nodiscard]] std::string AsString() const;
  // Records an error unless the value is an object.
  [[nodiscard]] bool ExpectObject() const;
  // The text of a string; nullopt for every other type, without an error.
  [[nodiscard]] std::optional<std::string_view> StringIfAny() const;

  // The position of the value, as errors name it: the file, and "$.redirects[3]".
  [[nodiscard]] const std::string& file() const;
  [[nodiscard]] std::string json_path() const;

  // Records that this value is wrong: "expected <expected>, found a string".
  void Reject(std::string_view expected) const;

 private:
  friend class JsonDocument;
  // The parser's own handle, kept as bytes so that only json_reader.cc names the parser.
  using Handle = std::array<uint64_t, 2>;

  JsonValue(JsonDocument* document, size_t step) : document_(document), step_(step) {}
  [[nodiscard]] JsonValue Field(std::string_view name, bool required,
                                std::string_view expected) const;

  JsonDocument* document_;
  size_t step_;  // into JsonDocument::steps_
  bool present_ = false;
  Handle handle_{};
};

// One parsed file and the first error found in it.
class JsonDocument {
 public:
  // `file` names the text in errors. Error: kInvalidManifest if the text is not JSON or is nested
  // too deeply.
  [[nodiscard]] static Result<std::unique_ptr<JsonDocument>> Parse(std::string_view text,
                                                                   std::string file);
  ~JsonDocument();
  JsonDocument(const JsonDocument&) = delete;
  JsonDocument& operator=(const JsonDocument&) = delete;

  // The outermost value. Records an error if it is not an object.
  [[nodiscard]] JsonValue Root();
  // The first error recorded so far.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  friend class JsonValue;
  struct Parsed;
  // A step of a JSON path: a member name or an array index below the step `parent`.
  struct Step {
    size_t parent;
    std::string_view name;
    std::optional<size_t> index;
  };

  explicit JsonDocument(std::string file);
  [[nodiscard]] JsonValue Child(size_t parent, std::string_view name, std::optional<size_t> index);
  [[nodiscard]] std::string PathOf(size_t step) const;
  void Record(size_t step, std::string_view expected, std::string_view found);

  std::unique_ptr<Parsed> parsed_;
  std::string file_;
  std::vector<Step> steps_;
  std::optional<Error> error_;
};

}  // namespace next_native

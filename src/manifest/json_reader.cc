#include "manifest/json_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cmath>

namespace next_native {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;

constexpr size_t kRootStep = 0;

// A handle holds the bytes of an element.
static_assert(sizeof(element) == sizeof(std::array<uint64_t, 2>));
static_assert(std::is_trivially_copyable_v<element>);

std::array<uint64_t, 2> Pack(element value) {
  return std::bit_cast<std::array<uint64_t, 2>>(value);
}
element Unpack(const std::array<uint64_t, 2>& handle) { return std::bit_cast<element>(handle); }

std::string_view Describe(element value) {
  switch (value.type()) {
    case element_type::ARRAY:
      return "an array";
    case element_type::OBJECT:
      return "an object";
    case element_type::INT64:
    case element_type::UINT64:
    case element_type::DOUBLE:
      return "a number";
    case element_type::STRING:
      return "a string";
    case element_type::BOOL:
      return value.get_bool().value_unsafe() ? "true" : "false";
    case element_type::NULL_VALUE:
      return "null";
  }
  return "something else";
}

std::string_view StringOf(element value) {
  std::string_view text;
  return value.get(text) == simdjson::SUCCESS ? text : std::string_view();
}

// Whole seconds or bytes; drops a fraction. nullopt if the value is not a number in range.
std::optional<int64_t> NumberOf(element value) {
  int64_t integer = 0;
  if (value.get(integer) == simdjson::SUCCESS) return integer;
  double number = 0;
  if (value.get(number) != simdjson::SUCCESS || std::abs(number) >= 9.0e18) return std::nullopt;
  return static_cast<int64_t>(number);
}

bool IsFalse(element value) {
  bool flag = true;
  return value.get(flag) == simdjson::SUCCESS && !flag;
}

// Writes a member name as a JSON path does: `.name`, or `["na/me"]` if a dot would be ambiguous.
void AppendName(std::string& path, std::string_view name) {
  bool plain = !name.empty() && (name[0] < '0' || name[0] > '9');
  for (const char c : name) {
    plain = plain && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '$');
  }
  if (plain) {
    path.append(".").append(name);
  } else {
    path.append("[\"").append(name).append("\"]");
  }
}

}  // namespace

struct JsonDocument::Parsed {
  simdjson::dom::parser parser;
  element root;
};

JsonDocument::JsonDocument(std::string file)
    : parsed_(std::make_unique<Parsed>()), file_(std::move(file)) {
  steps_.push_back({kRootStep, {}, std::nullopt});
}

JsonDocument::~JsonDocument() = default;

Result<std::unique_ptr<JsonDocument>> JsonDocument::Parse(std::string_view text, std::string file) {
  std::unique_ptr<JsonDocument> document(new JsonDocument(std::move(file)));
  Parsed& parsed = *document->parsed_;
  const simdjson::error_code code = parsed.parser.parse(text.data(), text.size()).get(parsed.root);
  if (code != simdjson::SUCCESS) {
    return Fail(ErrorCode::kInvalidManifest,
                document->file_ + ": $: expected JSON, found invalid text (" +
                    simdjson::error_message(code) + ")",
                document->file_, "$");
  }
  return document;
}

JsonValue JsonDocument::Root() {
  JsonValue root(this, kRootStep);
  root.handle_ = Pack(parsed_->root);
  root.present_ = true;
  root.present_ = root.ExpectObject();
  return root;
}

JsonValue JsonDocument::Child(size_t parent, std::string_view name, std::optional<size_t> index) {
  steps_.push_back({parent, name, index});
  return JsonValue(this, steps_.size() - 1);
}

std::string JsonDocument::PathOf(size_t step) const {
  std::vector<const Step*> chain;
  for (; step != kRootStep && step < steps_.size(); step = steps_[step].parent) {
    chain.push_back(&steps_[step]);
  }
  std::reverse(chain.begin(), chain.end());
  std::string path = "$";
  for (const Step* part : chain) {
    if (part->index) {
      path.append("[").append(std::to_string(*part->index)).append("]");
    } else {
      AppendName(path, part->name);
    }
  }
  return path;
}

void JsonDocument::Record(size_t step, std::string_view expected, std::string_view found) {
  if (error_) return;
  std::string path = PathOf(step);
  std::string message = file_ + ": " + path + ": expected ";
  message.append(expected).append(", found ").append(found);
  error_ = Error{ErrorCode::kInvalidManifest, std::move(message), file_, std::move(path)};
}

JsonValue JsonValue::Field(std::string_view name, bool required, std::string_view expected) const {
  JsonValue absent(document_, step_);
  if (!present_) return absent;
  simdjson::dom::object object;
  if (Unpack(handle_).get(object) != simdjson::SUCCESS) {
    Reject("an object");
    return absent;
  }
  element found;
  const bool missing = object.at_key(name).get(found) != simdjson::SUCCESS;
  if (missing || found.is_null()) {
    if (required) {
      const size_t mark = document_->steps_.size();
      const JsonValue child = document_->Child(step_, name, std::nullopt);
      document_->Record(child.step_, expected, missing ? "nothing" : "null");
      document_->steps_.resize(mark);
    }
    return absent;
  }
  JsonValue child = document_->Child(step_, name, std::nullopt);
  child.handle_ = Pack(found);
  child.present_ = true;
  return child;
}

bool JsonValue::is_array() const { return present_ && Unpack(handle_).is_array(); }

JsonValue JsonValue::Any(std::string_view name) const { return Field(name, false, {}); }

bool JsonValue::Has(std::string_view name) const {
  simdjson::dom::object object;
  return present_ && Unpack(handle_).get(object) == simdjson::SUCCESS &&
         object.at_key(name).error() == simdjson::SUCCESS;
}

JsonValue JsonValue::Object(std::string_view name) const {
  JsonValue value = Field(name, true, "an object");
  value.present_ = value.present_ && value.ExpectObject();
  return value;
}

JsonValue JsonValue::OptionalObject(std::string_view name) const {
  JsonValue value = Field(name, false, {});
  value.present_ = value.present_ && value.ExpectObject();
  return value;
}

JsonValue JsonValue::Array(std::string_view name) const {
  JsonValue value = Field(name, true, "an array");
  if (value.present_ && !value.is_array()) {
    value.Reject("an array");
    value.present_ = false;
  }
  return value;
}

JsonValue JsonValue::OptionalArray(std::string_view name) const {
  const JsonValue value = Field(name, false, {});
  return value.present_ ? Array(name) : value;
}

std::string JsonValue::String(std::string_view name) const {
  const JsonValue value = Field(name, true, "a string");
  return value.present_ ? value.AsString() : std::string();
}

std::string JsonValue::String(std::string_view name, std::string_view fallback) const {
  const JsonValue value = Field(name, false, {});
  return value.present_ ? value.AsString() : std::string(fallback);
}

bool JsonValue::Bool(std::string_view name, bool fallback) const {
  const JsonValue value = Field(name, false, {});
  if (!value.present_) return fallback;
  bool flag = fallback;
  if (Unpack(value.handle_).get(flag) != simdjson::SUCCESS) value.Reject("true or false");
  return flag;
}

int64_t JsonValue::Integer(std::string_view name) const {
  const JsonValue value = Field(name, true, "a number");
  return value.present_ ? Integer(name, 0) : 0;
}

int64_t JsonValue::Integer(std::string_view name, int64_t fallback) const {
  const JsonValue value = Field(name, false, {});
  if (!value.present_) return fallback;
  const std::optional<int64_t> number = NumberOf(Unpack(value.handle_));
  if (!number) value.Reject("a number");
  return number.value_or(fallback);
}

std::optional<int64_t> JsonValue::NumberOrFalse(std::string_view name) const {
  const JsonValue value = Field(name, true, "a number or false");
  return value.present_ ? OptionalNumberOrFalse(name) : std::nullopt;
}

std::optional<int64_t> JsonValue::OptionalNumberOrFalse(std::string_view name) const {
  const JsonValue value = Field(name, false, {});
  if (!value.present_ || IsFalse(Unpack(value.handle_))) return std::nullopt;
  const std::optional<int64_t> number = NumberOf(Unpack(value.handle_));
  if (!number) value.Reject("a number or false");
  return number;
}

std::optional<std::string> JsonValue::StringFalseOrNull(std::string_view name,
                                                        bool* was_false) const {
  *was_false = false;
  constexpr std::string_view kExpected = "a string, false or null";
  if (!Has(name)) {
    (void)Field(name, true, kExpected);
    return std::nullopt;
  }
  const JsonValue value = Field(name, false, {});
  if (!value.present_) return std::nullopt;
  if (std::optional<std::string_view> text = value.StringIfAny()) return std::string(*text);
  *was_false = IsFalse(Unpack(value.handle_));
  if (!*was_false) value.Reject(kExpected);
  return std::nullopt;
}

void JsonValue::ForEachMember(
    const std::function<void(std::string_view, const JsonValue&)>& visit) const {
  simdjson::dom::object object;
  if (!present_ || !ExpectObject() || Unpack(handle_).get(object) != simdjson::SUCCESS) return;
  for (const simdjson::dom::key_value_pair member : object) {
    const size_t mark = document_->steps_.size();
    JsonValue child = document_->Child(step_, member.key, std::nullopt);
    child.handle_ = Pack(member.value);
    child.present_ = !member.value.is_null();
    visit(member.key, child);
    document_->steps_.resize(mark);
  }
}

void JsonValue::ForEachElement(const std::function<void(const JsonValue&)>& visit) const {
  if (!present_) return;
  simdjson::dom::array array;
  if (Unpack(handle_).get(array) != simdjson::SUCCESS) {
    Reject("an array");
    return;
  }
  size_t index = 0;
  for (const element item : array) {
    const size_t mark = document_->steps_.size();
    JsonValue child = document_->Child(step_, {}, index++);
    child.handle_ = Pack(item);
    child.present_ = !item.is_null();
    visit(child);
    document_->steps_.resize(mark);
  }
}

std::string JsonValue::AsString() const {
  if (!present_ || !Unpack(handle_).is_string()) {
    Reject("a string");
    return {};
  }
  return std::string(StringOf(Unpack(handle_)));
}

std::optional<std::string_view> JsonValue::StringIfAny() const {
  if (!present_ || !Unpack(handle_).is_string()) return std::nullopt;
  return StringOf(Unpack(handle_));
}

bool JsonValue::ExpectObject() const {
  if (present_ && Unpack(handle_).is_object()) return true;
  Reject("an object");
  return false;
}

const std::string& JsonValue::file() const { return document_->file_; }

std::string JsonValue::json_path() const { return document_->PathOf(step_); }

void JsonValue::Reject(std::string_view expected) const {
  document_->Record(step_, expected, present_ ? Describe(Unpack(handle_)) : "null");
}

}  // namespace next_native

// Writes JSON text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace next_native {

// The caller keeps the order of calls right: in an object, Key() in front of every value.
class JsonWriter {
 public:
  void BeginObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void BeginArray() { Open('['); }
  void EndArray() { Close(']'); }
  void Key(std::string_view name);

  // Bytes that are no well-formed UTF-8 are taken for Latin-1.
  void Text(std::string_view text);
  void Number(int64_t number);
  void Bool(bool value);
  void Null();

  [[nodiscard]] std::string Take() { return std::exchange(json_, {}); }

 private:
  void Open(char bracket);
  void Close(char bracket);
  void Separate();
  void Quote(std::string_view text);

  std::string json_;
  bool is_behind_value_ = false;  // the next one has a comma in front
};

}  // namespace next_native

// Writes JSON text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace next_native {

// Does not check the order of calls: in an object, the caller calls Key() before every value.
class JsonWriter {
 public:
  void BeginObject() { Open('{'); }
  void EndObject() { Close('}'); }
  void BeginArray() { Open('['); }
  void EndArray() { Close(']'); }
  void Key(std::string_view name);

  // Bytes that are not well-formed UTF-8 are read as Latin-1.
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
  bool is_behind_value_ = false;  // the next value needs a comma
};

}  // namespace next_native

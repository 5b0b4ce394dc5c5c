#include "base/json_writer.h"

#include <cstdio>

#include "base/utf8.h"

namespace next_native {

void JsonWriter::Separate() {
  if (is_behind_value_) json_ += ',';
  is_behind_value_ = true;
}

void JsonWriter::Open(char bracket) {
  Separate();
  json_ += bracket;
  is_behind_value_ = false;
}

void JsonWriter::Close(char bracket) {
  json_ += bracket;
  is_behind_value_ = true;
}

void JsonWriter::Key(std::string_view name) {
  Separate();
  Quote(name);
  json_ += ':';
  is_behind_value_ = false;
}

void JsonWriter::Text(std::string_view text) {
  Separate();
  Quote(text);
}

void JsonWriter::Number(int64_t number) {
  Separate();
  json_ += std::to_string(number);
}

void JsonWriter::Bool(bool value) {
  Separate();
  json_ += value ? "true" : "false";
}

void JsonWriter::Null() {
  Separate();
  json_ += "null";
}

void JsonWriter::Quote(std::string_view text) {
  json_ += '"';
  while (!text.empty()) {
    const CodePoint point = NextCodePoint(text);
    const char first = text.front();
    if (!point.valid) {
      AppendUtf8(json_, static_cast<unsigned char>(first));
      text.remove_prefix(1);
      continue;
    }
    if (point.value < 0x20) {
      char escape[7];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(point.value));
      json_ += escape;
    } else {
      if (first == '"' || first == '\\') json_ += '\\';
      json_ += text.substr(0, point.length);
    }
    text.remove_prefix(point.length);
  }
  json_ += '"';
}

}  // namespace next_native

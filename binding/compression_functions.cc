#include "compression_functions.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "http/compression.h"
#include "http/content_negotiation.h"

namespace next_native {
namespace {

// The codings that zlib can produce while a response is being written.
constexpr ContentCodingSet kStreamed{ContentCoding::kGzip, ContentCoding::kDeflate};

// The text of a field; nullopt: the value is not a string.
class FieldText {
 public:
  explicit FieldText(Napi::Value value) {
    if (!value.IsString()) return;
    size_t length = 0;
    if (napi_get_value_string_latin1(value.Env(), value, short_.data(), short_.size(), &length) !=
        napi_ok) {
      return;
    }
    if (length + 1 < short_.size()) {
      text_ = std::string_view(short_.data(), length);
    } else {
      long_ = value.As<Napi::String>().Utf8Value();
      text_ = long_;
    }
  }
  [[nodiscard]] std::optional<std::string_view> get() const { return text_; }
  [[nodiscard]] std::string_view or_empty() const { return text_.value_or(std::string_view()); }

 private:
  std::array<char, 256> short_;
  std::string long_;
  std::optional<std::string_view> text_;
};

Napi::Value CompressionOf(const Napi::CallbackInfo& info) {
  const FieldText method(info[0]);
  const FieldText accept_encoding(info[1]);
  const FieldText content_type(info[2]);
  const FieldText cache_control(info[3]);
  const FieldText content_encoding(info[4]);
  CompressionFacts facts;
  facts.method = method.or_empty();
  facts.accept_encoding = accept_encoding.get();
  facts.content_type = content_type.or_empty();
  facts.cache_control = cache_control.or_empty();
  facts.content_encoding = content_encoding.or_empty();
  facts.offered = kStreamed;
  if (info[5].IsNumber()) {
    const int64_t length = info[5].As<Napi::Number>().Int64Value();
    if (length >= 0) facts.content_length = static_cast<uint64_t>(length);
  }
  const CompressionDecision decision = DecideCompression(facts);
  if (!decision.adds_vary) return info.Env().Undefined();
  const std::string_view name = decision.coding == ContentCoding::kIdentity
                                    ? std::string_view()
                                    : ContentCodingName(decision.coding);
  return Napi::String::New(info.Env(), name.data(), name.size());
}

Napi::Value VaryAcceptEncoding(const Napi::CallbackInfo& info) {
  const FieldText vary(info[0]);
  return Napi::String::New(info.Env(), WithVaryAcceptEncoding(vary.or_empty()));
}

}  // namespace

void DefineCompressionFunctions(Napi::Env env, Napi::Object exports) {
  exports.Set("compressionOf", Napi::Function::New<CompressionOf>(env, "compressionOf"));
  exports.Set("varyAcceptEncoding",
              Napi::Function::New<VaryAcceptEncoding>(env, "varyAcceptEncoding"));
}

}  // namespace next_native

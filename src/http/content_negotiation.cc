#include "http/content_negotiation.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>

#include "base/ascii.h"
#include "http/cache_control.h"

namespace next_native {
namespace {

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

// Types that compress well although their names do not say so: those that mime-db marks as
// compressible and that are neither text/ nor end in +json, +text or +xml.
constexpr std::string_view kCompressibleTypes[] = {
    "application/dart",
    "application/ecmascript",
    "application/javascript",
    "application/json",
    "application/postscript",
    "application/raml+yaml",
    "application/rtf",
    "application/tar",
    "application/toml",
    "application/vnd.dart",
    "application/vnd.ms-fontobject",
    "application/vnd.ms-opentype",
    "application/wasm",
    "application/x-httpd-php",
    "application/x-javascript",
    "application/x-ns-proxy-autoconfig",
    "application/x-sh",
    "application/x-tar",
    "application/x-virtualbox-hdd",
    "application/x-virtualbox-ova",
    "application/x-virtualbox-ovf",
    "application/x-virtualbox-vbox",
    "application/x-virtualbox-vdi",
    "application/x-virtualbox-vhd",
    "application/x-virtualbox-vmdk",
    "application/x-www-form-urlencoded",
    "application/xml",
    "application/xml-dtd",
    "font/otf",
    "font/ttf",
    "image/bmp",
    "image/vnd.adobe.photoshop",
    "image/x-icon",
    "image/x-ms-bmp",
    "message/rfc822",
    "model/gltf-binary",
    "x-shader/x-fragment",
    "x-shader/x-vertex",
};

// Reads the number at the start of `text`, as parseFloat does.
double ParseFloat(std::string_view text) {
  while (!text.empty() && IsFieldSpace(text.front())) text.remove_prefix(1);
  const bool is_negative = text.starts_with('-');
  if (is_negative || text.starts_with('+')) text.remove_prefix(1);
  double value = kNotANumber;
  if (text.starts_with("Infinity")) {
    value = std::numeric_limits<double>::infinity();
  } else if (!text.empty() && (IsAsciiDigit(text.front()) || text.front() == '.')) {
    if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc{}) {
      // Too large, too small, or no number. Real weights only hit the last case.
      value = kNotANumber;
    }
  }
  return is_negative ? -value : value;
}

// How much a client wants a coding, in negotiator's terms.
struct Weight {
  double quality = 0;
  int specificity = 0;  // 1: named; 0: matched by "*" or not at all
  int position = -1;    // of the element in the field
};

struct Element {
  std::string_view coding;
  double quality = 1;
  int position = 0;
};

// Parses one element, such as "gzip;q=0.5". nullopt: negotiator skips it.
std::optional<Element> ParseElement(std::string_view text, int position) {
  text = Trim(text);
  size_t semicolon = 0;
  while (semicolon < text.size() && text[semicolon] != ';') ++semicolon;
  Element element;
  element.coding = semicolon == text.size() ? text : Trim(text.substr(0, semicolon));
  element.position = position;
  if (element.coding.empty() ||
      std::any_of(element.coding.begin(), element.coding.end(), IsFieldSpace)) {
    return std::nullopt;
  }
  std::string_view parameters = text.substr(semicolon);
  while (!parameters.empty()) {
    parameters.remove_prefix(1);
    const size_t end = std::min(parameters.find(';'), parameters.size());
    const std::string_view parameter = Trim(parameters.substr(0, end));
    parameters.remove_prefix(end);
    const size_t equals = std::min(parameter.find('='), parameter.size());
    if (parameter.substr(0, equals) != "q") continue;
    std::string_view value = parameter.substr(std::min(equals + 1, parameter.size()));
    element.quality = ParseFloat(value.substr(0, value.find('=')));
    break;
  }
  return element;
}

// Returns the coding called `name`; ignores case.
std::optional<ContentCoding> CodingCalled(std::string_view name) {
  using enum ContentCoding;
  const auto if_named = [name](ContentCoding coding) {
    return EqualsIgnoreCase(name, ContentCodingName(coding)) ? std::optional(coding) : std::nullopt;
  };
  switch (name.size()) {
    case 2:
      return if_named(kBrotli);
    case 4:
      return if_named((name.front() | 0x20) == 'g' ? kGzip : kZstd);
    case 7:
      return if_named(kDeflate);
    case 8:
      return if_named(kIdentity);
    default:
      return std::nullopt;
  }
}

// The weights of all codings, from one pass over Accept-Encoding.
class Weights {
 public:
  explicit Weights(std::string_view accept_encoding) {
    int position = 0;
    double lowest = 1;
    bool knows_identity = false;
    for (;; ++position) {
      size_t comma = 0;
      while (comma < accept_encoding.size() && accept_encoding[comma] != ',') ++comma;
      const auto element = ParseElement(accept_encoding.substr(0, comma), position);
      if (element) {
        const std::optional<ContentCoding> coding = Add(*element);
        knows_identity =
            knows_identity || element->coding == "*" || coding == ContentCoding::kIdentity;
        const bool counts = element->quality != 0 && !std::isnan(element->quality);
        lowest = std::min(lowest, counts ? element->quality : 1);
      }
      if (comma == accept_encoding.size()) break;
      accept_encoding.remove_prefix(comma + 1);
    }
    // If the field does not mention identity, the client wants it least.
    if (!knows_identity) AddTo(ContentCoding::kIdentity, {lowest, 1, position + 1});
  }

  [[nodiscard]] const Weight& Of(ContentCoding coding) const {
    return weights_[static_cast<size_t>(coding)];
  }
  [[nodiscard]] bool IsAcceptable(ContentCoding coding) const { return Of(coding).quality > 0; }

 private:
  // Returns the coding that the element names, if we know it.
  std::optional<ContentCoding> Add(const Element& element) {
    const std::optional<ContentCoding> coding = CodingCalled(element.coding);
    if (coding) {
      AddTo(*coding, {element.quality, 1, element.position});
    } else if (element.coding == "*") {
      for (size_t i = 0; i < weights_.size(); ++i) {
        AddTo(static_cast<ContentCoding>(i), {element.quality, 0, element.position});
      }
    }
    return coding;
  }

  void AddTo(ContentCoding coding, const Weight& weight) {
    Weight& known = weights_[static_cast<size_t>(coding)];
    if (IsStronger(weight, known)) known = weight;
  }

  // Decides which of two elements for one coding counts: the more specific, then the one with the
  // higher quality, then the later.
  static bool IsStronger(const Weight& a, const Weight& b) {
    if (a.specificity != b.specificity) return a.specificity > b.specificity;
    if (a.quality < b.quality || a.quality > b.quality) return a.quality > b.quality;
    return a.position > b.position;
  }

  std::array<Weight, kContentCodingCount> weights_;
};

// True if `a` is sent rather than `b`. If both are equal, the server's order decides.
bool IsPreferred(const Weight& a, const Weight& b) {
  if (a.quality != b.quality) return a.quality > b.quality;
  if (a.specificity != b.specificity) return a.specificity > b.specificity;
  return a.position < b.position;
}

// nullopt: nothing is acceptable.
std::optional<ContentCoding> Choose(const Weights& weights,
                                    std::initializer_list<ContentCoding> codings) {
  std::optional<ContentCoding> best;
  for (const ContentCoding coding : codings) {
    if (!weights.IsAcceptable(coding)) continue;
    if (!best || IsPreferred(weights.Of(coding), weights.Of(*best))) best = coding;
  }
  return best;
}

// Decides as the middleware does: deflate is only for clients that refuse gzip.
std::optional<ContentCoding> ChooseAsMiddleware(const Weights& weights) {
  using enum ContentCoding;
  const std::optional<ContentCoding> choice = Choose(weights, {kGzip, kDeflate, kIdentity});
  if (choice == kDeflate && weights.IsAcceptable(kGzip)) {
    return Choose(weights, {kGzip, kIdentity});
  }
  return choice;
}

ContentCoding ChooseCoding(const Weights& weights, ContentCodingSet available) {
  using enum ContentCoding;
  const std::optional<ContentCoding> middleware = ChooseAsMiddleware(weights);

  std::optional<ContentCoding> better;
  for (const ContentCoding coding : {kBrotli, kZstd}) {
    const Weight& weight = weights.Of(coding);
    if (!available.Has(coding) || weight.specificity == 0 || !weights.IsAcceptable(coding))
      continue;
    if (!better || weight.quality > weights.Of(*better).quality) better = coding;
  }
  if (better) {
    if (!middleware) return *better;
    const Weight& chosen = weights.Of(*middleware);
    const Weight& weight = weights.Of(*better);
    // Identity stays if the client put it first.
    if (*middleware == kIdentity ? IsPreferred(weight, chosen) : weight.quality >= chosen.quality) {
      return *better;
    }
  }
  return middleware && available.Has(*middleware) ? *middleware : kIdentity;
}

// A value that most clients send, parsed once.
struct KnownField {
  explicit KnownField(std::string_view value) : text(value), weights(value) {}
  std::string_view text;
  Weights weights;
};

}  // namespace

ContentCoding NegotiateCoding(std::optional<std::string_view> accept_encoding,
                              ContentCodingSet available) {
  static const std::array kKnown = {KnownField("gzip, deflate, br, zstd"),
                                    KnownField("gzip, deflate, br"), KnownField("gzip, br"),
                                    KnownField("gzip"), KnownField("gzip, deflate")};
  if (!accept_encoding) return ContentCoding::kIdentity;
  for (const KnownField& known : kKnown) {
    if (known.text == *accept_encoding) return ChooseCoding(known.weights, available);
  }
  return ChooseCoding(Weights(*accept_encoding), available);
}

bool IsCompressibleType(std::string_view content_type) {
  while (!content_type.empty() && IsFieldSpace(content_type.front())) content_type.remove_prefix(1);
  size_t length = 0;
  while (length < content_type.size() && content_type[length] != ';' &&
         !IsFieldSpace(content_type[length])) {
    ++length;
  }
  const std::string_view type = content_type.substr(0, length);
  return StartsWithIgnoreCase(type, "text/") || EndsWithIgnoreCase(type, "+json") ||
         EndsWithIgnoreCase(type, "+text") || EndsWithIgnoreCase(type, "+xml") ||
         std::any_of(std::begin(kCompressibleTypes), std::end(kCompressibleTypes),
                     [type](std::string_view known) { return EqualsIgnoreCase(type, known); });
}

bool AllowsTransform(std::string_view cache_control) {
  return !HasDirective(cache_control, "no-transform");
}

std::string WithVaryAcceptEncoding(std::string_view vary) {
  constexpr std::string_view kField = "Accept-Encoding";
  bool is_named = false;
  for (std::string_view rest = vary;;) {
    const size_t comma = std::min(rest.find(','), rest.size());
    std::string_view name = rest.substr(0, comma);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (name == "*") return "*";
    is_named = is_named || EqualsIgnoreCase(name, kField);
    if (comma == rest.size()) break;
    rest.remove_prefix(comma + 1);
  }
  if (is_named) return std::string(vary);
  std::string appended(vary);
  if (!appended.empty()) appended += ", ";
  appended.append(kField);
  return appended;
}

}  // namespace next_native

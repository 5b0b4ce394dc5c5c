#include "http/compression.h"

#include "http/content_negotiation.h"

namespace next_native {

bool VariesByEncoding(std::string_view content_type, std::string_view cache_control) {
  return !content_type.empty() && IsCompressibleType(content_type) &&
         AllowsTransform(cache_control);
}

CompressionDecision DecideCompression(const CompressionFacts& facts) {
  if (!facts.enabled || !VariesByEncoding(facts.content_type, facts.cache_control)) return {};
  CompressionDecision decision{true, ContentCoding::kIdentity};
  if (facts.content_length && *facts.content_length < kCompressionThreshold) return decision;
  if (!facts.content_encoding.empty() && facts.content_encoding != "identity") return decision;
  if (facts.method == "HEAD") return decision;
  decision.coding = NegotiateCoding(facts.accept_encoding, facts.offered);
  return decision;
}

}  // namespace next_native

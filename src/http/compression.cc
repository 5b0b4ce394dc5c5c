#include "http/compression.h"

#include "http/content_negotiation.h"

namespace next_native {

CompressionDecision DecideCompression(const CompressionFacts& facts) {
  if (!facts.enabled || facts.content_type.empty() || !IsCompressibleType(facts.content_type) ||
      !AllowsTransform(facts.cache_control)) {
    return {};
  }
  CompressionDecision decision{true, ContentCoding::kIdentity};
  if (facts.content_length && *facts.content_length < kCompressionThreshold) return decision;
  if (!facts.content_encoding.empty() && facts.content_encoding != "identity") return decision;
  if (facts.method == "HEAD") return decision;
  decision.coding = NegotiateCoding(facts.accept_encoding, facts.offered);
  return decision;
}

}  // namespace next_native

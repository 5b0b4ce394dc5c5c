#include "custom_routes/rule_index.h"

#include <algorithm>

#include "base/ascii.h"

namespace next_native {
namespace {

// Deeper segments are left to the matchers.
constexpr size_t kMaxDepth = 12;
// Longer segments count as unknown, so that lower-casing one needs no allocation.
constexpr size_t kMaxSegmentSize = 128;

}  // namespace

std::optional<uint32_t> RuleIndex::Candidates::Next() {
  if (count_ == 0) return std::nullopt;
  Range* first = ranges_.data();
  for (size_t i = 1; i < count_; ++i) {
    if (*ranges_[i].next < *first->next) first = &ranges_[i];
  }
  const uint32_t rule = *first->next++;
  if (first->next == first->end) *first = ranges_[--count_];
  return rule;
}

RuleIndex::RuleIndex(std::span<const std::vector<std::string>> leading, RegexCase letters)
    : letters_(letters) {
  // A path leads to several nodes where text and "any segment" occur side by side. If there could
  // be more ranges than Candidates has room for, index fewer segments.
  for (size_t depth = kMaxDepth;; --depth) {
    Build(leading, depth);
    if (MostRanges(0) <= Candidates::kCapacity) return;
  }
}

void RuleIndex::Build(std::span<const std::vector<std::string>> leading, size_t depth) {
  nodes_.clear();
  nodes_.emplace_back();
  for (size_t rule = 0; rule < leading.size(); ++rule) {
    uint32_t node = 0;
    for (size_t i = 0; i < std::min(leading[rule].size(), depth); ++i) {
      const std::string& segment = leading[rule][i];
      uint32_t next = nodes_[node].any;
      if (IsIndexed(segment)) {
        const auto known = nodes_[node].literals.find(segment);
        next = known == nodes_[node].literals.end() ? kNone : known->second;
      }
      if (next == kNone) {
        next = AddNode();
        if (IsIndexed(segment)) {
          nodes_[node].literals.emplace(segment, next);
        } else {
          nodes_[node].any = next;
        }
      }
      node = next;
    }
    nodes_[node].rules.push_back(static_cast<uint32_t>(rule));
  }
}

uint32_t RuleIndex::AddNode() {
  nodes_.emplace_back();
  return static_cast<uint32_t>(nodes_.size() - 1);
}

// False for non-ASCII text without case: such letters have more than one spelling.
bool RuleIndex::IsIndexed(std::string_view segment) const {
  if (segment.empty() || segment.size() > kMaxSegmentSize) return false;
  return letters_ == RegexCase::kSensitive ||
         std::all_of(segment.begin(), segment.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

size_t RuleIndex::MostRanges(uint32_t node) const {
  if (node == kNone) return 0;
  size_t most = 0;
  for (const auto& [segment, next] : nodes_[node].literals) {
    most = std::max(most, MostRanges(next));
  }
  return most + MostRanges(nodes_[node].any) + (nodes_[node].rules.empty() ? 0 : 1);
}

RuleIndex::Candidates RuleIndex::Find(std::string_view path, uint32_t from) const {
  Candidates found;
  if (!nodes_.empty()) Collect(0, path, from, found);
  return found;
}

void RuleIndex::Collect(uint32_t node, std::string_view rest, uint32_t from,
                        Candidates& found) const {
  const Node& here = nodes_[node];
  const uint32_t* end = here.rules.data() + here.rules.size();
  const uint32_t* next = std::lower_bound(here.rules.data(), end, from);
  if (next != end) found.ranges_[found.count_++] = {next, end};
  if (rest.empty()) return;
  rest.remove_prefix(1);
  const std::string_view segment = rest.substr(0, rest.find('/'));
  rest.remove_prefix(segment.size());
  if (here.any != kNone) Collect(here.any, rest, from, found);
  const uint32_t literal = FindLiteral(here, segment);
  if (literal != kNone) Collect(literal, rest, from, found);
}

uint32_t RuleIndex::FindLiteral(const Node& node, std::string_view segment) const {
  if (node.literals.empty() || segment.size() > kMaxSegmentSize) return kNone;
  std::array<char, kMaxSegmentSize> lower;
  if (letters_ == RegexCase::kInsensitive) {
    std::transform(segment.begin(), segment.end(), lower.begin(), ToAsciiLower);
    segment = {lower.data(), segment.size()};
  }
  const auto next = node.literals.find(segment);
  return next == node.literals.end() ? kNone : next->second;
}

}  // namespace next_native

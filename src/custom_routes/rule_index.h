// Finds the rules that may match a path by the leading segments of their sources.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_map.h"
#include "pattern/regular_expression.h"

namespace next_native {

// Immutable and thread-safe once built. It is a trie, because with a base path or locales all rules
// begin with the same segment.
class RuleIndex {
 public:
  // The rules that may match one path, in order. Views the index.
  class Candidates {
   public:
    // Returns the next rule; nullopt: no more.
    [[nodiscard]] std::optional<uint32_t> Next();

   private:
    friend class RuleIndex;
    struct Range {
      const uint32_t* next;
      const uint32_t* end;
    };
    static constexpr size_t kCapacity = 32;
    std::array<Range, kCapacity> ranges_;
    size_t count_ = 0;
  };

  RuleIndex() = default;
  // leading[i] is leading_segments() of rule i's matcher.
  RuleIndex(std::span<const std::vector<std::string>> leading, RegexCase letters);

  // Returns the rules from index `from` on that may match `path`. `path` begins with "/".
  // Does not allocate.
  [[nodiscard]] Candidates Find(std::string_view path, uint32_t from) const;

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Node {
    TextMap<uint32_t> literals;   // text of the next segment -> node
    uint32_t any = kNone;         // node after any one segment
    std::vector<uint32_t> rules;  // with no more known segments; ascending
  };

  void Build(std::span<const std::vector<std::string>> leading, size_t depth);
  [[nodiscard]] uint32_t AddNode();
  [[nodiscard]] bool IsIndexed(std::string_view segment) const;
  [[nodiscard]] size_t MostRanges(uint32_t node) const;
  // `rest` begins with "/" or is empty.
  void Collect(uint32_t node, std::string_view rest, uint32_t from, Candidates& found) const;
  [[nodiscard]] uint32_t FindLiteral(const Node& node, std::string_view segment) const;

  RegexCase letters_ = RegexCase::kInsensitive;
  std::vector<Node> nodes_;
};

}  // namespace next_native

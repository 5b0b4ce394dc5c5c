#include "routing/route_trie.h"

#include <algorithm>
#include <utility>

#include "routing/route_pattern.h"

namespace next_native {

namespace {

using Kind = RouteSegment::Kind;

// A route whose last segment is a node, or a catch-all of it.
struct Leaf {
  uint32_t route;
  RoutePattern pattern;
};

tl::unexpected<Error> Conflict(std::string_view pathname, std::string_view reason) {
  return Fail(ErrorCode::kInvalidPattern, "The route \"" + std::string(pathname) +
                                              "\" contradicts another one: " + std::string(reason));
}

}  // namespace

struct RouteTrie::Node {
  struct Affixed {
    RouteSegment segment;
    std::unique_ptr<Node> node;
  };

  TextMap<std::unique_ptr<Node>> literals;
  std::vector<Affixed> affixed;  // sorted by text; the matching literal is tried in this order too
  std::unique_ptr<Node> param;
  std::string param_name;
  std::optional<Leaf> leaf;
  std::optional<Leaf> catch_all;
  std::optional<Leaf> optional_catch_all;

  Node& Child(const RouteSegment& segment) {
    std::unique_ptr<Node>* slot = &param;
    if (segment.kind == Kind::kLiteral) {
      slot = &literals[segment.text];
    } else if (segment.kind == Kind::kAffixedParam) {
      auto at = std::lower_bound(
          affixed.begin(), affixed.end(), segment.text,
          [](const Affixed& a, const std::string& text) { return a.segment.text < text; });
      if (at == affixed.end() || at->segment.text != segment.text) {
        at = affixed.insert(at, Affixed{segment, nullptr});
      }
      slot = &at->node;
    }
    if (*slot == nullptr) *slot = std::make_unique<Node>();
    return **slot;
  }
};

// One lookup. It visits a node at most once, since the depth of a node determines the rest of the
// path.
struct RouteTrie::Search {
  std::string_view path;
  std::span<const uint32_t> skipped;

  std::optional<TrieMatch> Take(const std::optional<Leaf>& leaf) const {
    if (!leaf || std::find(skipped.begin(), skipped.end(), leaf->route) != skipped.end()) {
      return std::nullopt;
    }
    TrieMatch match;
    match.route = leaf->route;
    match.decode_error = leaf->pattern.Match(path, match.params) == PatternResult::kDecodeError;
    if (match.decode_error) match.params.clear();
    return match;
  }

  std::optional<TrieMatch> Visit(const Node& node, std::string_view rest) const {
    if (rest.empty()) {
      if (std::optional<TrieMatch> match = Take(node.leaf)) return match;
      return Take(node.optional_catch_all);
    }
    std::string_view below = rest;
    const std::string_view segment = TakeSegment(below);
    if (std::optional<TrieMatch> match = VisitNamed(node, segment, below)) return match;
    if (node.param != nullptr && !segment.empty()) {
      if (std::optional<TrieMatch> match = Visit(*node.param, below)) return match;
    }
    if (std::optional<TrieMatch> match = Take(node.catch_all)) return match;
    return Take(node.optional_catch_all);
  }

  // Visits the children that have text, in the order of that text.
  std::optional<TrieMatch> VisitNamed(const Node& node, std::string_view segment,
                                      std::string_view below) const {
    const auto literal = node.literals.find(segment);
    bool is_literal_due = literal != node.literals.end();
    for (const Node::Affixed& affixed : node.affixed) {
      if (is_literal_due && segment < affixed.segment.text) {
        is_literal_due = false;
        if (std::optional<TrieMatch> match = Visit(*literal->second, below)) return match;
      }
      if (!FitsSegment(affixed.segment, segment)) continue;
      if (std::optional<TrieMatch> match = Visit(*affixed.node, below)) return match;
    }
    return is_literal_due ? Visit(*literal->second, below) : std::nullopt;
  }
};

RouteTrie::RouteTrie() : root_(std::make_unique<Node>()) {}
RouteTrie::~RouteTrie() = default;
RouteTrie::RouteTrie(RouteTrie&&) noexcept = default;
RouteTrie& RouteTrie::operator=(RouteTrie&&) noexcept = default;

Result<bool> RouteTrie::Insert(std::string_view pathname, uint32_t route) {
  Result<RoutePattern> pattern = RoutePattern::Parse(pathname);
  if (!pattern) return tl::unexpected(pattern.error());
  Node* node = root_.get();
  std::optional<Leaf>* place = nullptr;
  for (const RouteSegment& segment : pattern->segments()) {
    if (segment.kind == Kind::kCatchAll || segment.kind == Kind::kOptionalCatchAll) {
      const bool is_optional = segment.kind == Kind::kOptionalCatchAll;
      if (is_optional ? node->catch_all.has_value() : node->optional_catch_all.has_value()) {
        return Conflict(pathname, "a required and an optional catch-all at the same level.");
      }
      if (is_optional && node->leaf) {
        return Conflict(pathname, "a page and an optional catch-all of the same specificity.");
      }
      place = is_optional ? &node->optional_catch_all : &node->catch_all;
      break;
    }
    if (segment.kind == Kind::kParam) {
      if (node->param != nullptr && node->param_name != segment.name) {
        return Conflict(pathname, "different parameter names for the same path, \"" +
                                      node->param_name + "\" and \"" + segment.name + "\".");
      }
      node->param_name = segment.name;
    }
    node = &node->Child(segment);
  }
  if (place == nullptr) {
    if (node->optional_catch_all) {
      return Conflict(pathname, "a page and an optional catch-all of the same specificity.");
    }
    place = &node->leaf;
  }
  if (*place) return Conflict(pathname, "it is declared twice.");
  place->emplace(Leaf{route, std::move(*pattern)});
  return true;
}

std::optional<TrieMatch> RouteTrie::Match(std::string_view path,
                                          std::span<const uint32_t> skipped) const {
  return Search{path, skipped}.Visit(*root_, WithoutTrailingSlash(path));
}

}  // namespace next_native

// Builds the header fields of a reply like OutgoingMessage of Node.js: the same calls that Next.js
// makes give the same fields in the same order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/reply.h"

namespace next_native {

class HeaderBuilder {
 public:
  // setHeader: an earlier field of the name keeps its place and takes the new spelling and value.
  void Set(std::string_view name, std::string_view value);
  // appendHeader: adds a line after the earlier ones of the name, in their spelling. `merge`
  // applies if the line is the first of its name.
  void Append(std::string_view name, std::string_view value,
              FieldMerge merge = FieldMerge::kReplace);
  [[nodiscard]] bool Has(std::string_view name) const;
  // The values of the name, joined by ", ".
  [[nodiscard]] std::string Joined(std::string_view name) const;
  // Leaves the builder empty.
  [[nodiscard]] std::vector<HeaderField> Take() { return std::move(fields_); }

 private:
  std::vector<HeaderField> fields_;
};

}  // namespace next_native

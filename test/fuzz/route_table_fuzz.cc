// A route table of arbitrary pathnames, matched with arbitrary paths. Input: one line each, first
// the routes, then an empty line, then the paths. Every output matches at most once.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "routing/base_path.h"
#include "routing/route_table.h"
#include "routing/trailing_slash.h"
#include "support/build_output_builder.h"

namespace {

void Check(bool holds) {
  if (!holds) std::abort();
}

std::string_view TakeLine(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace next_native;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  BuildOutputBuilder builder;
  builder.BasePath("/docs").TrailingSlash(size % 2 == 0);
  while (!text.empty()) {
    const std::string_view pathname = TakeLine(text);
    if (pathname.empty()) break;
    builder.Page(pathname, pathname.size() % 2 == 0);
  }
  const BuildOutput build = builder.Build();
  const Result<RouteTable> table = RouteTable::Compile(build);
  if (!table) {
    Check(table.error().code == ErrorCode::kInvalidPattern);
    return 0;
  }
  while (!text.empty()) {
    const std::string_view path = TakeLine(text);
    if (!path.starts_with('/')) continue;
    (void)RewriteAssetPath(path, "/docs");
    (void)FindTrailingSlashRedirect(build, path, path, false);
    std::vector<uint32_t> tried;
    for (RouteMatch match = table->Match(path); match; match = table->Match(path, tried)) {
      Check(match.output == &build.outputs[match.output_id]);
      Check(std::find(tried.begin(), tried.end(), match.output_id) == tried.end());
      Check(!match.is_data || match.output->has_data_route);
      tried.push_back(match.output_id);
    }
  }
  return 0;
}

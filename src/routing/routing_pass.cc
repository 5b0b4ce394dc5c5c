#include "routing/routing_pass.h"

#include <utility>

namespace next_native {

void RoutingPass::SetPath(std::string path) {
  result.path = state.url.path.emplace(std::move(path));
}

QueryObject& RoutingPass::ChangeQuery() {
  QueryObject& query = state.url.query.Mutable();
  result.changed_query = &query;
  return query;
}

void RoutingPass::MarkDataRequest() {
  result.marks_data_request = true;
  result.adds_data_header = true;
}

void RoutingPass::End(ResolvedKind kind, std::string location, int status) {
  result.kind = kind;
  result.status = status;
  result.location = std::move(location);
  result.match = nullptr;
  result.file = StaticMatch();
}

void RoutingPass::EndAtFile(StaticMatch file) {
  End(ResolvedKind::kFile);
  result.file = file;
}

void RoutingPass::EndAtOutput() {
  End(ResolvedKind::kOutput);
  result.match = &state.match;
}

void RoutingPass::AddTrailingSlash(std::string& path) const {
  const ServerConfig& config = site.build.config;
  if (config.trailing_slash && !config.skip_proxy_url_normalize && !path.ends_with('/')) {
    path += '/';
  }
}

std::string WithQuery(std::string_view path, std::string_view query) {
  std::string text(path);
  if (!query.empty()) text.append("?").append(query);
  return text;
}

}  // namespace next_native

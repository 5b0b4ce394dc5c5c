// A build and its prerendered store, for tests of pages and their answers.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "pages/page_context.h"
#include "routing/route_table.h"
#include "support/build_output_builder.h"
#include "support/memory_file_system.h"
#include "support/request_builder.h"

namespace next_native {

class PageFixture : public ::testing::Test {
 protected:
  // Compiles the build, once.
  void Compile() {
    if (build_) return;
    build_ = std::make_shared<const BuildOutput>(outputs_.Build());
    table_ = std::make_unique<RouteTable>(*RouteTable::Compile(*build_));
    rules_ = std::make_unique<RoutingRules>(*RoutingRules::Compile(*build_));
    store_ = std::make_unique<PrerenderedStore>(build_);
  }
  void AddMiddleware() {
    outputs_.Value().middleware.runtime = MiddlewareRuntime::kNode;
    outputs_.Value().middleware.matchers.push_back({"^.*$", {}, {}, "", ""});
  }
  // `request` must outlive the context.
  PageContext ContextOf(const Request& request) {
    Compile();
    return {.build = *build_,
            .rules = *rules_,
            .store = *store_,
            .request = request,
            .compression = Compression::kOff};
  }

  static std::string HeaderOf(const std::vector<HeaderField>& headers, std::string_view name) {
    for (const HeaderField& field : headers) {
      if (field.name == name) return field.value;
    }
    return "";
  }

  BuildOutputBuilder outputs_;
  MemoryFileSystem files_;
  std::shared_ptr<const BuildOutput> build_;
  std::unique_ptr<RouteTable> table_;
  std::unique_ptr<RoutingRules> rules_;
  std::unique_ptr<PrerenderedStore> store_;
};

}  // namespace next_native

// The static files of a site, for routing.
#pragma once

#include <string_view>

#include "routing/resolver.h"
#include "server/site.h"
#include "static_files/static_file_index.h"

namespace next_native {

class SiteFiles final : public FileFinder {
 public:
  // What is found is kept in `match`.
  SiteFiles(const Site& site, StaticMatch& match) : site_(site), match_(match) {}
  bool Find(std::string_view path) override {
    match_ = site_.static_files->index().Find(path);
    return static_cast<bool>(match_);
  }

 private:
  const Site& site_;
  StaticMatch& match_;
};

}  // namespace next_native
